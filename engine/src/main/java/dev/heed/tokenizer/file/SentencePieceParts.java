package dev.heed.tokenizer.file;

import dev.heed.tokenizer.subword.Vocabulary;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What transformers 5 builds from a SentencePiece model alone, in the terms of a {@code tokenizer.json}: T5's form where the
 * config names its class, else what the model itself says. Classes that number pieces anew are refused by name: their ids
 * stand in a {@code tokenizer.json} only.
 */
final class SentencePieceParts {
    private static final String BLANK = "\u2581";

    private final TokenizerConfig config;
    private final SentencePieceFile file;
    private final String where;
    private final OlderFiles.Tokens tokens;
    /** User-defined pieces, which the model itself never takes apart. */
    private final List<String> wholePieces = new ArrayList<>();

    SentencePieceParts(TokenizerConfig config, SentencePieceFile file, String where, OlderFiles.Tokens tokens) {
        this.config = config;
        this.file = file;
        this.where = where;
        this.tokens = tokens;
    }

    Assembly assembly() {
        boolean own =
                config.tokenizerClass() == TokenizerClass.BACKEND || config.tokenizerClass() == TokenizerClass.OTHER;
        for (int id = 0; id < file.types().length; id++) {
            String piece = file.vocabulary().piece(id);
            switch (file.types()[id]) {
                case SentencePieceFile.CONTROL -> tokens.addStated(piece, id, true);
                case SentencePieceFile.USER_DEFINED -> {
                    if (own) {
                        wholePieces.add(piece);
                    } else {
                        tokens.addStated(piece, id, false);
                    }
                }
                default -> {}
            }
        }
        Map<String, Object> parts = new HashMap<>();
        switch (config.tokenizerClass()) {
            case T5 -> t5(parts);
            case ALBERT -> albert(parts);
            case BACKEND, OTHER -> ofTheModel(parts, config.flag("legacy", true), config.flag("legacy", true));
            default ->
                throw config.refused(
                        "tokenizer_class",
                        "AlbertTokenizer, T5Tokenizer or TokenizersBackend for a SentencePiece model without tokenizer.json",
                        config.className());
        }
        parts.put("added_tokens", tokens.all());
        return new Assembly(parts, model(), where);
    }

    /** The model as SentencePiece's own library takes it, without tokens to be looked for. */
    Assembly itself() {
        for (int id = 0; id < file.types().length; id++) {
            if (file.types()[id] == SentencePieceFile.USER_DEFINED) {
                wholePieces.add(file.vocabulary().piece(id));
            }
        }
        Map<String, Object> parts = new HashMap<>();
        ofTheModel(parts, false, true);
        return new Assembly(parts, model(file.byteFallback()), where);
    }

    private ModelPart model() {
        return model(file.byteFallback() && config.tokenizerClass() != TokenizerClass.T5);
    }

    private ModelPart model(boolean fallback) {
        Vocabulary vocabulary = file.vocabulary();
        ModelPart model = new ModelPart(where).with(vocabulary);
        if (file.unigram()) {
            double[] scores = new double[file.scores().length];
            for (int id = 0; id < scores.length; id++) {
                scores[id] = file.scores()[id];
            }
            return model.with(Map.of("type", "Unigram", "unk_id", (long) file.unknownId(), "byte_fallback", fallback))
                    .withScores(scores);
        }
        return model.with(Map.of(
                        "type",
                        "BPE",
                        "unk_token",
                        vocabulary.piece(file.unknownId()),
                        "fuse_unk",
                        true,
                        "ignore_merges",
                        !wholePieces.isEmpty(),
                        "byte_fallback",
                        fallback))
                .withMerges(merges());
    }

    /** Only normal pieces are merged, the higher their score the sooner. */
    private List<String> merges() {
        List<Integer> pieces = new ArrayList<>();
        for (int id = 0; id < file.types().length; id++) {
            if (isNormal(id)) {
                pieces.add(id);
            }
        }
        pieces.sort(Comparator.comparingDouble(id -> -file.scores()[id]));
        List<String> sides = new ArrayList<>();
        for (int id : pieces) {
            String piece = file.vocabulary().piece(id);
            List<String> lefts = new ArrayList<>();
            for (int cut = 1; cut < piece.length(); cut++) {
                if (isNormal(file.vocabulary().id(piece.substring(0, cut)))
                        && isNormal(file.vocabulary().id(piece.substring(cut)))) {
                    lefts.add(piece.substring(0, cut));
                }
            }
            lefts.sort(null);
            for (String left : lefts) {
                sides.add(left);
                sides.add(piece.substring(left.length()));
            }
        }
        return sides;
    }

