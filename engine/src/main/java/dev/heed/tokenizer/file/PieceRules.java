package dev.heed.tokenizer.file;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A SentencePiece model by its own rules and numbers, in the terms of a {@code tokenizer.json}. */
final class PieceRules {
    static final String BLANK = "\u2581";

    private final SentencePieceFile file;
    private final String where;
    /** User-defined pieces, which are never taken apart. */
    private final List<String> wholePieces = new ArrayList<>();

    PieceRules(SentencePieceFile file, String where) {
        this.file = file;
        this.where = where;
        for (int id = 0; id < file.types().length; id++) {
            if (file.types()[id] == SentencePieceFile.USER_DEFINED) {
                wholePieces.add(file.vocabulary().piece(id));
            }
        }
    }

    /** As SentencePiece's own library takes it, without tokens to be looked for. */
    Assembly itself() {
        return new Assembly(parts(false, true), model(), where);
    }

    /** As transformers builds it where no class of its own is known: with the tokens that the files name. */
    Assembly backend(TokenizerConfig config) {
        NamedTokens tokens = new NamedTokens(config, file.vocabulary(), named(), where);
        tokens.addControls(file);
        boolean legacy = !config.states("legacy") || config.flag("legacy", false);
        Map<String, Object> parts = parts(legacy, legacy);
        parts.put("added_tokens", tokens.all());
        parts.put("post_processor", tokens.aroundAsStated(file.begin(), file.end()));
        return new Assembly(parts, model(), where);
    }

    /** The model's own names for tokens. */
    private Map<String, String> named() {
        Map<String, String> named = new HashMap<>();
        named.put("unk_token", file.vocabulary().piece(file.unknownId()));
        named.put("bos_token", file.begin());
        named.put("eos_token", file.end());
        return named;
    }

    /**
     * @param doubled whether a text that begins with a blank gets another
     * @param always whether a text gets its blank in front though blanks before it were dropped
     */
    private Map<String, Object> parts(boolean doubled, boolean always) {
        Map<String, Object> parts = new HashMap<>();
        parts.put("normalizer", Map.of("type", "Sequence", "normalizers", normalizers(doubled)));
        List<Object> cuts = cuts(always);
        if (!cuts.isEmpty()) {
            parts.put("pre_tokenizer", Map.of("type", "Sequence", "pretokenizers", cuts));
        }
        parts.put("decoder", decoder(file.byteFallback(), file.addsBlank()));
        return parts;
    }

    private ModelPart model() {
        PieceTable pieces = PieceTable.of(file, where);
        if (file.unigram()) {
            return pieces.unigram(file.byteFallback());
        }
        Map<String, Object> settings = Map.of(
                "type",
                "BPE",
                "unk_token",
                file.vocabulary().piece(file.unknownId()),
                "fuse_unk",
                true,
                "ignore_merges",
                !wholePieces.isEmpty(),
                "byte_fallback",
                file.byteFallback());
        return new ModelPart(where)
                .with(file.vocabulary())
                .with(settings)
                .withMerges(pieces.mergesByScore(id -> id >= 0 && file.types()[id] == SentencePieceFile.NORMAL));
    }

    private List<Object> normalizers(boolean doubled) {
        List<Object> steps = new ArrayList<>();
        if (file.map().length > 0) {
            steps.add(map(file));
        }
        if (file.joinsBlanks()) {
            steps.add(replaced(Map.of("Regex", "\\A +| +\\z"), ""));
            steps.add(replaced(Map.of("Regex", " {2,}"), " "));
        }
        if (file.escapesBlanks()) {
            steps.add(replaced(Map.of("String", " "), BLANK));
        }
        if (file.addsBlank() && doubled) {
            steps.add(replaced(Map.of("Regex", "\\A" + BLANK), BLANK + BLANK));
        }
        return steps;
    }

    private List<Object> cuts(boolean always) {
        List<Object> cuts = new ArrayList<>();
        if (file.addsBlank()) {
            cuts.add(metaspace(always ? "always" : "first", false));
        }
        if (!wholePieces.isEmpty()) {
            Map<String, Object> pattern = Map.of("Regex", anyWholePiece());
            cuts.add(Map.of("type", "Split", "pattern", pattern, "behavior", "Isolated", "invert", false));
        }
        return cuts;
    }

    /** An expression that matches any of them, longer ones first. */
    private String anyWholePiece() {
        List<String> longestFirst = new ArrayList<>(wholePieces);
        longestFirst.sort(Comparator.comparingInt(piece -> -piece.length()));
        StringBuilder expression = new StringBuilder();
        for (String piece : longestFirst) {
            expression.append(expression.isEmpty() ? "" : "|");
            piece.codePoints()
                    .forEach(c -> expression
                            .append("\\x{")
                            .append(Integer.toHexString(c))
                            .append('}'));
        }
        return expression.toString();
    }

    /** Blanks become what words begin with. */
    static Map<String, Object> metaspace(String prepend, boolean split) {
        return Map.of("type", "Metaspace", "replacement", BLANK, "prepend_scheme", prepend, "split", split);
    }

    /** @param blankInFront whether the text's first blank was not there */
    static Map<String, Object> decoder(boolean bytes, boolean blankInFront) {
        List<Object> back = new ArrayList<>();
        back.add(replaced(Map.of("String", BLANK), " "));
        if (bytes) {
            back.add(Map.of("type", "ByteFallback"));
        }
        back.add(Map.of("type", "Fuse"));
        if (blankInFront) {
            back.add(Map.of("type", "Strip", "content", " ", "start", 1L, "stop", 0L));
        }
        return Map.of("type", "Sequence", "decoders", back);
    }

    /** The model's own map of characters. */
    static Map<String, Object> map(SentencePieceFile file) {
        return Map.of(
                "type",
                "Precompiled",
                "precompiled_charsmap",
                Base64.getEncoder().encodeToString(file.map()));
    }

    static Map<String, Object> replaced(Map<String, Object> pattern, String content) {
        return Map.of("type", "Replace", "pattern", pattern, "content", content);
    }
}
