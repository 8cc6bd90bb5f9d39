package dev.heed.server.program;

import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts of a request, or the ids of their tokens: one or many, in every form that clients send.
 *
 * @param key where they stood
 * @param texts in order; null where ids were given
 * @param ids in order; null where texts were given
 * @param single whether it was one and no array of one
 */
record Inputs(String key, List<String> texts, List<int[]> ids, boolean single) {
    /** Rows of an answer are held until it is sent. */
    static final int MOST = 16_384;

    int size() {
        return texts != null ? texts.size() : ids.size();
    }

    /** How one of them is called in a message. */
    String name(int index) {
        return single ? key : key + "[" + index + "]";
    }

    /**
     * Reads them.
     *
     * @param idsAreOurs whether the request says that token ids are this model's
     */
    static Inputs of(Keys keys, String key, boolean idsAreOurs) {
        Object value = keys.value(key);
        if (value instanceof String text) {
            return new Inputs(key, List.of(text), null, true);
        }
        if (!(value instanceof List<?> list)) {
            throw Keys.kind(key, "a string or an array of strings", value);
        }
        if (list.isEmpty()) {
            throw new Refusal(Reason.MALFORMED, key, "expected at least one text, got an empty array");
        }
        if (list.getFirst() instanceof String) {
            checkCount(key, list.size());
            return new Inputs(key, texts(key, list), null, false);
        }
        return ids(key, list, idsAreOurs);
    }

    private static Inputs ids(String key, List<?> list, boolean idsAreOurs) {
        boolean nested = list.getFirst() instanceof List<?>;
        List<int[]> ids = new ArrayList<>();
        if (nested) {
            checkCount(key, list.size());
            list.forEach(item -> ids.add(oneTextsIds(key, item)));
        } else {
            ids.add(oneTextsIds(key, list));
        }
        if (!idsAreOurs) {
            throw new Refusal(
                    Reason.MALFORMED,
                    key,
                    "expected strings, got token ids, which seem to be of another model's tokenizer; send strings"
                            + " (LangChain: OpenAIEmbeddings(check_embedding_ctx_length=False)), or add"
                            + " \"token_ids\": true if they are this model's");
        }
        return new Inputs(key, null, ids, !nested);
    }

    private static List<String> texts(String key, List<?> list) {
        List<String> texts = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof String text)) {
                throw Keys.kind(key + "[" + i + "]", "a string as the items before it", list.get(i));
            }
            texts.add(text);
        }
        return texts;
    }

    private static int[] oneTextsIds(String key, Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw Keys.kind(key, "strings, or arrays of token ids with at least one each", value);
        }
        int[] ids = new int[list.size()];
        for (int i = 0; i < ids.length; i++) {
            if (!(list.get(i) instanceof Long id) || id != id.intValue()) {
                throw Keys.kind(key, "token ids that are whole numbers", list.get(i));
            }
            ids[i] = id.intValue();
        }
        return ids;
    }

    static void checkCount(String key, int count) {
        if (count > MOST) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    key,
                    "expected at most " + MOST + " texts a request, got " + count + "; send several requests");
        }
    }
}
