package dev.heed.model;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.kernel.Activation;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Reads {@code config.json} of a BERT model; defaults are those of transformers' {@code BertConfig}. */
final class HuggingFaceConfig {
    private static final Map<String, Activation> ACTIVATIONS = Map.ofEntries(
            Map.entry("gelu", Activation.GELU),
            Map.entry("gelu_python", Activation.GELU),
            Map.entry("gelu_new", Activation.GELU_TANH),
            Map.entry("gelu_fast", Activation.GELU_TANH),
            Map.entry("gelu_pytorch_tanh", Activation.GELU_TANH),
            Map.entry("relu", Activation.RELU),
            Map.entry("silu", Activation.SILU),
            Map.entry("swish", Activation.SILU));

    private static final int LARGEST_SIZE = 1 << 24;
    private static final int MOST_LAYERS = 1024;

    private final JsonObject json;
    private final String where;

    private HuggingFaceConfig(JsonObject json, String where) {
        this.json = json;
        this.where = where;
    }

    static ModelConfig read(byte[] bytes, String where) {
        return new HuggingFaceConfig(JsonObject.read(bytes, where), where).config();
    }

    static Activation activation(String name, String key, String where) {
        return Optional.ofNullable(ACTIVATIONS.get(name))
                .orElseThrow(() -> new InvalidFileException(where + ": " + key + ": expected one of "
                        + new TreeSet<>(ACTIVATIONS.keySet()) + ", got " + name));
    }

    private ModelConfig config() {
        only("model_type", "bert");
        only("position_embedding_type", "absolute");
        refuse("is_decoder");
        refuse("add_cross_attention");
        int hiddenSize = size("hidden_size", 768);
        int heads = size("num_attention_heads", 12);
        checkHeads(hiddenSize, "num_attention_heads", heads, where);
        return new ModelConfig(
                "bert",
                size("vocab_size", 30522),
                hiddenSize,
                size("num_hidden_layers", 12),
                heads,
                size("intermediate_size", 3072),
                activation(json.string("hidden_act").orElse("gelu"), "hidden_act", where),
                epsilon(json.number("layer_norm_eps"), "layer_norm_eps", where),
                size("max_position_embeddings", 512),
                size("type_vocab_size", 2));
    }

    private void only(String key, String value) {
        String found = json.string(key).orElse(key.equals("model_type") ? "none" : value);
        if (!found.equals(value)) {
            throw new InvalidFileException(where + ": " + key + ": expected " + value + ", got " + found
                    + "; other kinds of model are not read yet");
        }
    }

    private void refuse(String key) {
        if (json.bool(key).orElse(false)) {
            throw new InvalidFileException(where + ": " + key + ": expected false, got true; only encoders are read");
        }
    }

    private int size(String key, int absent) {
        return size(json.integer(key).orElse(absent), key, where);
    }

    /** A size that can be meant: no array is made before the weights have confirmed it. */
    static int size(int size, String key, String where) {
        int largest = key.contains("layers") ? MOST_LAYERS : LARGEST_SIZE;
        if (size < 1 || size > largest) {
            throw new InvalidFileException(where + ": " + key + ": expected 1 to " + largest + ", got " + size);
        }
        return size;
    }

    static void checkHeads(int hiddenSize, String key, int heads, String where) {
        if (hiddenSize % heads != 0) {
            throw new InvalidFileException(
                    where + ": hidden_size: expected a multiple of " + key + " " + heads + ", got " + hiddenSize);
        }
    }

    static float epsilon(OptionalDouble stated, String key, String where) {
        double epsilon = stated.orElse(1e-12);
        if (!(epsilon >= 0 && epsilon < 1)) {
            throw new InvalidFileException(where + ": " + key + ": expected 0 to 1, got " + epsilon);
        }
        return (float) epsilon;
    }
}
