package dev.heed.tokenizer.file;

import dev.heed.tokenizer.file.PieceTable.Put;
import dev.heed.tokenizer.subword.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What transformers 5 builds from a SentencePiece model alone, in the terms of a {@code tokenizer.json}: the class that the
 * config names numbers the pieces and says how a text is cut; without one that is known the model's own rules hold. Classes
 * that are not read are refused by name: their ids stand in a {@code tokenizer.json} only.
 */
final class SentencePieceParts {
    private static final Map<String, String> XLM_ROBERTA = Map.of(
            "bos_token", "<s>",
            "eos_token", "</s>",
            "unk_token", "<unk>",
            "sep_token", "</s>",
            "pad_token", "<pad>",
            "cls_token", "<s>",
            "mask_token", "<mask>");

    private static final Map<String, String> DEBERTA = Map.of(
            "bos_token", "[CLS]",
            "eos_token", "[SEP]",
            "unk_token", "[UNK]",
            "sep_token", "[SEP]",
            "pad_token", "[PAD]",
            "cls_token", "[CLS]",
            "mask_token", "[MASK]");

    private static final Map<String, String> ALBERT = Map.of(
            "bos_token", "[CLS]",
            "eos_token", "[SEP]",
            "unk_token", "<unk>",
            "sep_token", "[SEP]",
            "pad_token", "<pad>",
            "cls_token", "[CLS]",
            "mask_token", "[MASK]");

    private static final Map<String, String> GEMMA = Map.of(
            "bos_token", "<bos>",
            "eos_token", "<eos>",
            "unk_token", "<unk>",
            "pad_token", "<pad>",
            "mask_token", "<mask>");

    private static final Map<String, String> LLAMA =
            Map.of("bos_token", "<s>", "eos_token", "</s>", "unk_token", "<unk>");

    private static final Map<String, String> T5 =
            Map.of("eos_token", "</s>", "unk_token", "<unk>", "pad_token", "<pad>");

    private final TokenizerConfig config;
    private final SentencePieceFile file;
    private final String where;
    private final Map<String, Object> parts = new HashMap<>();

    SentencePieceParts(TokenizerConfig config, SentencePieceFile file, String where) {
        this.config = config;
        this.file = file;
        this.where = where;
    }

    Assembly assembly() {
        return switch (config.classOfPieces()) {
            case T5 -> t5();
            case ALBERT -> albert();
            case XLM_ROBERTA -> xlmRoberta();
            case CAMEMBERT -> camembert();
            case DEBERTA -> deberta();
            case LLAMA -> llama();
            case GEMMA -> gemma();
            case BACKEND, OTHER -> new PieceRules(file, where).backend(config);
            default ->
                throw config.refused(
                        "tokenizer_class",
                        "AlbertTokenizer, CamembertTokenizer, DebertaV2Tokenizer, GemmaTokenizer, LlamaTokenizer, T5Tokenizer, "
                                + "XLMRobertaTokenizer or TokenizersBackend for a SentencePiece model without tokenizer.json",
                        config.className());
        };
    }

    private Assembly assembly(NamedTokens tokens, ModelPart model) {
        tokens.addPieces(file);
        parts.put("added_tokens", tokens.all());
        return new Assembly(parts, model, where);
    }

    private NamedTokens tokens(Vocabulary vocabulary, Map<String, String> own) {
        return new NamedTokens(config, vocabulary, own, where);
    }

    /** {@code A </s>} and {@code A </s> B </s>}. */
    private Assembly t5() {
        NamedTokens tokens = tokens(file.vocabulary(), T5);
        normalizeByMap();
        words(true);
        String end = config.token("eos_token", "</s>");
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
        return assembly(tokens, PieceTable.of(file, where).unigram(false));
    }

    private Assembly albert() {
        NamedTokens tokens = tokens(file.vocabulary(), ALBERT);
        List<Object> steps = new ArrayList<>();
        steps.add(PieceRules.replaced(Map.of("String", "``"), "\""));
        steps.add(PieceRules.replaced(Map.of("String", "''"), "\""));
        if (!config.flag("keep_accents", false)) {
            steps.add(Map.of("type", "NFKD"));
            steps.add(Map.of("type", "StripAccents"));
        }
        if (config.flag("do_lower_case", true)) {
            steps.add(Map.of("type", "Lowercase"));
        }
        if (file.map().length > 0) {
            steps.add(PieceRules.map(file));
        }
        parts.put("normalizer", Map.of("type", "Sequence", "normalizers", steps));
        words(config.flag("add_prefix_space", true));
        around(tokens, "BertProcessing", "[CLS]", "[SEP]");
        return assembly(tokens, PieceTable.of(file, where).unigram(false));
    }

    /** Four pieces of fairseq's, the model's without its first three, the mask. */
    private Assembly xlmRoberta() {
        String unknown = named("unk_token", XLM_ROBERTA);
        List<Put> first = List.of(
                new Put(named("bos_token", XLM_ROBERTA), 0),
                new Put(named("pad_token", XLM_ROBERTA), 0),
                new Put(named("eos_token", XLM_ROBERTA), 0),
                new Put(unknown, 0));
        return fairseq(PieceTable.fairseq(file, first, 3, named("mask_token", XLM_ROBERTA), unknown, where), false);
    }

