package dev.heed.tokenizer.file;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.format.gguf.GgufMetadata;
import dev.heed.tokenizer.AddedToken;
import dev.heed.tokenizer.PairTemplate;
import dev.heed.tokenizer.PairTemplate.First;
import dev.heed.tokenizer.PairTemplate.Part;
import dev.heed.tokenizer.PairTemplate.Second;
import dev.heed.tokenizer.PairTemplate.Special;
import dev.heed.tokenizer.Template;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.TokenizerParts;
import dev.heed.tokenizer.decoder.ByteFallback;
import dev.heed.tokenizer.decoder.ByteLevel;
import dev.heed.tokenizer.decoder.Decoder;
import dev.heed.tokenizer.decoder.Fuse;
import dev.heed.tokenizer.decoder.Replace;
import dev.heed.tokenizer.decoder.Steps;
import dev.heed.tokenizer.decoder.Strip;
import dev.heed.tokenizer.decoder.WordPieces;
import dev.heed.tokenizer.normalizer.BertNormalizer;
import dev.heed.tokenizer.normalizer.Normalizer;
import dev.heed.tokenizer.normalizer.Precompiled;
import dev.heed.tokenizer.normalizer.Prepend;
import dev.heed.tokenizer.pattern.Literal;
import dev.heed.tokenizer.pattern.Regex;
import dev.heed.tokenizer.pretokenizer.Behavior;
import dev.heed.tokenizer.pretokenizer.BertWords;
import dev.heed.tokenizer.pretokenizer.PreTokenizer;
import dev.heed.tokenizer.pretokenizer.Split;
import dev.heed.tokenizer.subword.Bpe;
import dev.heed.tokenizer.subword.ByteIds;
import dev.heed.tokenizer.subword.MergeTable;
import dev.heed.tokenizer.subword.PieceScores;
import dev.heed.tokenizer.subword.SubwordModel;
import dev.heed.tokenizer.subword.Unigram;
import dev.heed.tokenizer.subword.Vocabulary;
import dev.heed.tokenizer.subword.WordPiece;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The tokenizer of a GGUF file, from its keys {@code tokenizer.ggml.*}: ids equal llama.cpp's.
 *
 * <p>Kinds: {@code gpt2} (byte-level BPE; its {@code pre} name says how words are cut, see {@link GgufWordRules}),
 * {@code llama} (SentencePiece's BPE by scores), {@code gemma4} (BPE over characters), {@code bert} (WordPiece, stored as
 * {@code ▁the} and {@code ing}), {@code t5} (Unigram). Tokens of the types control and unknown are control tokens; those a
 * user defined are looked for in the text first.
 */
public final class GgufTokenizer {
    private static final String PREFIX = "tokenizer.ggml.";
    private static final String BLANK = "\u2581";
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int UNUSED = 5;
    private static final int BYTE = 6;

    private final GgufMetadata metadata;
    private final String where;
    private final String kind;
    private final List<String> pieces;
    private final int[] types;
    private final BitSet controls = new BitSet();

    private GgufTokenizer(GgufMetadata metadata, String where) {
        this.metadata = metadata;
        this.where = where;
        this.kind = metadata.requireString(PREFIX + "model");
        this.pieces = metadata.requireStrings(PREFIX + "tokens");
        this.types = metadata.integers(PREFIX + "token_type").orElseGet(() -> new int[pieces.size()]);
        if (types.length != pieces.size()) {
            throw refused("token_type", pieces.size() + " types, one a token", String.valueOf(types.length));
        }
        for (int id = 0; id < types.length; id++) {
            controls.set(id, types[id] == CONTROL || types[id] == UNKNOWN);
        }
    }

    /**
     * Reads the tokenizer that a file's metadata describes.
     *
     * @param where the file's name, for messages
     * @throws InvalidFileException naming the key that is missing, wrong or not understood
     */
    public static Tokenizer read(GgufMetadata metadata, String where) {
        return new Tokenizer(new GgufTokenizer(metadata, where).parts());
    }

    private TokenizerParts parts() {
        return switch (kind) {
            case "gpt2" -> byteLevel();
            case "gemma4" -> characters();
            case "llama" -> sentencePiece();
            case "bert" -> wordPiece();
            case "t5" -> unigram();
            default -> throw refused("model", "bert, gemma4, gpt2, llama or t5", Quoted.of(kind));
        };
    }

