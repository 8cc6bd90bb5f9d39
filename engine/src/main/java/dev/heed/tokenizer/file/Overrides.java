package dev.heed.tokenizer.file;

import dev.heed.tokenizer.subword.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a folder's {@code tokenizer_config.json} states against its {@code tokenizer.json}; silence changes nothing. */
final class Overrides {
    private final TokenizerConfig config;

    Overrides(TokenizerConfig config) {
        this.config = config;
    }

    Assembly apply(Assembly file) {
        Map<String, Object> parts = new HashMap<>(file.parts());
        addTokens(parts, file.model().vocabulary());
        boolean bert = "BertNormalizer".equals(type(parts.get("normalizer")));
        switch (config.tokenizerClass()) {
            case BACKEND -> {}
            case BERT, MPNET -> wordPiece(parts, file);
            case ROBERTA, GPT2, QWEN2 -> byteLevel(parts);
            case XLM_ROBERTA, CAMEMBERT -> metaspace(parts);
            case ALBERT, DEBERTA -> {
                metaspace(parts);
                lowercase(parts);
                refuseOther("split_by_punct", false);
                refuseOther("keep_accents", false);
            }
            case T5, LLAMA, GEMMA, OTHER_PIECES -> {}
            case OTHER -> {
                if (bert) {
                    wordPiece(parts, file);
                }
            }
        }
        refuseOther("split_special_tokens", false);
        return new Assembly(parts, file.model(), file.where());
    }

    /** A setting that changes tokens and is not followed may only say what the file does. */
    private void refuseOther(String key, boolean only) {
        if (config.flag(key, only) != only) {
            throw config.refused(key, only + " beside a tokenizer.json", String.valueOf(!only));
        }
    }

    private void addTokens(Map<String, Object> parts, Vocabulary vocabulary) {
        List<?> fromFile = parts.get("added_tokens") instanceof List<?> list ? list : List.of();
        List<Map<String, Object>> stated = new ArrayList<>();
        for (Map<String, Object> entry : config.tokens()) {
            boolean known = vocabulary.id(String.valueOf(entry.get("content"))) >= 0
                    || entry.containsKey("id")
                    || isAdded(fromFile, entry.get("content"));
            if (known) { // a name for a token that no file has an id for changes no text
                stated.add(entry);
            }
        }
        if (!stated.isEmpty()) {
            parts.put("added_tokens", FolderTokenizer.joined(fromFile, stated, config.hasDecoder(), vocabulary::id));
        }
    }

    private static boolean isAdded(List<?> fromFile, Object content) {
        for (Object entry : fromFile) {
            if (entry instanceof Map<?, ?> members && content.equals(members.get("content"))) {
                return true;
            }
        }
        return false;
    }

    private void wordPiece(Map<String, Object> parts, Assembly file) {
        boolean states = config.states("do_lower_case")
                || config.states("strip_accents")
                || config.states("tokenize_chinese_chars");
        if (states) {
            Map<String, Object> normalizer = new HashMap<>(BertParts.normalizer(true, null, true));
            if (parts.get("normalizer") instanceof Map<?, ?> given && "BertNormalizer".equals(given.get("type"))) {
                given.forEach((key, value) -> normalizer.put(String.valueOf(key), value));
            }
            put(normalizer, "lowercase", "do_lower_case");
            put(normalizer, "handle_chinese_chars", "tokenize_chinese_chars");
            if (config.states("strip_accents")) {
                normalizer.put("strip_accents", config.flag("strip_accents"));
            }
            parts.put("normalizer", normalizer);
        }
        around(parts, file);
        String unknown = config.token("unk_token");
        if (unknown != null && file.model().vocabulary().id(unknown) >= 0) {
            file.model().members().put("unk_token", unknown);
        }
    }

    private void put(Map<String, Object> normalizer, String key, String stated) {
        if (config.flag(stated) != null) {
            normalizer.put(key, config.flag(stated));
        }
    }

    /** Other tokens around a text than the file's. */
    private void around(Map<String, Object> parts, Assembly file) {
        String before = config.token("cls_token");
        String after = config.token("sep_token");
        if (before == null || after == null) {
            return;
        }
        Vocabulary vocabulary = file.model().vocabulary();
        if (vocabulary.id(before) < 0 || vocabulary.id(after) < 0) {
            return; // added tokens; the file's own post-processor knows their ids
        }
        String type = config.tokenizerClass() == TokenizerClass.MPNET ? "RobertaProcessing" : "BertProcessing";
        parts.put("post_processor", BertParts.around(type, before, vocabulary.id(before), after, vocabulary.id(after)));
    }

    private void byteLevel(Map<String, Object> parts) {
        Boolean prefix = config.flag("add_prefix_space");
        if (prefix != null) {
            parts.computeIfPresent("pre_tokenizer", (key, part) -> with(part, "ByteLevel", "add_prefix_space", prefix));
            parts.computeIfPresent(
                    "post_processor", (key, part) -> with(part, "RobertaProcessing", "add_prefix_space", prefix));
        }
        Boolean trim = config.tokenizerClass() == TokenizerClass.ROBERTA ? config.flag("trim_offsets") : null;
        if (trim != null) {
            parts.computeIfPresent(
                    "post_processor", (key, part) -> with(part, "RobertaProcessing", "trim_offsets", trim));
        }
    }

    private void metaspace(Map<String, Object> parts) {
        Boolean prefix = config.flag("add_prefix_space");
        if (prefix == null) {
            return;
        }
        String off = config.tokenizerClass() == TokenizerClass.DEBERTA ? "first" : "never";
        String scheme = prefix ? "always" : off;
        for (String part : List.of("pre_tokenizer", "decoder")) {
            parts.computeIfPresent(part, (key, value) -> with(value, "Metaspace", "prepend_scheme", scheme));
        }
    }

    private void lowercase(Map<String, Object> parts) {
        Boolean lower = config.flag("do_lower_case");
        if (lower == null) {
            return;
        }
        List<Object> steps = new ArrayList<>();
        if (parts.get("normalizer") instanceof Map<?, ?> given) {
            steps.addAll(given.get("normalizers") instanceof List<?> list ? list : List.of(given));
        }
        boolean has = steps.stream().anyMatch(step -> "Lowercase".equals(type(step)));
        if (lower && !has) {
            steps.addFirst(Map.of("type", "Lowercase"));
        } else if (!lower) {
            steps.removeIf(step -> "Lowercase".equals(type(step)));
        }
        parts.put("normalizer", Map.of("type", "Sequence", "normalizers", steps));
    }

    private static Object type(Object part) {
        return part instanceof Map<?, ?> members ? members.get("type") : null;
    }

    /** A part in which all of one type, also within a sequence, have a setting changed. */
    private static Object with(Object part, String type, String key, Object value) {
        if (!(part instanceof Map<?, ?> members)) {
            return part;
        }
        Map<String, Object> changed = new HashMap<>();
        members.forEach((name, member) -> changed.put(String.valueOf(name), member));
        if (type.equals(changed.get("type"))) {
            changed.put(key, value);
            if (type.equals("Metaspace")) {
                changed.remove("add_prefix_space");
            }
        }
        for (String steps : List.of("pretokenizers", "processors", "decoders")) {
            if (changed.get(steps) instanceof List<?> list) {
                List<Object> each = new ArrayList<>();
                list.forEach(step -> each.add(with(step, type, key, value)));
                changed.put(steps, each);
            }
        }
        return changed;
    }
}
