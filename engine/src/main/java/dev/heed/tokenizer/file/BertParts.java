package dev.heed.tokenizer.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parts of BERT's pipeline in the terms of a {@code tokenizer.json}. */
final class BertParts {
    private BertParts() {}

    /**
     * @param lowercase {@code do_lower_case}
     * @param stripAccents {@code strip_accents}, {@code null} for the same as {@code lowercase}
     * @param ideographs {@code tokenize_chinese_chars}
     */
    static Map<String, Object> normalizer(boolean lowercase, Boolean stripAccents, boolean ideographs) {
        Map<String, Object> normalizer = new HashMap<>();
        normalizer.put("type", "BertNormalizer");
        normalizer.put("clean_text", true);
        normalizer.put("handle_chinese_chars", ideographs);
        normalizer.put("strip_accents", stripAccents);
        normalizer.put("lowercase", lowercase);
        return normalizer;
    }

    /**
     * What stands around one text and around two.
     *
     * @param type {@code BertProcessing}, or {@code RobertaProcessing}, which trims places too
     */
    static Map<String, Object> around(String type, String before, int beforeId, String after, int afterId) {
        Map<String, Object> around = new HashMap<>();
        around.put("type", type);
        around.put("cls", List.of(before, (long) beforeId));
        around.put("sep", List.of(after, (long) afterId));
        if (type.equals("RobertaProcessing")) {
            around.put("trim_offsets", true);
            around.put("add_prefix_space", false);
        }
        return around;
    }
}
