package dev.heed.format.gguf;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.format.TensorPlace;
import dev.heed.format.TensorSize;
import dev.heed.format.gguf.GgufValue.Kind;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** One pass over the front of a GGUF file. */
final class GgufReader {
    private static final int MAGIC = 0x46554747; // "GGUF"
    private static final int MOST_DIMENSIONS = 4;
    private static final int USUAL_ALIGNMENT = 32;
    private static final long MOST_ALIGNMENT = 1 << 20;
    private static final String ALIGNMENT = "general.alignment";

    /** The least that a key and its value take: two lengths or types and a byte. */
    private static final long LEAST_VALUE = Long.BYTES + 1 + Integer.BYTES + 1;

    /** The least that a tensor's entry takes: its name's length, no dimension, its type and offset. */
    private static final long LEAST_TENSOR = Long.BYTES + 1 + Integer.BYTES + Integer.BYTES + Long.BYTES;

    private final MemorySegment bytes;
    private final String where;
    private final Map<String, GgufValue> values = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, GgufTensor> tensors = new LinkedHashMap<>();
    private long at;

    /** A tensor as the file announces it. */
    private record Entry(GgufType type, long[] dims, long offset, long size) {}

    GgufReader(MemorySegment bytes, String where) {
        this.bytes = bytes;
        this.where = where;
    }

    Map<String, GgufValue> values() {
        return values;
    }

    Map<String, GgufTensor> tensors() {
        return tensors;
    }

    void read() {
        checkStart();
        long tensorCount = count("tensors", LEAST_TENSOR);
        long valueCount = count("keys", LEAST_VALUE);
        for (long i = 0; i < valueCount; i++) {
            readValue();
        }
        for (long i = 0; i < tensorCount; i++) {
            readEntry();
        }
        placeTensors();
    }

    private void checkStart() {
        if (bytes.byteSize() < 24) {
            throw refused("a GGUF file of at least 24 bytes", bytes.byteSize() + "; the file is cut or not GGUF");
        }
        int magic = integer("magic");
        if (magic != MAGIC) {
            throw refused("a GGUF file, which begins with \"GGUF\"", "0x%08x".formatted(Integer.reverseBytes(magic)));
        }
        int version = integer("version");
        if (version != 2 && version != 3) {
            boolean big = Integer.reverseBytes(version) >= 1 && Integer.reverseBytes(version) <= 3;
            throw refused(
                    "GGUF of version 2 or 3, little-endian",
                    big ? "a big-endian file" : "version " + Integer.toUnsignedString(version));
        }
    }

    /** How many entries follow, each of which takes at least so many bytes of the file. */
    private long count(String what, long least) {
        long count = wide("the number of " + what);
        long most = (bytes.byteSize() - at) / least;
        if (count < 0 || count > most) {
            throw refused(
                    "at most " + most + " " + what + " in " + bytes.byteSize() + " bytes",
                    Long.toUnsignedString(count) + "; the file is cut or its header wrong");
        }
        return count;
    }

    private void readValue() {
        String key = text("a key");
        Kind kind = kind(key, integer(key));
        GgufValue value;
        if (kind == Kind.ARRAY) {
            Kind elements = kind(key, integer(key));
            if (elements == Kind.ARRAY) {
                throw refused("no arrays of arrays", "one for key " + Quoted.of(key));
            }
            long count = wide(key);
            long most = (bytes.byteSize() - at) / Math.max(elements.bytes, elements == Kind.STRING ? Long.BYTES : 1);
            if (count < 0 || count > Math.min(most, Integer.MAX_VALUE)) {
                throw refused("at most " + most + " elements for key " + Quoted.of(key), Long.toUnsignedString(count));
            }
            value = value(key, elements, true, (int) count);
        } else {
            value = value(key, kind, false, 1);
        }
        if (values.putIfAbsent(key, value) != null) {
            throw refused("every key once", Quoted.of(key) + " twice");
        }
    }

    private Kind kind(String key, int number) {
        return Kind.of(number)
                .orElseThrow(() -> refused(
                        "a type of value from 0 to " + (Kind.values().length - 1) + " for key " + Quoted.of(key),
                        Integer.toUnsignedString(number)));
    }

    private GgufValue value(String key, Kind kind, boolean array, int count) {
        long start = at;
        if (kind == Kind.STRING) {
            for (int i = 0; i < count; i++) {
                long length = wide(key);
                take(length, "a text of " + Long.toUnsignedString(length) + " bytes for key " + Quoted.of(key));
            }
        } else {
            take((long) count * kind.bytes, "the value of key " + Quoted.of(key));
        }
        GgufValue value = new GgufValue(kind, array, count, bytes.asSlice(start, at - start));
        if (kind == Kind.BOOL) {
            for (int i = 0; i < count; i++) {
                if (value.integer(i) > 1) {
                    throw refused("0 or 1 for key " + Quoted.of(key), Long.toString(value.integer(i)));
                }
            }
        }
        return value;
    }