    /** The same in another order: the model's {@code <s>} and {@code </s>} stay, behind five of fairseq's. */
    private Assembly camembert() {
        String unknown = named("unk_token", XLM_ROBERTA);
        List<Put> first = List.of(
                new Put("<s>NOTUSED", 0),
                new Put(named("pad_token", XLM_ROBERTA), 0),
                new Put("</s>NOTUSED", 0),
                new Put(unknown, 0),
                new Put("<unk>NOTUSED", -100));
        return fairseq(PieceTable.fairseq(file, first, 1, named("mask_token", XLM_ROBERTA), unknown, where), true);
    }

    private Assembly fairseq(PieceTable pieces, boolean maskTakesBlanks) {
        NamedTokens tokens = tokens(pieces.vocabulary(), XLM_ROBERTA);
        if (maskTakesBlanks) {
            tokens.stripLeftOf(named("mask_token", XLM_ROBERTA));
        }
        normalizeByMap();
        words(config.flag("add_prefix_space", true));
        around(tokens, "RobertaProcessing", named("bos_token", XLM_ROBERTA), named("eos_token", XLM_ROBERTA))
                .put("trim_offsets", false);
        return assembly(tokens, pieces.unigram(false));
    }

    /** The model's numbers; its map of characters is not asked, as in transformers 5. */
    private Assembly deberta() {
        PieceTable pieces = PieceTable.of(file, where).withUnknown(named("unk_token", DEBERTA));
        NamedTokens tokens = tokens(pieces.vocabulary(), DEBERTA);
        List<Object> steps = new ArrayList<>();
        if (config.flag("do_lower_case", false)) {
            steps.add(Map.of("type", "Lowercase"));
        }
        steps.add(PieceRules.replaced(Map.of("Regex", "\\s{2,}|[\\n\\r\\t]"), " "));
        steps.add(Map.of("type", "NFC"));
        steps.add(Map.of("type", "Strip", "strip_left", false, "strip_right", true));
        parts.put("normalizer", Map.of("type", "Sequence", "normalizers", steps));
        List<Object> cuts = new ArrayList<>();
        if (config.flag("split_by_punct", false)) {
            cuts.add(Map.of("type", "Punctuation", "behavior", "Isolated"));
        }
        Map<String, Object> blanks =
                PieceRules.metaspace(config.flag("add_prefix_space", true) ? "always" : "first", true);
        cuts.add(blanks);
        parts.put("pre_tokenizer", Map.of("type", "Sequence", "pretokenizers", cuts));
        parts.put("decoder", blanks);
        around(tokens, "BertProcessing", named("cls_token", DEBERTA), named("sep_token", DEBERTA));
        return assembly(tokens, pieces.unigram(false));
    }

    /** Byte pairs in the order of ids; a blank in front of a text, behind added tokens too where the class is the older one. */
    private Assembly llama() {
        PieceTable pieces = PieceTable.of(file, where);
        NamedTokens tokens = tokens(pieces.vocabulary(), LLAMA);
        boolean blank = config.flag("add_prefix_space", true);
        String scheme = !blank ? "never" : config.flag("legacy", false) ? "always" : "first";
        parts.put("pre_tokenizer", PieceRules.metaspace(scheme, false));
        parts.put("decoder", PieceRules.decoder(true, blank));
        parts.put("post_processor", tokens.aroundAsStated("<s>", "</s>"));
        return assembly(tokens, pieces.pairsById());
    }

    private Assembly gemma() {
        PieceTable pieces = PieceTable.of(file, where);
        NamedTokens tokens = tokens(pieces.vocabulary(), GEMMA);
        parts.put("normalizer", PieceRules.replaced(Map.of("String", " "), PieceRules.BLANK));
        Map<String, Object> blank = Map.of("String", " ");
        parts.put(
                "pre_tokenizer",
                Map.of("type", "Split", "pattern", blank, "behavior", "MergedWithPrevious", "invert", false));
        parts.put("decoder", PieceRules.decoder(true, false));
        parts.put("post_processor", tokens.aroundAsStated("<bos>", "<eos>"));
        ModelPart model = pieces.pairsById().with(Map.of("unk_token", named("unk_token", GEMMA)));
        return assembly(tokens, model);
    }

    private String named(String key, Map<String, String> own) {
        return config.token(key, own.get(key));
    }

    private void normalizeByMap() {
        if (file.map().length > 0) {
            parts.put("normalizer", PieceRules.map(file));
        }
    }

    private Map<String, Object> around(NamedTokens tokens, String type, String before, String after) {
        Map<String, Object> around =
                BertParts.around(type, before, tokens.required(before), after, tokens.required(after));
        parts.put("post_processor", around);
        return around;
    }

    /** Cut at white space, each word behind a blank. */
    private void words(boolean blankInFront) {
        Map<String, Object> blanks = PieceRules.metaspace(blankInFront ? "always" : "never", true);
        parts.put(
                "pre_tokenizer",
                Map.of("type", "Sequence", "pretokenizers", List.of(Map.of("type", "WhitespaceSplit"), blanks)));
        parts.put("decoder", blanks);
    }
}
