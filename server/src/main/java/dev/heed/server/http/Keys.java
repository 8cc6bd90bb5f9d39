package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys of a request's body, each with its kind checked. What {@link #only} did not name is refused, so that a
 * misspelt option is never passed over. A key with {@code null} counts as absent. Immutable.
 */
public final class Keys {
    private final Map<String, Object> values;

    /** @param values strings, longs, booleans, nulls, and lists of these */
    Keys(Map<String, Object> values) {
        this.values = values;
    }

    /** Keys that were not read from a request: whole numbers, strings, truth values, and lists of these. */
    public static Keys of(Map<String, Object> question) {
        Map<String, Object> values = new LinkedHashMap<>(question);
        values.replaceAll((_, value) -> value instanceof Integer number ? (Object) number.longValue() : value);
        return new Keys(values);
    }

    /** Refuses every other key. */
    public Keys only(Set<String> known) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw malformed(key, "unknown key; expected one of " + String.join(", ", new TreeSet<>(known)));
            }
        }
        return this;
    }

    /** Whether the key is there and not null. */
    public boolean has(String key) {
        return values.get(key) != null;
    }

    /** The names of the keys. */
    public Set<String> names() {
        return values.keySet();
    }

    /** A value as it came: a string, a long, a double, a boolean, a list, a map, or null. */
    public Object value(String key) {
        return values.get(key);
    }

    /** An object within, or null. */
    @SuppressWarnings("unchecked")
    public Keys object(String key) {
        Object value = values.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return new Keys((Map<String, Object>) map);
        }
        throw kind(key, "an object", value);
    }

    /** Objects; at least one. */
    @SuppressWarnings("unchecked")
    public List<Keys> objects(String key) {
        if (!(values.get(key) instanceof List<?> list) || list.isEmpty()) {
            throw kind(key, "an array of objects", values.get(key));
        }
        List<Keys> objects = new ArrayList<>(list.size());
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> map)) {
                throw kind(key, "an array of objects", item);
            }
            objects.add(new Keys((Map<String, Object>) map));
        }
        return objects;
    }

    /** A number of at least {@code least} and at most {@code most}, or null. */
    public Double number(String key, double least, double most) {
        Object value = values.get(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number number)) {
            throw kind(key, "a number", value);
        }
        double given = number.doubleValue();
        if (!(given >= least && given <= most)) {
            throw malformed(key, "expected " + least + " to " + most + ", got " + given);
        }
        return given;
    }

    /** A truth value, or null. */
    public Boolean flagOrNull(String key) {
        return has(key) ? (Boolean) flag(key) : null;
    }

    /** A text that must be there. */
    public String text(String key) {
        if (!has(key)) {
            throw malformed(key, "expected a string, got none");
        }
        return textOrNull(key);
    }

    /** A text, or null. */
    public String textOrNull(String key) {
        Object value = values.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return text;
        }
        throw kind(key, "a string", value);
    }

    /** Texts; at least one. */
    public List<String> texts(String key) {
        Object value = values.get(key);
        if (!(value instanceof List<?> list)) {
            throw value == null
                    ? malformed(key, "expected an array of strings, got none")
                    : kind(key, "an array", value);
        }
        if (list.isEmpty()) {
            throw malformed(key, "expected at least one string, got none");
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object item : list) {
            if (!(item instanceof String text)) {
                throw kind(key, "an array of strings", item);
            }
            texts.add(text);
        }
        return texts;
    }

    /** A whole number, or null. */
    public Integer integer(String key) {
        Object value = values.get(key);
        return value == null ? null : whole(key, value);
    }

    /** A whole number of at least {@code least} and at most {@code most}, or null. */
    public Integer integer(String key, int least, int most) {
        Integer value = integer(key);
        if (value != null && (value < least || value > most)) {
            throw new Refusal(Reason.UNPROCESSABLE, key, "expected " + least + " to " + most + ", got " + value);
        }
        return value;
    }

    /** Whole numbers; at least one and at most {@code most}. */
    public int[] integers(String key, int most) {
        Object value = values.get(key);
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw kind(key, "an array of whole numbers", value);
        }
        if (list.size() > most) {
            throw new Refusal(Reason.TOO_LARGE, key, "expected at most " + most + " numbers, got " + list.size());
        }
        return list.stream().mapToInt(item -> whole(key, item)).toArray();
    }

    /** A truth value; false if absent. */
    public boolean flag(String key) {
        Object value = values.get(key);
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw kind(key, "true or false", value);
    }

    /** A head: a whole number, {@code "mean"}, or absent; null for the last two. */
    public Integer head(String key) {
        return "mean".equals(values.get(key)) ? null : integer(key);
    }

    private static int whole(String key, Object value) {
        if (value instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        throw kind(key, "a whole number", value);
    }

    /** What is said of a value of another kind. */
    public static Refusal kind(String key, String expected, Object got) {
        String what = switch (got) {
            case null -> "null";
            case String _ -> "a string";
            case Boolean _ -> "a truth value";
            case List<?> _ -> "an array";
            case Map<?, ?> _ -> "an object";
            default -> "the number " + got;
        };
        return malformed(key, "expected " + expected + ", got " + what);
    }

    private static Refusal malformed(String key, String expectation) {
        return new Refusal(Reason.MALFORMED, shown(key), expectation);
    }

    /** A key as it can be said on one line. */
    private static String shown(String key) {
        String cut = key.length() <= 40 ? key : key.substring(0, 40) + "…";
        return cut.isEmpty() ? "\"\"" : cut;
    }
}
