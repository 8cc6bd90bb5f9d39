package dev.heed.format;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A configuration object whose values are asked for by name and type.
 *
 * <p>A value of the wrong type is refused by file and key; {@code null} counts as absent, as it does in the
 * configurations of Hugging Face models. Immutable and thread-safe, but for whom it tells (see {@link #telling}).
 *
 * <pre>{@code
 * var config = JsonObject.read(bytes, "config.json");
 * int hiddenSize = config.integer("hidden_size").orElse(768);
 * double epsilon = config.number("layer_norm_eps").orElse(1e-12);
 * }</pre>
 */
public final class JsonObject {
    private final String where;
    private final Map<?, ?> values;
    /** Told of every key that is asked for. */
    private final Consumer<String> asked;

    private JsonObject(String where, Map<?, ?> values) {
        this(where, values, key -> {});
    }

    private JsonObject(String where, Map<?, ?> values, Consumer<String> asked) {
        this.where = where;
        this.values = values;
        this.asked = asked;
    }

    /**
     * Reads a document whose outermost value is an object.
     *
     * @param json as {@link Json#read} takes it
     * @param where the file, for messages
     * @throws InvalidFileException if it is not JSON or not an object
     */
    public static JsonObject read(byte[] json, String where) {
        Object document = Json.read(json, where);
        if (document instanceof Map<?, ?> object) {
            return new JsonObject(where, object);
        }
        throw new InvalidFileException(where + ": expected a JSON object, got " + shown(document));
    }

    /**
     * An object that no document holds: what another format says, in the words of one.
     *
     * @param values as {@link Json#read} would give them
     * @param where the file that said it, for messages
     */
    public static JsonObject of(Map<String, Object> values, String where) {
        return new JsonObject(where, Map.copyOf(values));
    }

    /**
     * Reads a document whose outermost value is an array of objects.
     *
     * @throws InvalidFileException if it is not JSON, not an array, or an element is not an object
     */
    public static List<JsonObject> readArray(byte[] json, String where) {
        Object document = Json.read(json, where);
        if (document instanceof List<?> array) {
            return elements(where, array, Map.class, "an object").stream()
                    .map(element -> new JsonObject(where, element))
                    .toList();
        }
        throw new InvalidFileException(where + ": expected a JSON array, got " + shown(document));
    }

    /**
     * The same object, which tells of every key that is asked for, so that a reader can account for those that nobody asked
     * for. A key of an object inside is told as {@code outer.inner}.
     */
    public JsonObject telling(Consumer<String> asked) {
        return new JsonObject(where, values, asked);
    }

    /** The keys whose value is not {@code null}, in the order of the file. */
    public Set<String> keys() {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> (String) entry.getKey())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether the key is there with a value other than {@code null}. */
    public boolean has(String key) {
        asked.accept(key);
        return values.get(key) != null;
    }

    /** The value as {@link Json#read} gives it, for keys that may hold more than one type. */
    public Optional<Object> value(String key) {
        asked.accept(key);
        return Optional.ofNullable(values.get(key));
    }

    /** @throws InvalidFileException if the value is not a string */
    public Optional<String> string(String key) {
        return value(key, String.class, "a string");
    }

    /** @throws InvalidFileException if the value is not {@code true} or {@code false} */
    public Optional<Boolean> bool(String key) {
        return value(key, Boolean.class, "true or false");
    }

    /**
     * A whole number; {@code 12.0} counts as one, since writers that keep all numbers as doubles produce it.
     *
     * <p>A tokenizer's {@code model_max_length} is often about 1e30 to say "unlimited": ask for {@link #number} there.
     *
     * @throws InvalidFileException if the value is not a whole number or does not fit an {@code int}
     */
    public Optional<Integer> integer(String key) {
        return value(key, Number.class, "an integer").map(number -> {
            if (number.doubleValue() != (int) number.doubleValue()) {
                throw refused(key, "an integer from -2147483648 to 2147483647", number);
            }
            return (int) number.doubleValue();
        });
    }

    /** @throws InvalidFileException if the value is not a number or too large for a {@code double} */
    public OptionalDouble number(String key) {
        Optional<Number> number = value(key, Number.class, "a number");
        if (number.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = number.get().doubleValue();
        if (Double.isInfinite(value)) {
            throw refused(key, "a number that fits a double", number.get());
        }
        return OptionalDouble.of(value);
    }

    /** @throws InvalidFileException if the value is not an object */
    public Optional<JsonObject> object(String key) {
        return value(key, Map.class, "an object")
                .map(object -> new JsonObject(inside(key), object, inner -> asked.accept(key + "." + inner)));
    }

    /**
     * The objects of an array; empty if the key is absent.
     *
     * @throws InvalidFileException if the value is not an array or an element is not an object
     */
    public List<JsonObject> objects(String key) {
        return value(key, List.class, "an array")
                .map(array -> each(elements(inside(key), array, Map.class, "an object"), inside(key)))
                .orElse(List.of());
    }

    /**
     * The strings of an array; empty if the key is absent.
     *
     * @throws InvalidFileException if the value is not an array or an element is not a string
     */
    public List<String> strings(String key) {
        return value(key, List.class, "an array")
                .map(array -> elements(inside(key), array, String.class, "a string"))
                .orElse(List.of());
    }

    /**
     * The numbers of an array; empty if the key is absent.
     *
     * @throws InvalidFileException if the value is not an array or an element is not a number
     */
    public List<Double> numbers(String key) {
        return value(key, List.class, "an array")
                .map(array -> elements(inside(key), array, Number.class, "a number"))
                .orElse(List.of())
                .stream()
                .map(Number::doubleValue)
                .toList();
    }

    /** Whether the key is there, be its value {@code null}: where an absent key has a default, null says that there is none. */
    public boolean names(String key) {
        asked.accept(key);
        return values.containsKey(key);
    }

    private static List<JsonObject> each(List<Map> objects, String where) {
        return objects.stream().map(object -> new JsonObject(where, object)).toList();
    }

    private static <T> List<T> elements(String where, Collection<?> array, Class<T> type, String expected) {
        List<T> elements = new ArrayList<>(array.size());
        for (Object element : array) {
            if (!type.isInstance(element)) {
                throw new InvalidFileException("%s: expected %s at index %d, got %s"
                        .formatted(where, expected, elements.size(), shown(element)));
            }
            elements.add(type.cast(element));
        }
        return List.copyOf(elements);
    }

    private <T> Optional<T> value(String key, Class<T> type, String expected) {
        asked.accept(key);
        Object value = values.get(key);
        if (value != null && !type.isInstance(value)) {
            throw refused(key, expected, value);
        }
        return Optional.ofNullable(type.cast(value));
    }

    private String inside(String key) {
        return where + ": " + key;
    }

    private InvalidFileException refused(String key, String expected, Object got) {
        return new InvalidFileException(
                where + ": expected " + expected + " for " + Quoted.of(key) + ", got " + shown(got));
    }

    private static String shown(Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> object -> "an object";
            case List<?> array -> "an array";
            case String string -> "the string " + Quoted.of(string);
            default -> value.toString();
        };
    }
}
