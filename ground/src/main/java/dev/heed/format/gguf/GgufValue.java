package dev.heed.format.gguf;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/**
 * A value of a GGUF file's metadata, still in the file's bytes; its extent is known to lie within them.
 *
 * @param kind of the value, or of an array's elements
 * @param array whether it is an array
 * @param count of the elements; 1 for a single value
 * @param bytes of the value or of all elements
 */
record GgufValue(Kind kind, boolean array, int count, MemorySegment bytes) {
    /** What a value is; the order is that of the numbers in the file. */
    enum Kind {
        UINT8(1),
        INT8(1),
        UINT16(2),
        INT16(2),
        UINT32(4),
        INT32(4),
        FLOAT32(4),
        BOOL(1),
        STRING(0),
        ARRAY(0),
        UINT64(8),
        INT64(8),
        FLOAT64(8);

        /** Bytes of a value; 0 where it says itself. */
        final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }

        static Optional<Kind> of(int number) {
            return Arrays.stream(values())
                    .filter(kind -> kind.ordinal() == number)
                    .findFirst();
        }

        boolean whole() {
            return bytes > 0 && this != BOOL && !floating();
        }

        boolean floating() {
            return this == FLOAT32 || this == FLOAT64;
        }
    }

    /** What it is, for messages. */
    String shown() {
        return array ? "an array of " + count + " " + kind : "a " + kind;
    }

    /** One element of a whole kind; a UINT64 beyond 2^63 is negative. */
    long integer(int index) {
        long at = (long) index * kind.bytes;
        return switch (kind) {
            case UINT8, BOOL -> bytes.get(GgufBytes.BYTE, at) & 0xFF;
            case INT8 -> bytes.get(GgufBytes.BYTE, at);
            case UINT16 -> bytes.get(GgufBytes.SHORT, at) & 0xFFFF;
            case INT16 -> bytes.get(GgufBytes.SHORT, at);
            case UINT32 -> bytes.get(GgufBytes.INT, at) & 0xFFFFFFFFL;
            case INT32 -> bytes.get(GgufBytes.INT, at);
            default -> bytes.get(GgufBytes.LONG, at);
        };
    }

    /** One element of a floating kind. */
    double number(int index) {
        long at = (long) index * kind.bytes;
        return kind == Kind.FLOAT32 ? bytes.get(GgufBytes.FLOAT, at) : bytes.get(GgufBytes.DOUBLE, at);
    }
}