    private void readEntry() {
        String name = text("a tensor's name");
        TensorPlace place = new TensorPlace(where, name);
        int count = integer(name);
        if (count < 0 || count > MOST_DIMENSIONS) {
            throw place.refused(
                    "expected at most " + MOST_DIMENSIONS + " dimensions, got " + Integer.toUnsignedString(count));
        }
        long[] dims = new long[count];
        for (int i = 0; i < count; i++) {
            dims[i] = wide(name);
            if (dims[i] < 0) {
                throw place.refused("expected dimensions below 2^63, got " + Long.toUnsignedString(dims[i]));
            }
        }
        int id = integer(name);
        GgufType type = GgufType.of(id)
                .orElseThrow(() -> place.refused("expected a known type, got type " + Integer.toUnsignedString(id)));
        long offset = wide(name);
        if (entries.putIfAbsent(name, new Entry(type, dims, offset, size(type, dims, place))) != null) {
            throw refused("every tensor once", Quoted.of(name) + " twice");
        }
    }

    private static long size(GgufType type, long[] dims, TensorPlace place) {
        long row = dims.length == 0 ? 1 : dims[0];
        if (row % type.blockWeights() != 0) {
            throw place.refused("expected rows of a multiple of " + type.blockWeights() + " weights for " + type
                    + ", got " + Arrays.toString(dims));
        }
        long elements = TensorSize.elements(dims);
        if (elements == TensorSize.TOO_LARGE || elements > Long.MAX_VALUE / type.blockBytes()) {
            throw place.refused("expected a size below 2^63 bytes, got " + type + Arrays.toString(dims));
        }
        return type.bytes(elements);
    }

    /** The data section begins at the next multiple of the alignment; each tensor follows the one before, likewise; nothing must follow the last. */
    private void placeTensors() {
        long alignment = alignment();
        long start = padded(at, alignment);
        long expected = 0;
        for (var entry : entries.entrySet()) {
            Entry found = entry.getValue();
            TensorPlace place = new TensorPlace(where, entry.getKey());
            if (found.offset() != expected) {
                throw place.refused("expected data from byte " + expected + " on, where the data before it ends, got "
                        + Long.toUnsignedString(found.offset()));
            }
            if (start > bytes.byteSize() || found.size() > bytes.byteSize() - start - expected) {
                throw place.refused("expected data within the file's " + bytes.byteSize() + " bytes, got "
                        + found.size() + " bytes from byte " + (start + expected) + " on; the file is cut");
            }
            tensors.put(
                    entry.getKey(),
                    new GgufTensor(
                            entry.getKey(), found.type(), found.dims(), bytes.asSlice(start + expected, found.size())));
            expected = padded(expected + found.size(), alignment);
        }
    }

    private long alignment() {
        GgufValue value = values.get(ALIGNMENT);
        if (value == null) {
            return USUAL_ALIGNMENT;
        }
        if (value.array() || value.kind() != Kind.UINT32) {
            throw refused("a UINT32 for key " + Quoted.of(ALIGNMENT), value.shown());
        }
        long alignment = value.integer(0);
        if (Long.bitCount(alignment) != 1 || alignment > MOST_ALIGNMENT) {
            throw refused(
                    "a power of two up to " + MOST_ALIGNMENT + " for key " + Quoted.of(ALIGNMENT),
                    Long.toString(alignment));
        }
        return alignment;
    }

    private static long padded(long bytes, long alignment) {
        return (bytes + alignment - 1) / alignment * alignment;
    }

    private String text(String what) {
        long length = wide(what);
        long start = at;
        take(length, what + " of " + Long.toUnsignedString(length) + " bytes");
        if (length == 0 || length > Integer.MAX_VALUE - 8) {
            throw refused(what + " of 1 byte or more", length + " at byte " + (start - Long.BYTES));
        }
        return GgufBytes.text(bytes, start, (int) length)
                .orElseThrow(() -> refused(what + " in UTF-8", "other bytes at byte " + start));
    }

    private int integer(String what) {
        return bytes.get(GgufBytes.INT, take(Integer.BYTES, what));
    }

    private long wide(String what) {
        return bytes.get(GgufBytes.LONG, take(Long.BYTES, what));
    }

    /** Goes over so many bytes; returns where they begin. */
    private long take(long count, String what) {
        if (count < 0 || count > bytes.byteSize() - at) {
            throw refused(what, "the end of the file at byte " + bytes.byteSize() + "; the file is cut or wrong");
        }
        long start = at;
        at += count;
        return start;
    }

    private InvalidFileException refused(String expected, String got) {
        return new InvalidFileException(where + ": expected " + expected + ", got " + got);
    }
}
