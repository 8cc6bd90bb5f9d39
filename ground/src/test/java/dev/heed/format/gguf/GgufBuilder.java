package dev.heed.format.gguf;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes GGUF files, well-formed or not, a value at a time. */
public final class GgufBuilder {
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int version = 3;
    private int alignment = 32;
    private Long valueCount;
    private Long tensorCount;
    private long countedValues;
    private long countedTensors;

    public GgufBuilder version(int version) {
        this.version = version;
        return this;
    }

    /** Written as a key by the caller; here it places the data. */
    public GgufBuilder alignment(int alignment) {
        this.alignment = alignment;
        return this;
    }

    /** States another number of keys than there are. */
    public GgufBuilder valueCount(long count) {
        this.valueCount = count;
        return this;
    }

    /** States another number of tensors than there are. */
    public GgufBuilder tensorCount(long count) {
        this.tensorCount = count;
        return this;
    }

    public GgufBuilder string(String key, String value) {
        return raw(key, 8, text(value));
    }

    public GgufBuilder uint8(String key, int value) {
        return raw(key, 0, new byte[] {(byte) value});
    }

    public GgufBuilder uint32(String key, int value) {
        return raw(key, 4, ints(value));
    }

    public GgufBuilder int32(String key, int value) {
        return raw(key, 5, ints(value));
    }

    public GgufBuilder float32(String key, float value) {
        return raw(key, 6, ints(Float.floatToRawIntBits(value)));
    }

    public GgufBuilder bool(String key, boolean value) {
        return raw(key, 7, new byte[] {(byte) (value ? 1 : 0)});
    }

    public GgufBuilder uint64(String key, long value) {
        return raw(key, 10, longs(value));
    }

    public GgufBuilder float64(String key, double value) {
        return raw(key, 12, longs(Double.doubleToRawLongBits(value)));
    }

    public GgufBuilder strings(String key, String... values) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String value : values) {
            all.writeBytes(text(value));
        }
        return array(key, 8, values.length, all.toByteArray());
    }

    public GgufBuilder float32s(String key, float... values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return array(key, 6, values.length, ints(bits));
    }

    public GgufBuilder int32s(String key, int... values) {
        return array(key, 5, values.length, ints(values));
    }

    /** An array as stated, whatever follows. */
    public GgufBuilder array(String key, int elementType, long count, byte[] elements) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(ints(elementType));
        all.writeBytes(longs(count));
        all.writeBytes(elements);
        return raw(key, 9, all.toByteArray());
    }

    /** A value of any type number. */
    public GgufBuilder raw(String key, int type, byte[] value) {
        values.writeBytes(text(key));
        values.writeBytes(ints(type));
        values.writeBytes(value);
        countedValues++;
        return this;
    }

    /** A tensor behind the one before, aligned; dimensions as in the file, innermost first. */
    public GgufBuilder tensor(String name, int type, byte[] bytes, long... dims) {
        entry(name, type, data.size(), dims);
        data.writeBytes(bytes);
        while (data.size() % alignment != 0) {
            data.write(0);
        }
        return this;
    }

    /** A tensor of floats. */
    public GgufBuilder floats(String name, float[] values, long... dims) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(name, 0, bytes.array(), dims);
    }

    /** Only what the file says of a tensor. */
    public GgufBuilder entry(String name, int type, long offset, long... dims) {
        entries.writeBytes(text(name));
        entries.writeBytes(ints(dims.length));
        entries.writeBytes(longs(dims));
        entries.writeBytes(ints(type));
        entries.writeBytes(longs(offset));
        countedTensors++;
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(ints(version));
        all.writeBytes(longs(tensorCount == null ? countedTensors : tensorCount));
        all.writeBytes(longs(valueCount == null ? countedValues : valueCount));
        all.writeBytes(values.toByteArray());
        all.writeBytes(entries.toByteArray());
        while (countedTensors > 0 && all.size() % alignment != 0) {
            all.write(0);
        }
        all.writeBytes(data.toByteArray());
        return all.toByteArray();
    }

    public MemorySegment segment() {
        return MemorySegment.ofArray(bytes());
    }

    private static byte[] text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + utf8.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(utf8.length)
                .put(utf8)
                .array();
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    private static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return bytes.array();
    }
}
