package dev.heed.tokenizer.file;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.tokenizer.subword.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokens that are looked for in a text: stated ones, and a class's own. One that has no id yet gets the next free one, in
 * the order in which transformers adds them.
 */
final class NamedTokens {
    private final TokenizerConfig config;
    private final Vocabulary vocabulary;
    private final String where;
    private final Map<String, Map<String, Object>> byContent = new LinkedHashMap<>();
    private int free;

    /** Those that the config states. */
    NamedTokens(TokenizerConfig config, Vocabulary vocabulary, String where) {
        this(config, vocabulary, Map.of(), where);
    }

    /** @param own the class's tokens by their keys, where the config states no other; new ones where the vocabulary lacks them */
    NamedTokens(TokenizerConfig config, Vocabulary vocabulary, Map<String, String> own, String where) {
        this.config = config;
        this.vocabulary = vocabulary;
        this.where = where;
        this.free = vocabulary.size();
        for (Map<String, Object> entry : config.tokens()) {
            byContent.put(String.valueOf(entry.get("content")), new HashMap<>(entry));
            if (entry.get("id") instanceof Long id) {
                free = (int) Math.max(free, Math.min(id, Vocabulary.MAX_IDS) + 1);
            }
        }
        for (String key : TokenizerConfig.NAMED) {
            String content = config.states(key) ? config.token(key) : own.get(key);
            if (content != null) {
                Map<String, Object> entry = byContent.computeIfAbsent(content, NamedTokens::special);
                entry.put("special", true);
                number(content, entry);
            }
        }
        byContent.forEach(this::number);
    }

    private static Map<String, Object> special(String content) {
        Map<String, Object> entry = new HashMap<>();
        entry.put("content", content);
        entry.put("special", true);
        return entry;
    }

    private void number(String content, Map<String, Object> entry) {
        if (!entry.containsKey("id")) {
            int known = vocabulary.id(content);
            entry.put("id", (long) (known >= 0 ? known : free++));
        }
    }

    /** A class's own token, if the vocabulary has it; {@code null} for none. */
    void addDefault(String content, boolean normalized, boolean stripLeft) {
        if (content != null && !byContent.containsKey(content) && vocabulary.id(content) >= 0) {
            Map<String, Object> entry = special(content);
            entry.put("id", (long) vocabulary.id(content));
            entry.put("normalized", normalized);
            entry.put("lstrip", stripLeft);
            byContent.put(content, entry);
        }
    }

    /** Adds the control and user-defined pieces of a SentencePiece model, unless the config lists tokens of its own instead. */
    void addPieces(SentencePieceFile file) {
        if (!config.statesExtras()) {
            addControls(file);
            addPieces(file, SentencePieceFile.USER_DEFINED);
        }
    }

    /** Adds its control pieces. */
    void addControls(SentencePieceFile file) {
        addPieces(file, SentencePieceFile.CONTROL);
    }

    private void addPieces(SentencePieceFile file, int type) {
        for (int id = 0; id < file.types().length; id++) {
            String piece = file.types()[id] == type ? file.vocabulary().piece(id) : null;
            if (piece != null && !byContent.containsKey(piece)) {
                Map<String, Object> entry = special(piece);
                entry.put("special", type == SentencePieceFile.CONTROL);
                number(piece, entry);
                byContent.put(piece, entry);
            }
        }
    }

    /** White space before a token belongs to it, unless the config says of it that it does not. */
    void stripLeftOf(String content) {
        byContent.computeIfPresent(content, (key, entry) -> {
            entry.putIfAbsent("lstrip", true);
            return entry;
        });
    }

    int required(String content) {
        Map<String, Object> added = byContent.get(content);
        int id = vocabulary.id(content);
        if (id < 0 && added != null && added.get("id") instanceof Long stated) {
            id = stated.intValue();
        }
        if (id < 0) {
            throw new InvalidFileException(where + ": expected the piece " + Quoted.of(content) + ", got none ("
                    + vocabulary.size() + " pieces); use the files that came with the model");
        }
        return id;
    }

    /**
     * What goes around a text and around two, as {@code add_bos_token} and {@code add_eos_token} say, both off unless the
     * config says otherwise.
     *
     * @param before the class's own first token; null for none
     * @param after its last
     */
    Map<String, Object> aroundAsStated(String before, String after) {
        String first = config.flag("add_bos_token", false) ? config.token("bos_token", before) : null;
        String last = config.flag("add_eos_token", false) ? config.token("eos_token", after) : null;
        List<Object> single = new ArrayList<>();
        List<Object> second = new ArrayList<>();
        Map<String, Object> specials = new HashMap<>();
        addSpecial(first, single, second, specials);
        single.add(Map.of("Sequence", Map.of("id", "A", "type_id", 0L)));
        second.add(Map.of("Sequence", Map.of("id", "B", "type_id", 1L)));
        addSpecial(last, single, second, specials);
        List<Object> pair = new ArrayList<>(single);
        pair.addAll(second);
        return Map.of("type", "TemplateProcessing", "single", single, "pair", pair, "special_tokens", specials);
    }

    private void addSpecial(String token, List<Object> single, List<Object> second, Map<String, Object> specials) {
        if (token != null) {
            single.add(Map.of("SpecialToken", Map.of("id", token, "type_id", 0L)));
            second.add(Map.of("SpecialToken", Map.of("id", token, "type_id", 1L)));
            specials.put(token, Map.of("ids", List.of((long) required(token))));
        }
    }

    List<Object> all() {
        return new ArrayList<>(byContent.values());
    }
}