    private TokenizerParts byteLevel() {
        String name = metadata.string(PREFIX + "pre").orElse("default");
        GgufWordRules rules = GgufWordRules.of(name)
                .orElseThrow(
                        () -> refused("pre", "a name that is known (" + GgufWordRules.names() + ")", Quoted.of(name)));
        List<PreTokenizer> steps = new ArrayList<>();
        for (String expression : rules.expressions()) {
            steps.add(new Split(new Regex(expression, where + ": pre " + name), Behavior.ISOLATED, false));
        }
        steps.add(new dev.heed.tokenizer.pretokenizer.ByteLevel(flag("add_space_prefix", false), false));
        Vocabulary vocabulary = vocabulary();
        Bpe.Settings settings = new Bpe.Settings(-1, false, new int[0], false, rules.ignoreMerges(), "", "");
        SubwordModel model = Bpe.of(vocabulary, merges(vocabulary), settings, controls);
        return assembled(
                null,
                new dev.heed.tokenizer.pretokenizer.Steps(steps),
                model,
                ByteLevel.INSTANCE,
                rules.addsStart(),
                false,
                rules.separates());
    }

    /** Words are lines; blanks are visible; what is no piece is bytes. */
    private TokenizerParts characters() {
        Vocabulary vocabulary = vocabulary();
        Bpe.Settings settings = new Bpe.Settings(-1, false, ByteIds.of(vocabulary), true, false, "", "");
        SubwordModel model = Bpe.of(vocabulary, merges(vocabulary), settings, controls);
        return assembled(
                new dev.heed.tokenizer.normalizer.Replace(new Literal(" "), BLANK),
                new Split(new Regex("[^\\n]+|[\\n]+", where), Behavior.ISOLATED, false),
                model,
                blanksBack(false),
                true,
                false,
                false);
    }

    private TokenizerParts sentencePiece() {
        Vocabulary vocabulary = vocabulary();
        float[] scores = scores();
        for (int id = 0; id < scores.length; id++) {
            boolean merged = !controls.get(id) && types[id] != BYTE && types[id] != UNUSED;
            scores[id] = merged ? scores[id] : Float.NaN;
        }
        int unknown = id("unknown_token_id", 0);
        Bpe.Settings settings = new Bpe.Settings(unknown, false, ByteIds.of(vocabulary), true, false, "", "");
        boolean prefix = flag("add_space_prefix", true);
        Normalizer blanks = new dev.heed.tokenizer.normalizer.Replace(new Literal(" "), BLANK);
        return assembled(
                prefix ? new dev.heed.tokenizer.normalizer.Steps(List.of(new Prepend(BLANK), blanks)) : blanks,
                null,
                Bpe.of(vocabulary, new PieceScores(vocabulary, scores), settings, controls),
                blanksBack(prefix),
                true,
                false,
                false);
    }

    /** The file marks whole words, WordPiece what goes on: {@code ▁the} becomes {@code the}, {@code ing} {@code ##ing}. */
    private TokenizerParts wordPiece() {
        Vocabulary.Builder builder = new Vocabulary.Builder(where);
        for (int id = 0; id < types.length; id++) {
            String piece = pieces.get(id);
            boolean text = !controls.get(id) && types[id] != USER_DEFINED && !isBracketed(piece);
            String whole = piece.startsWith(BLANK) ? piece.substring(1) : "##" + piece;
            builder.add(text ? whole : piece, id);
        }
        SubwordModel model =
                new WordPiece(builder.build(), id("unknown_token_id", 100), "##", WordPiece.DEFAULT_MAX_CHARACTERS);
        return assembled(
                new BertNormalizer(true, true, true, true),
                BertWords.INSTANCE,
                model,
                new WordPieces("##", true),
                true,
                false,
                true);
    }

    /** Files of the first converters have no types. */
    private static boolean isBracketed(String piece) {
        return piece.length() > 2 && piece.startsWith("[") && piece.endsWith("]") && !piece.startsWith("[[");
    }

    private TokenizerParts unigram() {
        Vocabulary vocabulary = vocabulary();
        float[] stated = scores();
        double[] scores = new double[stated.length];
        for (int id = 0; id < scores.length; id++) {
            scores[id] = stated[id];
        }
        List<Normalizer> steps = new ArrayList<>();
        metadata.integers(PREFIX + "precompiled_charsmap")
                .ifPresent(map -> steps.add(new Precompiled(bytes(map), where)));
        if (flag("remove_extra_whitespaces", true)) {
            steps.add(replace("\\A +| +\\z", ""));
            steps.add(replace(" {2,}", " "));
        }
        steps.add(new dev.heed.tokenizer.normalizer.Replace(new Literal(" "), BLANK));
        boolean prefix = flag("add_space_prefix", true);
        if (prefix) {
            steps.add(new Prepend(BLANK));
        }
        return assembled(
                new dev.heed.tokenizer.normalizer.Steps(steps),
                null,
                new Unigram(vocabulary, scores, id("unknown_token_id", 2), new int[0], controls),
                blanksBack(prefix),
                false,
                true,
                false);
    }

    private Normalizer replace(String expression, String content) {
        return new dev.heed.tokenizer.normalizer.Replace(new Regex(expression, where), content);
    }

