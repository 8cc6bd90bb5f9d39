package dev.heed.tokenizer.file;

import dev.heed.format.InvalidFileException;
import dev.heed.tokenizer.subword.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** BERT's pipeline in the terms of a {@code tokenizer.json}, for folders with a {@code vocab.txt} alone. */
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

    /** {@code [CLS] A [SEP]} and {@code [CLS] A [SEP] B [SEP]}, segments as {@code BertProcessing} has them. */
    static Map<String, Object> around(String before, int beforeId, String after, int afterId) {
        return Map.of(
                "type", "BertProcessing",
                "cls", List.of(before, (long) beforeId),
                "sep", List.of(after, (long) afterId));
    }

    /** An entry of {@code added_tokens}. */
    static Map<String, Object> special(int id, String content) {
        return Map.of("id", (long) id, "content", content, "special", true);
    }

    /** The special tokens of BERT that a vocabulary has. */
    static Assembly assembly(Vocabulary vocabulary, boolean lowercase, String where) {
        List<Object> added = new ArrayList<>();
        for (String special : List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")) {
            int id = vocabulary.id(special);
            if (id >= 0) {
                added.add(special(id, special));
            }
        }
        Map<String, Object> parts = new HashMap<>();
        parts.put("normalizer", normalizer(lowercase, null, true));
        parts.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
        parts.put(
                "post_processor",
                around("[CLS]", required(vocabulary, "[CLS]", where), "[SEP]", required(vocabulary, "[SEP]", where)));
        parts.put("decoder", Map.of("type", "WordPiece", "cleanup", false));
        parts.put("added_tokens", added);
        required(vocabulary, "[UNK]", where);
        return new Assembly(
                parts, new ModelPart(where).with(Map.of("type", "WordPiece")).with(vocabulary), where);
    }

    private static int required(Vocabulary vocabulary, String piece, String where) {
        int id = vocabulary.id(piece);
        if (id < 0) {
            throw new InvalidFileException(where + ": expected the piece " + piece + ", got none (" + vocabulary.size()
                    + " lines); use the vocabulary of a BERT model");
        }
        return id;
    }
}
