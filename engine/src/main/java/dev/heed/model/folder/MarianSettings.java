package dev.heed.model.folder;

import dev.heed.format.ElementType;
import dev.heed.format.FlatYaml;
import dev.heed.format.InvalidFileException;
import dev.heed.format.Json;
import dev.heed.format.Quoted;
import dev.heed.format.StoredTensor;
import dev.heed.format.numpy.NpzFile;
import dev.heed.model.weights.ModelFiles;
import dev.heed.tokenizer.file.TranslationTokenizers;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What marian-nmt says of a model in its {@code special:model.yml}, as transformers says it: the files that
 * {@code convert_marian_to_pytorch.py} would write. What changes the numbers and is not done here is refused by name.
 */
final class MarianSettings {
    private static final String INSIDE = "special:model.yml";
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_POSITIONS = 512; // sinusoids have no end; so many the published conversions have
    private static final int USUAL_BEAMS = 12; // marian-decoder's
    private static final Set<String> ACTIVATIONS = Set.of("swish", "relu");

    /** With which values settings say what Hugging Face's Marian does. */
    private static final Map<String, Object> ASSUMED = assumed();

    private static Map<String, Object> assumed() {
        Map<String, Object> assumed = new LinkedHashMap<>();
        assumed.put("type", "transformer");
        assumed.put("transformer-preprocess", "");
        assumed.put("transformer-postprocess", "dan");
        assumed.put("transformer-postprocess-emb", "d");
        assumed.put("transformer-postprocess-top", "");
        assumed.put("transformer-ffn-depth", "2");
        assumed.put("transformer-decoder-autoreg", "self-attention");
        assumed.put("transformer-tied-layers", List.of());
        assumed.put("transformer-train-position-embeddings", "false");
        assumed.put("transformer-no-projection", "false");
        assumed.put("transformer-no-bias", "false");
        assumed.put("transformer-no-affine", "false");
        assumed.put("transformer-pool", "false");
        assumed.put("output-omit-bias", "false");
        assumed.put("layer-normalization", "false");
        assumed.put("right-left", "false");
        assumed.put("ulr", "false");
        assumed.put("ulr-dim-emb", "0");
        assumed.put("lemma-dim-emb", "0");
        assumed.put("input-types", List.of());
        return assumed;
    }

    private final ModelFiles files;
    private final String weights;
    private final Map<String, Object> decoding;
    private final MarianFolder.Vocabularies vocabularies;
    private final String where;
    private Map<String, Object> settings;
    private Set<String> arrays;

    /**
     * Of a folder.
     *
     * @param weights the {@code .npz}
     * @param decoding what {@code decoder.yml} says; empty for none
     */
    MarianSettings(
            ModelFiles files, String weights, Map<String, Object> decoding, MarianFolder.Vocabularies vocabularies) {
        this.files = files;
        this.weights = weights;
        this.decoding = decoding;
        this.vocabularies = vocabularies;
        this.where = files.path(weights) + ": " + INSIDE;
    }

    /** Hugging Face's files by name. */
    Map<String, byte[]> files() {
        readInside();
        checkAssumed();
        List<Integer> sizes = vocabularySizes();
        boolean apart = apart();
        Map<String, byte[]> made = new LinkedHashMap<>();
        made.put("config.json", json(config(sizes)));
        made.put("generation_config.json", json(generation(sizes.getLast())));
        made.put("tokenizer_config.json", json(tokenizer(apart)));
        made.put("vocab.json", json(numbers(0, sizes.getFirst())));
        if (apart) {
            made.put("target_vocab.json", json(numbers(1, sizes.getLast())));
        }
        return made;
    }

    private void readInside() {
        try (Arena arena = Arena.ofConfined()) {
            NpzFile file = NpzFile.read(files.map(weights, arena), files.path(weights));
            StoredTensor text = file.tensor(INSIDE)
                    .orElseThrow(() -> new InvalidFileException(files.path(weights) + ": expected an array " + INSIDE
                            + " with the model's settings, found none; is it marian-nmt's?"));
            if (text.type() != ElementType.I8 && text.type() != ElementType.U8 || text.elements() > MOST_BYTES) {
                throw new InvalidFileException(
                        where + ": expected at most " + MOST_BYTES + " bytes of text, got " + text);
            }
            byte[] bytes = text.bytes().toArray(ValueLayout.JAVA_BYTE);
            int length = bytes.length;
            while (length > 0 && bytes[length - 1] == 0) {
                length--; // as C ends its strings
            }
            settings = FlatYaml.read(Arrays.copyOf(bytes, length), where);
            arrays = Set.copyOf(file.names());
        }
    }

    private void checkAssumed() {
        ASSUMED.forEach((key, value) -> {
            Object given = settings.getOrDefault(key, value);
            if (!given.equals(value)) {
                throw refused(key, value.toString().isEmpty() ? "nothing" : value.toString(), given.toString());
            }
        });
        for (String key : List.of("transformer-decoder-dim-ffn", "transformer-decoder-ffn-depth")) {
            String same = text(key.replace("decoder-", ""), "2");
            String given = text(key, "0");
            if (!given.equals("0") && !given.equals(same)) {
                throw refused(key, "0 or " + same, given);
            }
        }
        if (!ACTIVATIONS.contains(text("transformer-ffn-activation", "swish"))) {
            throw refused("transformer-ffn-activation", "swish or relu", text("transformer-ffn-activation", ""));
        }
        if (arrays.contains("Wpos")) {
            throw new InvalidFileException(files.path(weights)
                    + ": expected positions that are computed, got an array Wpos; learned ones are not read");
        }
        String penalty = decoding.getOrDefault("word-penalty", "0").toString();
        if (Double.compare(number("word-penalty", penalty), 0) != 0) {
            throw new InvalidFileException(files.path("decoder.yml") + ": word-penalty: expected 0, got " + penalty);
        }
    }