    private static byte[] bytes(int[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static Decoder blanksBack(boolean prefix) {
        List<Decoder> steps =
                new ArrayList<>(List.of(new Replace(new Literal(BLANK), " "), ByteFallback.INSTANCE, Fuse.INSTANCE));
        if (prefix) {
            steps.add(new Strip(' ', 1, 0));
        }
        return new Steps(steps);
    }

    private TokenizerParts assembled(
            Normalizer normalizer,
            PreTokenizer preTokenizer,
            SubwordModel model,
            Decoder decoder,
            boolean addsStart,
            boolean addsEnd,
            boolean separates) {
        List<AddedToken> added = new ArrayList<>();
        for (int id = 0; id < types.length; id++) {
            if (controls.get(id) || types[id] == USER_DEFINED) {
                added.add(
                        new AddedToken(id, model.vocabulary().piece(id), false, false, false, false, controls.get(id)));
            }
        }
        int[] start = around(
                "add_bos_token", addsStart, kind.equals("bert") ? "cls_token_id" : "bos_token_id", "bos_token_id");
        int[] end = kind.equals("bert")
                ? around("add_sep_token", true, "seperator_token_id", "eos_token_id")
                : around("add_eos_token", addsEnd, "eos_token_id", "eos_token_id");
        return new TokenizerParts(
                normalizer,
                preTokenizer,
                model,
                added,
                new Template(start, end),
                pairs(start, end, separates && !kind.equals("bert")),
                List.of(),
                decoder);
    }

    /** As the server of llama.cpp joins a query and a document; BERT's second text is segment 1. */
    private PairTemplate pairs(int[] start, int[] end, boolean separates) {
        int second = kind.equals("bert") ? 1 : 0;
        List<Part> parts = new ArrayList<>();
        add(parts, start, 0);
        parts.add(new First(0));
        add(parts, end, 0);
        add(parts, around("add_sep_token", separates, "seperator_token_id", "eos_token_id"), 0, separates);
        parts.add(new Second(second));
        add(parts, end, second);
        return new PairTemplate(parts);
    }

    private static void add(List<Part> parts, int[] ids, int type, boolean asked) {
        if (asked) {
            add(parts, ids, type);
        }
    }

    private static void add(List<Part> parts, int[] ids, int type) {
        for (int id : ids) {
            parts.add(new Special(id, type));
        }
    }

    private int[] around(String flag, boolean otherwise, String key, String otherKey) {
        if (!flag(flag, otherwise)) {
            return new int[0];
        }
        String named = metadata.has(PREFIX + key) ? key : otherKey;
        if (!metadata.has(PREFIX + named) && kind.equals("bert")) {
            return new int[] {key.startsWith("cls") ? 101 : 102};
        }
        int id = metadata.requireInteger(PREFIX + named);
        if (id < 0 || id >= pieces.size()) {
            throw refused(named, "the id of a token", String.valueOf(id));
        }
        return new int[] {id};
    }

    private Vocabulary vocabulary() {
        Vocabulary.Builder builder = new Vocabulary.Builder(where);
        for (int id = 0; id < types.length; id++) {
            String piece = pieces.get(id);
            builder.add(piece.isEmpty() ? "[EMPTY_" + id + "]" : piece, id);
        }
        return builder.build();
    }

    private MergeTable merges(Vocabulary vocabulary) {
        MergeTable.Builder builder = new MergeTable.Builder();
        for (String merge : metadata.requireStrings(PREFIX + "merges")) {
            int blank = merge.indexOf(' ', 1);
            if (blank < 0) {
                throw refused("merges", "two pieces with a blank between them", Quoted.of(merge));
            }
            String left = merge.substring(0, blank);
            String right = merge.substring(blank + 1);
            int leftId = vocabulary.id(left);
            int rightId = vocabulary.id(right);
            int result = vocabulary.id(left.concat(right));
            if (leftId < 0 || rightId < 0 || result < 0) {
                throw refused("merges", "merges of tokens to tokens", Quoted.of(merge));
            }
            builder.add(leftId, rightId, result);
        }
        return builder.build();
    }

    private float[] scores() {
        float[] scores = metadata.floats(PREFIX + "scores")
                .orElseThrow(() -> refused("scores", "a score for each token", "none"));
        if (scores.length != pieces.size()) {
            throw refused("scores", pieces.size() + " scores, one a token", String.valueOf(scores.length));
        }
        return scores.clone();
    }

    private boolean flag(String key, boolean otherwise) {
        return metadata.bool(PREFIX + key).orElse(otherwise);
    }

    private int id(String key, int otherwise) {
        int id = metadata.integer(PREFIX + key).orElse(otherwise);
        if (id < 0 || id >= pieces.size()) {
            throw refused(key, "the id of a token", String.valueOf(id));
        }
        return id;
    }

    private InvalidFileException refused(String key, String expected, String got) {
        return new InvalidFileException(where + ": expected " + expected + ", got " + got + " (" + PREFIX + key
                + "); docs/tokenizers.md lists what is read");
    }
}