    private boolean isNormal(int id) {
        return id >= 0 && file.types()[id] == SentencePieceFile.NORMAL;
    }

    private void t5(Map<String, Object> parts) {
        if (file.map().length > 0) {
            parts.put("normalizer", map());
        }
        words(parts);
        String end = config.token("eos_token") == null ? "</s>" : config.token("eos_token");
        for (String named : List.of(end, "<unk>", "<pad>")) {
            tokens.addDefault(named, false, false);
        }
        Map<String, Object> special = Map.of("SpecialToken", Map.of("id", end, "type_id", 0L));
        Map<String, Object> first = Map.of("Sequence", Map.of("id", "A", "type_id", 0L));
        Map<String, Object> second = Map.of("Sequence", Map.of("id", "B", "type_id", 0L));
        parts.put(
                "post_processor",
                Map.of(
                        "type", "TemplateProcessing",
                        "single", List.of(first, special),
                        "pair", List.of(first, special, second, special),
                        "special_tokens", Map.of(end, Map.of("ids", List.of((long) tokens.required(end))))));
    }

    private void albert(Map<String, Object> parts) {
        List<Object> steps = new ArrayList<>();
        steps.add(replaced(Map.of("String", "``"), "\""));
        steps.add(replaced(Map.of("String", "''"), "\""));
        if (!config.flag("keep_accents", false)) {
            steps.add(Map.of("type", "NFKD"));
            steps.add(Map.of("type", "StripAccents"));
        }
        if (config.flag("do_lower_case", true)) {
            steps.add(Map.of("type", "Lowercase"));
        }
        if (file.map().length > 0) {
            steps.add(map());
        }
        parts.put("normalizer", Map.of("type", "Sequence", "normalizers", steps));
        words(parts);
        for (String named : List.of("[CLS]", "[SEP]", "<unk>", "<pad>", "[MASK]")) {
            tokens.addDefault(named, false, false);
        }
        parts.put(
                "post_processor",
                BertParts.around(
                        "BertProcessing", "[CLS]", tokens.required("[CLS]"), "[SEP]", tokens.required("[SEP]")));
    }

    private static void words(Map<String, Object> parts) {
        Map<String, Object> blanks =
                Map.of("type", "Metaspace", "replacement", BLANK, "prepend_scheme", "always", "split", true);
        parts.put(
                "pre_tokenizer",
                Map.of("type", "Sequence", "pretokenizers", List.of(Map.of("type", "WhitespaceSplit"), blanks)));
        parts.put("decoder", blanks);
    }

    /**
     * As the model's own normalizer does it.
     *
     * @param doubled whether a text that begins with a blank gets another
     * @param always whether a text gets its blank in front though blanks before it were dropped
     */
    private void ofTheModel(Map<String, Object> parts, boolean doubled, boolean always) {
        List<Object> steps = new ArrayList<>();
        if (file.map().length > 0) {
            steps.add(map());
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
        parts.put("normalizer", Map.of("type", "Sequence", "normalizers", steps));
        List<Object> back = new ArrayList<>();
        back.add(Map.of("type", "Replace", "pattern", Map.of("String", BLANK), "content", " "));
        if (file.byteFallback()) {
            back.add(Map.of("type", "ByteFallback"));
        }
        back.add(Map.of("type", "Fuse"));
        List<Object> cuts = new ArrayList<>();
        if (file.addsBlank()) {
            cuts.add(Map.of(
                    "type",
                    "Metaspace",
                    "replacement",
                    BLANK,
                    "prepend_scheme",
                    always ? "always" : "first",
                    "split",
                    false));
            back.add(Map.of("type", "Strip", "content", " ", "start", 1L, "stop", 0L));
        }
        if (!wholePieces.isEmpty()) {
            Map<String, Object> pattern = Map.of("Regex", anyWholePiece());
            cuts.add(Map.of("type", "Split", "pattern", pattern, "behavior", "Isolated", "invert", false));
        }
        if (!cuts.isEmpty()) {
            parts.put("pre_tokenizer", Map.of("type", "Sequence", "pretokenizers", cuts));
        }
        parts.put("decoder", Map.of("type", "Sequence", "decoders", back));
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

    private Map<String, Object> map() {
        return Map.of(
                "type",
                "Precompiled",
                "precompiled_charsmap",
                Base64.getEncoder().encodeToString(file.map()));
    }

    private static Map<String, Object> replaced(Map<String, Object> pattern, String content) {
        return Map.of("type", "Replace", "pattern", pattern, "content", content);
    }
}