    private InvalidFileException refused(String key, String expected, String got) {
        return new InvalidFileException(
                where + ": " + key + ": expected " + expected + ", got " + got + "; such models are not computed here");
    }

    private String text(String key, String otherwise) {
        return settings.getOrDefault(key, otherwise) instanceof String value ? value : otherwise;
    }

    private int size(String key) {
        return whole(key, settings.get(key));
    }

    private int whole(String key, Object value) {
        if (value instanceof String digits && digits.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(digits);
        }
        throw refused(key, "a whole number above 0", String.valueOf(value));
    }

    private static double number(String key, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new InvalidFileException("decoder.yml: " + key + ": expected a number, got " + value, e);
        }
    }

    private List<Integer> vocabularySizes() {
        if (!(settings.get("dim-vocabs") instanceof List<?> sizes) || sizes.size() != 2) {
            throw refused("dim-vocabs", "two sizes", String.valueOf(settings.get("dim-vocabs")));
        }
        return sizes.stream().map(one -> whole("dim-vocabs", one)).toList();
    }

    /** Whether the sides' pieces are numbered each by itself. */
    private boolean apart() {
        return vocabularies.numbers().isEmpty()
                ? !vocabularies.source().equals(vocabularies.target())
                : vocabularies.numbers().size() > 1;
    }

    private Map<String, Object> config(List<Integer> sizes) {
        int width = size("dim-emb");
        int inner = size("transformer-dim-ffn");
        int heads = size("transformer-heads");
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("model_type", "marian");
        config.put("is_encoder_decoder", true);
        config.put("vocab_size", sizes.getFirst() + 1); // the last is padding, which Marian does without
        config.put("decoder_vocab_size", sizes.getLast() + 1);
        config.put("d_model", width);
        config.put("encoder_layers", size("enc-depth"));
        config.put("decoder_layers", size("dec-depth"));
        config.put("encoder_attention_heads", heads);
        config.put("decoder_attention_heads", heads);
        config.put("encoder_ffn_dim", inner);
        config.put("decoder_ffn_dim", inner);
        config.put("activation_function", text("transformer-ffn-activation", "swish"));
        config.put("max_position_embeddings", MOST_POSITIONS);
        config.put("scale_embedding", true);
        config.put("share_encoder_decoder_embeddings", arrays.contains("Wemb"));
        config.put("tie_word_embeddings", !arrays.contains("decoder_ff_logit_out_W"));
        return config;
    }

    private Map<String, Object> generation(int pad) {
        Map<String, Object> generation = new LinkedHashMap<>();
        generation.put("decoder_start_token_id", pad);
        generation.put("pad_token_id", pad);
        generation.put("eos_token_id", 0);
        generation.put("forced_eos_token_id", 0);
        generation.put("bad_words_ids", List.of(List.of(pad)));
        generation.put("max_length", MOST_POSITIONS);
        Object beams = decoding.getOrDefault("beam-size", String.valueOf(USUAL_BEAMS));
        generation.put("num_beams", whole("beam-size", beams));
        String normalize = decoding.getOrDefault("normalize", "0").toString();
        generation.put(
                "length_penalty",
                switch (normalize) {
                    case "true", "" -> 1.0;
                    case "false" -> 0.0;
                    default -> number("normalize", normalize);
                });
        return generation;
    }

    private static Map<String, Object> tokenizer(boolean apart) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("tokenizer_class", "MarianTokenizer");
        config.put("separate_vocabs", apart);
        config.put("model_max_length", MOST_POSITIONS);
        config.put("eos_token", "</s>");
        config.put("unk_token", "<unk>");
        config.put("pad_token", "<pad>");
        return config;
    }

    /** Pieces and their numbers of a side, padding behind them. */
    private Map<String, Object> numbers(int side, int size) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        String from;
        if (vocabularies.numbers().isEmpty()) {
            from = side == 0 ? vocabularies.source() : vocabularies.target();
            for (String piece : TranslationTokenizers.pieces(files.read(from), files.path(from))) {
                numbers.put(piece, numbers.size());
            }
        } else {
            from = vocabularies.numbers().get(side);
            FlatYaml.read(files.read(from), files.path(from))
                    .forEach((piece, id) -> numbers.put(piece, id(piece, id, size, from)));
        }
        if (!Integer.valueOf(0).equals(numbers.get("</s>"))) {
            throw new InvalidFileException(
                    files.path(from) + ": expected the end </s> with the number 0, got " + numbers.get("</s>"));
        }
        if (numbers.size() > size) {
            throw new InvalidFileException(files.path(from) + ": expected at most " + size
                    + " pieces, as the model has rows, got " + numbers.size() + "; is it another model's?");
        }
        numbers.put("<pad>", size);
        return numbers;
    }

    private int id(String piece, Object id, int size, String from) {
        if (id instanceof String digits && digits.matches("[0-9]{1,9}") && Integer.parseInt(digits) < size) {
            return Integer.parseInt(digits);
        }
        throw new InvalidFileException(files.path(from) + ": expected a number below " + size
                + ", the rows of the model," + " for " + Quoted.of(piece) + ", got " + id);
    }

    private static byte[] json(Map<String, Object> values) {
        return Json.write(values).getBytes(StandardCharsets.UTF_8);
    }
}
