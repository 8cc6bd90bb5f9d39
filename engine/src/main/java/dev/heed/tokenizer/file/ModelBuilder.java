package dev.heed.tokenizer.file;

import dev.heed.format.Quoted;
import dev.heed.tokenizer.subword.Bpe;
import dev.heed.tokenizer.subword.ByteIds;
import dev.heed.tokenizer.subword.MergeTable;
import dev.heed.tokenizer.subword.SubwordModel;
import dev.heed.tokenizer.subword.Unigram;
import dev.heed.tokenizer.subword.Vocabulary;
import dev.heed.tokenizer.subword.WordLevel;
import dev.heed.tokenizer.subword.WordPiece;
import java.util.BitSet;
import java.util.List;

/** Makes the model that a {@link ModelPart} describes, or refuses it by name. */
final class ModelBuilder {
    private static final int[] NO_BYTES = {};

    private final ModelPart part;
    private final Settings settings;
    private final Vocabulary vocabulary;
    private final String where;
    private final BitSet specials;

    /** @param specials ids of special tokens, which no text spells */
    ModelBuilder(ModelPart part, BitSet specials) {
        this.part = part;
        this.settings = part.settings();
        this.vocabulary = part.vocabulary();
        this.where = settings.where();
        this.specials = specials;
    }

    SubwordModel build() {
        String type = settings.string("type", typeOfOldFile());
        return switch (type) {
            case "WordPiece" -> wordPiece();
            case "BPE" -> bpe();
            case "Unigram" -> unigram();
            case "WordLevel" -> {
                settings.only("type", "vocab", "unk_token");
                yield new WordLevel(vocabulary, unknown(settings.string("unk_token", "<unk>")));
            }
            default -> throw settings.refusal("type", "BPE, Unigram, WordLevel or WordPiece");
        };
    }

    /** Files of the first versions name no type; what they hold says what they are. */
    private String typeOfOldFile() {
        if (settings.has("merges")) {
            return "BPE";
        }
        return settings.has("unk_id") ? "Unigram" : settings.has("unk_token") ? "WordPiece" : "";
    }

    private SubwordModel wordPiece() {
        settings.only("type", "vocab", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word");
        return new WordPiece(
                vocabulary,
                unknown(settings.string("unk_token", WordPiece.DEFAULT_UNKNOWN)),
                settings.string("continuing_subword_prefix", WordPiece.DEFAULT_PREFIX),
                settings.count("max_input_chars_per_word", WordPiece.DEFAULT_MAX_CHARACTERS, Integer.MAX_VALUE));
    }

    private int unknown(String piece) {
        int id = vocabulary.id(piece);
        if (id < 0) {
            throw Settings.fail(
                    where, "model.unk_token", "a piece of the vocabulary", Quoted.of(piece) + ", which it lacks");
        }
        return id;
    }

    private SubwordModel unigram() {
        settings.only("type", "vocab", "unk_id", "byte_fallback");
        int unknown = settings.has("unk_id") ? settings.id("unk_id") : -1;
        if (unknown >= part.scores().length) {
            throw settings.refusal("unk_id", "the id of a piece");
        }
        int[] bytes = settings.flag("byte_fallback", false) ? ByteIds.of(vocabulary) : NO_BYTES;
        return new Unigram(vocabulary, part.scores(), unknown, bytes, specials);
    }

    private SubwordModel bpe() {
        settings.only(
                "type",
                "vocab",
                "merges",
                "unk_token",
                "fuse_unk",
                "byte_fallback",
                "ignore_merges",
                "continuing_subword_prefix",
                "end_of_word_suffix",
                "dropout");
        if (settings.has("dropout") && !isZero(settings.members().get("dropout"))) {
            throw settings.refusal("dropout", "none, for a text has the same tokens each time");
        }
        String prefix = settings.string("continuing_subword_prefix", "");
        Bpe.Settings words = new Bpe.Settings(
                settings.has("unk_token") ? unknown(settings.string("unk_token")) : -1,
                settings.flag("fuse_unk", false),
                settings.flag("byte_fallback", false) ? ByteIds.of(vocabulary) : NO_BYTES,
                false,
                settings.flag("ignore_merges", false),
                prefix,
                settings.string("end_of_word_suffix", ""));
        return Bpe.of(vocabulary, merges(prefix), words, specials);
    }

    private static boolean isZero(Object number) {
        return number instanceof Long whole && whole == 0
                || number instanceof StringBuilder text && Double.parseDouble(text.toString()) == 0;
    }

    private MergeTable merges(String prefix) {
        List<String> sides = part.merges();
        MergeTable.Builder builder = new MergeTable.Builder();
        for (int i = 0; i < sides.size(); i += 2) {
            String left = sides.get(i);
            String right = sides.get(i + 1);
            String rest = right.startsWith(prefix) ? right.substring(prefix.length()) : right;
            builder.add(merged(left, i), merged(right, i), merged(left.concat(rest), i));
        }
        return builder.build();
    }

    private int merged(String piece, int side) {
        int id = vocabulary.id(piece);
        if (id < 0) {
            throw Settings.fail(
                    where,
                    "model.merges, merge " + side / 2,
                    "pieces of the vocabulary",
                    Quoted.of(piece) + ", which it lacks");
        }
        return id;
    }
}
