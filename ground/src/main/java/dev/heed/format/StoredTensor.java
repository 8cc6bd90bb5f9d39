package dev.heed.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A named tensor that lies in a mapped file or in memory, row-major and little-endian; reading it copies.
 *
 * <p>Nothing is copied before it is asked for, so one row of an embedding table costs one row:
 *
 * <pre>{@code
 * var table = file.require("embeddings.word_embeddings.weight"); // (vocabulary, hidden)
 * float[] row = new float[table.shape()[1]];
 * table.copyTo((long) id * row.length, row, 0, row.length);
 * }</pre>
 *
 * <p>Immutable and as thread-safe as the memory it lies in: once the arena of a mapped file is closed, reading fails
 * with {@link IllegalStateException}.
 */
public final class StoredTensor {
    /** Elements converted at a time where the stored type is not the wanted one. */
    private static final int CHUNK = 4096;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final ValueLayout.OfShort SHORTS =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INTS = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONGS = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOATS =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLES =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String where;
    private final String name;
    private final ElementType type;
    private final long[] dims;
    private final long elements;
    private final MemorySegment data;

    /** For readers of this package, which have checked that the data has the size that type and shape ask for. */
    public StoredTensor(String where, String name, ElementType type, long[] dims, MemorySegment data) {
        this.where = where;
        this.name = name;
        this.type = type;
        this.dims = dims;
        this.elements = TensorSize.elements(dims);
        this.data = data;
    }

    /**
     * A tensor over data that the caller holds.
     *
     * @param where the file or other place it comes from, for error messages
     * @param name its name there
     * @param type how elements are written
     * @param shape dimensions, none for a scalar
     * @param data exactly the elements, little-endian, at any alignment; not copied
     * @throws InvalidFileException if the data has another size than type and shape ask for
     */
    public static StoredTensor of(String where, String name, ElementType type, int[] shape, MemorySegment data) {
        long[] dims = Arrays.stream(shape).asLongStream().toArray();
        long bytes = TensorSize.bytes(type, dims);
        if (bytes != data.byteSize()) {
            throw new InvalidFileException("%s: tensor %s: expected %s bytes for %s%s, got %d"
                    .formatted(
                            where,
                            Quoted.of(name),
                            TensorSize.shown(bytes),
                            type,
                            Arrays.toString(dims),
                            data.byteSize()));
        }
        return new StoredTensor(where, name, type, dims, data);
    }

    /** The name under which the file holds it, verbatim. */
    public String name() {
        return name;
    }

    /** How its elements are written. */
    public ElementType type() {
        return type;
    }

    /** Its bytes, where they lie: row-major, little-endian. */
    public MemorySegment bytes() {
        return data;
    }

    /** The number of elements: the product of the shape, 1 for a scalar. */
    public long elements() {
        return elements;
    }

