package dev.heed.format.gguf;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.format.gguf.GgufValue.Kind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The metadata of a {@link GgufFile}: values that are asked for by key and type.
 *
 * <p>A value of another type is refused by file and key. Nothing is read from the file before it is asked for. Immutable;
 * as thread-safe as the memory.
 */
public final class GgufMetadata {
    private final String where;
    private final Map<String, GgufValue> values;

    GgufMetadata(String where, Map<String, GgufValue> values) {
        this.where = where;
        this.values = Collections.unmodifiableMap(values);
    }

    /** All keys, in the order of the file; unmodifiable. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** Whether the key is there. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Whether the key is there and holds an array: some keys hold one number for all layers, or one for each. */
    public boolean isArray(String key) {
        return has(key) && values.get(key).array();
    }

    /** @throws InvalidFileException if the value is not a text, or not in UTF-8 */
    public Optional<String> string(String key) {
        return single(key, "a STRING", kind -> kind == Kind.STRING).map(value -> text(key, value, 0));
    }

    /** @throws InvalidFileException if the value is not a whole number or does not fit an {@code int} */
    public Optional<Integer> integer(String key) {
        return single(key, "an integer", Kind::whole).map(value -> fitting(key, value, 0));
    }

    /** A number of any kind, whole or not. @throws InvalidFileException if the value is not a number */
    public OptionalDouble number(String key) {
        Optional<GgufValue> value = single(key, "a number", kind -> kind.whole() || kind.floating());
        return value.map(GgufMetadata::asDouble).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    /** @throws InvalidFileException if the value is not a BOOL */
    public Optional<Boolean> bool(String key) {
        return single(key, "a BOOL", kind -> kind == Kind.BOOL).map(value -> value.integer(0) == 1);
    }

    /** @throws InvalidFileException if the value is not an array of texts, or one is not in UTF-8 */
    public Optional<List<String>> strings(String key) {
        return array(key, "an array of STRING", kind -> kind == Kind.STRING).map(value -> texts(key, value));
    }

    /** @throws InvalidFileException if the value is not an array of whole numbers, or one does not fit an {@code int} */
    public Optional<int[]> integers(String key) {
        return array(key, "an array of integers", Kind::whole).map(value -> {
            int[] integers = new int[value.count()];
            for (int i = 0; i < integers.length; i++) {
                integers[i] = fitting(key, value, i);
            }
            return integers;
        });
    }

    /** @throws InvalidFileException if the value is not an array of floating numbers */
    public Optional<float[]> floats(String key) {
        return array(key, "an array of FLOAT32", Kind::floating).map(value -> {
            float[] floats = new float[value.count()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) value.number(i);
            }
            return floats;
        });
    }

    /** @throws InvalidFileException if the value is not an array of BOOL */
    public Optional<boolean[]> bools(String key) {
        return array(key, "an array of BOOL", kind -> kind == Kind.BOOL).map(value -> {
            boolean[] bools = new boolean[value.count()];
            for (int i = 0; i < bools.length; i++) {
                bools[i] = value.integer(i) == 1;
            }
            return bools;
        });
    }

    /** @throws InvalidFileException if the key is missing or its value is not a text */
    public String requireString(String key) {
        return string(key).orElseThrow(() -> missing(key));
    }

    /** @throws InvalidFileException if the key is missing or its value is not a whole number that fits an {@code int} */
    public int requireInteger(String key) {
        return integer(key).orElseThrow(() -> missing(key));
    }

    /** @throws InvalidFileException if the key is missing or its value is not a number */
    public double requireNumber(String key) {
        return number(key).orElseThrow(() -> missing(key));
    }

    /** @throws InvalidFileException if the key is missing or its value is not an array of texts */
    public List<String> requireStrings(String key) {
        return strings(key).orElseThrow(() -> missing(key));
    }

    /** Which kinds of values will do. */
    private interface Wanted {
        boolean holds(Kind kind);
    }

    private Optional<GgufValue> single(String key, String expected, Wanted wanted) {
        return value(key, false, expected, wanted);
    }

    private Optional<GgufValue> array(String key, String expected, Wanted wanted) {
        return value(key, true, expected, wanted);
    }

    private Optional<GgufValue> value(String key, boolean array, String expected, Wanted wanted) {
        GgufValue value = values.get(key);
        if (value != null && (value.array() != array || !wanted.holds(value.kind()))) {
            throw refused(key, expected, value.shown());
        }
        return Optional.ofNullable(value);
    }

    private int fitting(String key, GgufValue value, int index) {
        long found = value.integer(index);
        if (found != (int) found || value.kind() == Kind.UINT64 && found < 0) {
            throw refused(
                    key,
                    "integers from -2147483648 to 2147483647",
                    value.kind() == Kind.UINT64 ? Long.toUnsignedString(found) : Long.toString(found));
        }
        return (int) found;
    }

    private static double asDouble(GgufValue value) {
        if (value.kind().floating()) {
            return value.number(0);
        }
        long found = value.integer(0);
        return value.kind() == Kind.UINT64 && found < 0 ? (found >>> 1) * 2.0 : found;
    }

    private List<String> texts(String key, GgufValue value) {
        List<String> texts = new ArrayList<>(value.count());
        long at = 0;
        for (int i = 0; i < value.count(); i++) {
            texts.add(text(key, value, at));
            at += Long.BYTES + value.bytes().get(GgufBytes.LONG, at);
        }
        return Collections.unmodifiableList(texts);
    }

    private String text(String key, GgufValue value, long at) {
        MemorySegment bytes = value.bytes();
        long length = bytes.get(GgufBytes.LONG, at);
        if (length > Integer.MAX_VALUE - 8) {
            throw refused(key, "a text below 2^31 bytes", Long.toString(length));
        }
        return GgufBytes.text(bytes, at + Long.BYTES, (int) length)
                .orElseThrow(() -> refused(key, "UTF-8", "other bytes"));
    }

    private InvalidFileException missing(String key) {
        return new InvalidFileException(where + ": expected a key " + Quoted.of(key) + ", got none of that name");
    }

    private InvalidFileException refused(String key, String expected, String got) {
        return new InvalidFileException(where + ": expected " + expected + " for " + Quoted.of(key) + ", got " + got);
    }
}
