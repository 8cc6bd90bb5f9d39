package dev.heed.format.onnx;

import dev.heed.format.ElementType;
import dev.heed.format.InvalidFileException;
import dev.heed.format.TensorPlace;
import dev.heed.format.TensorSize;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The typed data of one {@code TensorProto}: numbers in one of its repeated fields, packed or not.
 *
 * <p>A single packed run of floats or doubles is the tensor's memory already and stays in place. Everything else has to
 * be decoded: half-precision numbers lie as bit patterns, and small integers as varints, in {@code int32_data}.
 */
final class OnnxNumbers {
    static final int FLOATS = 4;
    static final int INT32S = 5;
    static final int INT64S = 7;
    static final int DOUBLES = 10;
    static final int UINT64S = 11;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final int field;
    private final String where;

    /** The only run so far, in place; {@code null} once runs are gathered in {@link #gathered}. */
    private MemorySegment only = MemorySegment.ofArray(new byte[0]);

    private byte[] gathered;
    private int gatheredSize;

    OnnxNumbers(int field, String where) {
        this.field = field;
        this.where = where;
    }

    /** The field of {@code TensorProto} that holds the numbers. */
    int field() {
        return field;
    }

    boolean isEmpty() {
        return only != null && only.byteSize() == 0;
    }

    /** Adds what the cursor's current field holds. */
    void add(ProtobufCursor cursor) {
        int wireType = cursor.wireType();
        if (wireType != ProtobufCursor.LENGTH_DELIMITED && wireType != wireTypeOfOne()) {
            throw cursor.refused("wire type 2 or " + wireTypeOfOne() + " for field " + field, String.valueOf(wireType));
        }
        MemorySegment run = wireType == ProtobufCursor.LENGTH_DELIMITED ? cursor.bytes() : cursor.number();
        if (isEmpty()) {
            only = run;
            return;
        }
        if (only != null) {
            MemorySegment first = only;
            only = null;
            gathered = new byte[64];
            gather(first, cursor);
        }
        gather(run, cursor);
    }

    /**
     * The elements as a stored tensor has them.
     *
     * @throws InvalidFileException if the field is not the one for the type, holds more or fewer numbers than the shape
     *     asks for, or one that the type can't hold
     */
    MemorySegment littleEndian(ElementType type, long[] dims, TensorPlace place) {
        if (field != fieldOf(type)) {
            throw place.refused("expected the data of " + type + " in " + name(fieldOf(type)) + ", got " + name(field));
        }
        MemorySegment runs =
                only != null ? only : MemorySegment.ofArray(gathered).asSlice(0, gatheredSize);
        if (!type.isFloating() && !type.isInteger()) {
            return MemorySegment.ofArray(new byte[0]); // can't be read as numbers anyway
        }
        long elements = TensorSize.elements(dims);
        if (field == FLOATS || field == DOUBLES) {
            if (runs.byteSize() != TensorSize.bytes(type, dims)) {
                throw wrongCount(place, type, dims, runs.byteSize() + " bytes");
            }
            return runs;
        }
        // A number takes a byte or more, so the allocation is bounded by what the file really holds.
        if (elements > runs.byteSize() || elements * type.bytes() > LARGEST_ARRAY) {
            throw wrongCount(place, type, dims, runs.byteSize() + " bytes of them");
        }
        return MemorySegment.ofArray(decoded(runs, type, dims, place));
    }

    private byte[] decoded(MemorySegment runs, ElementType type, long[] dims, TensorPlace place) {
        byte[] bytes = new byte[(int) TensorSize.bytes(type, dims)];
        int size = 0;
        var cursor = new ProtobufCursor(runs, where);
        while (cursor.hasMore()) {
            long value = stored(cursor.packedInteger(), type, place);
            if (size == bytes.length) {
                throw wrongCount(place, type, dims, "more");
            }
            for (int i = 0; i < type.bytes(); i++) {
                bytes[size++] = (byte) (value >>> (8 * i));
            }
        }
        if (size != bytes.length) {
            throw wrongCount(place, type, dims, String.valueOf(size / type.bytes()));
        }
        return bytes;
    }

    /** The number as its type holds it; protobuf cuts {@code int32} to its low bits, the narrower types are checked. */
    private long stored(long value, ElementType type, TensorPlace place) {
        long number = field == INT32S ? (int) value : value;
        boolean fits = switch (type) {
            case F16, BF16 -> number >= Short.MIN_VALUE && number <= 0xFFFF; // bits, by some writers sign-extended
            case I16 -> number == (short) number;
            case U16 -> number == (number & 0xFFFF);
            case I8 -> number == (byte) number;
            case U8 -> number == (number & 0xFF);
            case U32 -> number == (number & 0xFFFF_FFFFL);
            default -> true;
        };
        if (!fits) {
            throw place.refused("expected numbers that fit " + type + ", got " + number);
        }
        return type == ElementType.BOOL && number != 0 ? 1 : number;
    }

    private void gather(MemorySegment run, ProtobufCursor cursor) {
        if (run.byteSize() > LARGEST_ARRAY - gatheredSize) {
            throw cursor.refused("at most " + LARGEST_ARRAY + " bytes of data in pieces", "more");
        }
        int size = (int) run.byteSize();
        if (size > gathered.length - gatheredSize) {
            long doubled = Math.max(2L * gathered.length, (long) gatheredSize + size);
            gathered = Arrays.copyOf(gathered, (int) Math.min(doubled, LARGEST_ARRAY));
        }
        MemorySegment.copy(run, ValueLayout.JAVA_BYTE, 0, gathered, gatheredSize, size);
        gatheredSize += size;
    }

    private int wireTypeOfOne() {
        return switch (field) {
            case FLOATS -> ProtobufCursor.FIXED32;
            case DOUBLES -> ProtobufCursor.FIXED64;
            default -> ProtobufCursor.VARINT;
        };
    }

    private static int fieldOf(ElementType type) {
        return switch (type) {
            case F32, C64 -> FLOATS;
            case F64, C128 -> DOUBLES;
            case I64 -> INT64S;
            case U32, U64 -> UINT64S;
            default -> INT32S;
        };
    }

    private static String name(int field) {
        return switch (field) {
            case FLOATS -> "float_data";
            case DOUBLES -> "double_data";
            case INT64S -> "int64_data";
            case UINT64S -> "uint64_data";
            default -> "int32_data";
        };
    }

    private InvalidFileException wrongCount(TensorPlace place, ElementType type, long[] dims, String got) {
        return place.refused("expected " + TensorSize.elements(dims) + " numbers in " + name(field) + " for " + type
                + Arrays.toString(dims) + ", got " + got);
    }
}