    /**
     * The dimensions, outermost first; empty for a scalar. A copy.
     *
     * @throws InvalidFileException if one of them is larger than an {@code int}
     */
    public int[] shape() {
        int[] shape = new int[dims.length];
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] > Integer.MAX_VALUE) {
                throw refused("dimensions of at most " + Integer.MAX_VALUE, Arrays.toString(dims));
            }
            shape[i] = (int) dims[i];
        }
        return shape;
    }

    /**
     * All elements as floats: F16 and BF16 widened exactly, F64 rounded to nearest.
     *
     * @throws InvalidFileException if the type is not a floating one, or there are more elements than an array holds
     */
    public float[] toFloats() {
        requireFloating();
        float[] target = new float[arrayLength()];
        copyFloats(0, target, 0, target.length);
        return target;
    }

    /**
     * Copies a range of elements, converted as {@link #toFloats} does.
     *
     * @param from first element, counted row-major over the whole tensor
     * @param target where to
     * @param offset first index in {@code target}
     * @param count how many
     * @throws InvalidFileException if the type is not a floating one
     * @throws IllegalArgumentException if the range is not wholly inside the tensor or inside {@code target}
     */
    public void copyTo(long from, float[] target, int offset, int count) {
        requireFloating();
        if (count < 0 || from < 0 || from > elements - count) {
            throw new IllegalArgumentException("tensor %s: expected a range within its %d elements, got %d from %d"
                    .formatted(Quoted.of(name), elements, count, from));
        }
        if (offset < 0 || offset > target.length - count) {
            throw new IllegalArgumentException("target: expected a range within its %d elements, got %d from %d"
                    .formatted(target.length, count, offset));
        }
        copyFloats(from, target, offset, count);
    }

    /**
     * All elements of an integer or BOOL tensor; BOOL becomes 0 and 1.
     *
     * @throws InvalidFileException if the type is not an integer one, there are more elements than an array holds, or
     *     an unsigned 64-bit element is larger than {@link Long#MAX_VALUE}
     */
    public long[] toLongs() {
        if (!type.isInteger()) {
            throw refused("an integer type (I64, I32, I16, I8, U64, U32, U16, U8, BOOL)", type.toString());
        }
        long[] target = new long[arrayLength()];
        switch (type.bytes()) {
            case 8 -> copyLongs(target);
            case 4 -> widenInts(target);
            case 2 -> widenShorts(target);
            default -> widenBytes(target);
        }
        return target;
    }

    /** Name, type and shape, for messages. */
    @Override
    public String toString() {
        return Quoted.of(name) + " " + type + Arrays.toString(dims);
    }

    private void copyFloats(long from, float[] target, int offset, int count) {
        switch (type) {
            case F32 -> MemorySegment.copy(data, FLOATS, from * Float.BYTES, target, offset, count);
            case F64 -> narrowDoubles(from, target, offset, count);
            default -> widenHalves(from, target, offset, count);
        }
    }

    private void widenHalves(long from, float[] target, int offset, int count) {
        boolean brain = type == ElementType.BF16;
        short[] chunk = new short[Math.min(CHUNK, count)];
        for (int done = 0; done < count; done += chunk.length) {
            int size = Math.min(chunk.length, count - done);
            MemorySegment.copy(data, SHORTS, (from + done) * Short.BYTES, chunk, 0, size);
            for (int i = 0; i < size; i++) {
                target[offset + done + i] =
                        brain ? Float.intBitsToFloat(chunk[i] << 16) : Float.float16ToFloat(chunk[i]);
            }
        }
    }

    private void narrowDoubles(long from, float[] target, int offset, int count) {
        double[] chunk = new double[Math.min(CHUNK, count)];
        for (int done = 0; done < count; done += chunk.length) {
            int size = Math.min(chunk.length, count - done);
            MemorySegment.copy(data, DOUBLES, (from + done) * Double.BYTES, chunk, 0, size);
            for (int i = 0; i < size; i++) {
                target[offset + done + i] = (float) chunk[i];
            }
        }
    }

    private void copyLongs(long[] target) {
        MemorySegment.copy(data, LONGS, 0, target, 0, target.length);
        if (type == ElementType.U64) {
            for (long value : target) {
                if (value < 0) {
                    throw refused("values up to " + Long.MAX_VALUE, Long.toUnsignedString(value));
                }
            }
        }
    }

    private void widenInts(long[] target) {
        int[] values = new int[target.length];
        MemorySegment.copy(data, INTS, 0, values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            target[i] = type == ElementType.U32 ? Integer.toUnsignedLong(values[i]) : values[i];
        }
    }

    private void widenShorts(long[] target) {
        short[] values = new short[target.length];
        MemorySegment.copy(data, SHORTS, 0, values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            target[i] = type == ElementType.U16 ? Short.toUnsignedLong(values[i]) : values[i];
        }
    }

    private void widenBytes(long[] target) {
        byte[] values = new byte[target.length];
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            target[i] = switch (type) {
                case I8 -> values[i];
                case BOOL -> values[i] == 0 ? 0 : 1;
                default -> Byte.toUnsignedLong(values[i]);
            };
        }
    }

    private void requireFloating() {
        if (!type.isFloating()) {
            throw refused("a floating type (F64, F32, F16, BF16)", type.toString());
        }
    }

    private int arrayLength() {
        if (elements > LARGEST_ARRAY) {
            throw refused("at most " + LARGEST_ARRAY + " elements to read at once", Long.toString(elements));
        }
        return (int) elements;
    }

    private InvalidFileException refused(String expected, String got) {
        return new InvalidFileException(
                where + ": tensor " + Quoted.of(name) + ": expected " + expected + ", got " + got);
    }
}
