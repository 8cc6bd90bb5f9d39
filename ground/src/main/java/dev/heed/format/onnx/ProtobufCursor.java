package dev.heed.format.onnx;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A position in a protobuf message (<a href="https://protobuf.dev/programming-guides/encoding/">wire format</a>) that
 * never leaves the message it stands in.
 *
 * <p>Bytes are read through a small window, since access to a memory segment is slow until the JVM has compiled it, and
 * a model's megabytes are skipped, not read. Groups are refused: no file that we read has them. Not thread-safe.
 *
 * <pre>{@code
 * while (cursor.next()) {
 *     switch (cursor.field()) {
 *         case 1 -> name = cursor.string();
 *         default -> cursor.skip();
 *     }
 * }
 * }</pre>
 */
public final class ProtobufCursor {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    public static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;

    private static final int DEEPEST = 32;
    private static final int LONGEST_STRING = 1 << 20;
    private static final int WINDOW = 1024;

    private final MemorySegment source;
    private final String where;
    private final byte[] window = new byte[WINDOW];
    private final MemorySegment windowSegment = MemorySegment.ofArray(window);
    private long windowStart;
    private int windowSize;

    private long position;
    private long end;
    private int depth;
    private int field;
    private int wireType;

    /** Stands before the first field of a message. */
    public ProtobufCursor(MemorySegment source, String where) {
        this.source = source;
        this.where = where;
        this.end = source.byteSize();
    }

    /** Goes on to the next field of the current message; false at its end. */
    public boolean next() {
        if (position == end) {
            return false;
        }
        long key = varint();
        field = (int) (key >>> 3);
        wireType = (int) (key & 7);
        if (key >>> 32 != 0 || field == 0) {
            throw refused("a field number from 1 to 2^29 - 1", "key " + Long.toUnsignedString(key));
        }
        if (wireType != VARINT && wireType != FIXED64 && wireType != LENGTH_DELIMITED && wireType != FIXED32) {
            throw refused("wire type 0, 1, 2 or 5", wireType + " for field " + field);
        }
        return true;
    }

    /** The number of the current field. */
    public int field() {
        return field;
    }

    /** How the current field is written; repeated numbers may be packed (length-delimited) or not. */
    public int wireType() {
        return wireType;
    }

    /** Steps into the current field, a message; give the answer to {@link #leave}. */
    public long enter() {
        long length = length();
        if (++depth > DEEPEST) {
            throw refused("messages nested at most " + DEEPEST + " deep", "more");
        }
        long outer = end;
        end = position + length;
        return outer;
    }

    /** Steps out of a message whose fields are all read. */
    public void leave(long outer) {
        depth--;
        end = outer;
    }

    /** The current field as a whole number of up to 64 bits. */
    public long integer() {
        expect(VARINT);
        return varint();
    }

    /** The current field as a single-precision number. */
    public float single() {
        expect(FIXED32);
        return Float.intBitsToFloat((int) little(Integer.BYTES));
    }

    /** Whether the current message, or run of packed numbers, goes on. */
    public boolean hasMore() {
        return position != end;
    }

    /** The next number of a packed run of whole numbers. */
    public long packedInteger() {
        return varint();
    }

    /** The next number of a packed run of single-precision numbers. */
    float packedSingle() {
        return Float.intBitsToFloat((int) little(Integer.BYTES));
    }

    /** The current field, a string or message, in place. */
    public MemorySegment bytes() {
        long length = length();
        MemorySegment bytes = source.asSlice(position, length);
        position += length;
        return bytes;
    }

    /** The value of a number in place, without its key, so that packed and unpacked numbers look the same. */
    MemorySegment number() {
        long start = position;
        skip();
        return source.asSlice(start, position - start);
    }

    /** The current field as text. */
    public String string() {
        long length = length();
        if (length > LONGEST_STRING) {
            throw refused("names of at most " + LONGEST_STRING + " bytes", length + " in field " + field);
        }
        byte[] utf8;
        int from;
        if (ensure((int) Math.min(length, WINDOW)) && length <= WINDOW) {
            utf8 = window;
            from = (int) (position - windowStart);
        } else {
            utf8 = source.asSlice(position, length).toArray(ValueLayout.JAVA_BYTE);
            from = 0;
        }
        String text = strictText(utf8, from, (int) length);
        position += length;
        return text;
    }

    /** Steps over the current field. */
    public void skip() {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case FIXED32 -> advance(Integer.BYTES);
            default -> advance(length());
        }
    }

    /** An error at this place. */
    public InvalidFileException refused(String expected, String got) {
        return new InvalidFileException(where + ": expected " + expected + ", got " + got + " (byte " + position
                + "); the file is damaged or of another kind");
    }

    private String strictText(byte[] utf8, int from, int length) {
        String text = new String(utf8, from, length, StandardCharsets.UTF_8);
        // The replacement character is rare: only where it stands can the bytes have been malformed.
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, from, length));
            } catch (CharacterCodingException e) {
                throw refused("UTF-8", Quoted.of(text) + " in field " + field);
            }
        }
        return text;
    }

    private void expect(int wanted) {
        if (wireType != wanted) {
            throw refused("wire type " + wanted + " for field " + field, String.valueOf(wireType));
        }
    }

    private long length() {
        expect(LENGTH_DELIMITED);
        long length = varint();
        if (length < 0 || length > end - position) {
            throw refused(
                    "at most " + (end - position) + " more bytes",
                    "a length of " + Long.toUnsignedString(length) + " for field " + field);
        }
        return length;
    }

    private void advance(long bytes) {
        if (bytes > end - position) {
            throw refused(bytes + " more bytes for field " + field, String.valueOf(end - position));
        }
        position += bytes;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position == end) {
                throw refused("the rest of a number", "the end of its message");
            }
            ensure(1);
            byte read = window[(int) (position++ - windowStart)];
            value |= (long) (read & 0x7F) << shift;
            if (read >= 0) {
                return value;
            }
        }
        throw refused("numbers of at most 10 bytes", "a longer one");
    }

    private long little(int bytes) {
        long start = position;
        advance(bytes);
        position = start;
        ensure(bytes);
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (window[(int) (position - windowStart) + i] & 0xFFL) << (8 * i);
        }
        position += bytes;
        return value;
    }

    /** Puts the next bytes into the window; false if fewer than asked for are left. */
    private boolean ensure(int bytes) {
        if (position < windowStart || position + bytes > windowStart + windowSize) {
            windowStart = position;
            windowSize = (int) Math.min(WINDOW, source.byteSize() - position);
            MemorySegment.copy(source, windowStart, windowSegment, 0, windowSize);
        }
        return bytes <= windowSize - (int) (position - windowStart);
    }
}
