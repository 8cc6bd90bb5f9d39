package dev.heed.model.blueprint;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.kernel.rows.Activation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a {@code config.json} says, asked for by key with the default of the family's configuration class, and checked: sizes
 * that can be meant, names that are known. Immutable.
 *
 * @param json the document
 * @param where its file, for messages
 */
public record ConfigValues(JsonObject json, String where) {
    private static final Map<String, Activation> ACTIVATIONS = Map.ofEntries(
            Map.entry("gelu", Activation.GELU),
            Map.entry("gelu_python", Activation.GELU),
            Map.entry("gelu_new", Activation.GELU_TANH),
            Map.entry("gelu_fast", Activation.GELU_TANH),
            Map.entry("gelu_pytorch_tanh", Activation.GELU_TANH),
            Map.entry("gelu_python_tanh", Activation.GELU_TANH),
            Map.entry("gelu_accurate", Activation.GELU_TANH),
            Map.entry("gelu_10", Activation.GELU_CUT),
            Map.entry("quick_gelu", Activation.QUICK_GELU),
            Map.entry("relu", Activation.RELU),
            Map.entry("relu2", Activation.RELU_SQUARED),
            Map.entry("relu6", Activation.RELU_CUT),
            Map.entry("leaky_relu", Activation.LEAKY_RELU),
            Map.entry("linear", Activation.IDENTITY),
            Map.entry("tanh", Activation.TANH),
            Map.entry("sigmoid", Activation.SIGMOID),
            Map.entry("mish", Activation.MISH),
            Map.entry("hardswish", Activation.HARD_SWISH),
            Map.entry("laplace", Activation.LAPLACE),
            Map.entry("sqrtsoftplus", Activation.SQRT_SOFTPLUS),
            Map.entry("silu", Activation.SILU),
            Map.entry("swish", Activation.SILU));

    private static final int LARGEST_SIZE = 1 << 24;
    private static final int MOST_LAYERS = 1024;

    /** Reads a file. */
    public static ConfigValues read(byte[] bytes, String where) {
        return new ConfigValues(JsonObject.read(bytes, where), where);
    }

    /** A size from 1 on. */
    public int size(String key, int absent) {
        return checkedSize(key, json.integer(key).orElse(absent));
    }

    /** The first of these keys that is there. */
    public int size(List<String> keys, int absent) {
        for (String key : keys) {
            if (json.has(key)) {
                return size(key, absent);
            }
        }
        return size(keys.getFirst(), absent);
    }

    /** A size that has no default. */
    public int requiredSize(String key) {
        return checkedSize(key, required(json.integer(key), key));
    }

    /** A size that can be meant: no array is made before the weights have confirmed it. */
    private int checkedSize(String key, int size) {
        int largest = key.contains("layers") ? MOST_LAYERS : LARGEST_SIZE;
        return inRange(key, size, 1, largest);
    }

    /** A whole number within bounds. */
    public int whole(String key, int absent, int least, int most) {
        return inRange(key, json.integer(key).orElse(absent), least, most);
    }

    private int inRange(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw refused(key, least + " to " + most, String.valueOf(value));
        }
        return value;
    }

    /** A row of the vocabulary, such as a padding id; −1 for none. */
    public int id(String key, int absent) {
        return inRange(key, json.integer(key).orElse(absent), -1, LARGEST_SIZE);
    }

    /** A number above 0. */
    public double positive(String key, double absent) {
        double value = json.number(key).orElse(absent);
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw refused(key, "a number above 0", String.valueOf(value));
        }
        return value;
    }

    /** What is added to variances. */
    public float epsilon(String key, double absent) {
        double epsilon = json.number(key).orElse(absent);
        if (!(epsilon >= 0 && epsilon < 1)) {
            throw refused(key, "0 to 1", String.valueOf(epsilon));
        }
        return (float) epsilon;
    }

    /** An activation by the name that transformers gives it; those with weights of their own are refused. */
    public Activation activation(String key, String absent) {
        return activationNamed(key, json.string(key).orElse(absent));
    }

    /**
     * The same of a name that is a part of what the key says.
     *
     * @param key for messages
     */
    public Activation activationNamed(String key, String name) {
        return Optional.ofNullable(ACTIVATIONS.get(name))
                .orElseThrow(() -> refused(key, "one of " + new TreeSet<>(ACTIVATIONS.keySet()), name));
    }

    /** A text. */
    public String string(String key, String absent) {
        return json.string(key).orElse(absent);
    }

    /** True or false. */
    public boolean bool(String key, boolean absent) {
        return json.bool(key).orElse(absent);
    }

    /** An object inside, under a name that messages show. */
    public Optional<ConfigValues> object(String key) {
        return json.object(key).map(inner -> new ConfigValues(inner, where + ": " + key));
    }

    /** Refuses any other text. */
    public void only(String key, String value) {
        String found = string(key, value);
        if (!found.equals(value)) {
            throw refused(key, value, found);
        }
    }

    /** Refuses what is not read. */
    public void refuse(String key, String why) {
        if (bool(key, false)) {
            throw new InvalidFileException(where + ": " + key + ": expected false, got true; " + why);
        }
    }

    /** Refuses a width that heads do not divide. */
    public void checkHeads(int hiddenSize, String key, int heads) {
        if (hiddenSize % heads != 0) {
            throw refused("hidden_size", "a multiple of " + key + " " + heads, String.valueOf(hiddenSize));
        }
    }

    /** A value that has no default. */
    public <T> T required(Optional<T> value, String key) {
        return value.orElseThrow(
                () -> new InvalidFileException(where + ": expected a value for " + key + ", found none"));
    }

    /** What is refused, in the form of all messages. */
    public InvalidFileException refused(String key, String expected, String got) {
        return new InvalidFileException(where + ": " + key + ": expected " + expected + ", got " + got);
    }
}
