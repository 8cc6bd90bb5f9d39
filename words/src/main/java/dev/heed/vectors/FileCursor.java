package dev.heed.vectors;

import dev.heed.format.InvalidFileException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Reads a binary file from front to back, refusing to leave it. Little endian. Not thread-safe. */
final class FileCursor {
    private static final ValueLayout.OfDouble DOUBLES =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment file;
    private final String where;
    private long at;

    FileCursor(MemorySegment file, String where) {
        this.file = file;
        this.where = where;
    }

    long position() {
        return at;
    }

    int readInt(String what) {
        return file.get(WordTable.INTS, advance(Integer.BYTES, what));
    }

    long readLong(String what) {
        return file.get(WordTable.LONGS, advance(Long.BYTES, what));
    }

    double readDouble(String what) {
        return file.get(DOUBLES, advance(Double.BYTES, what));
    }

    int readByte(String what) {
        return file.get(ValueLayout.JAVA_BYTE, advance(1, what));
    }

    boolean readBoolean(String what) {
        int value = readByte(what);
        if (value != 0 && value != 1) {
            throw refused("expected 0 or 1 for " + what + ", got " + value);
        }
        return value == 1;
    }

    /** An integer within bounds. */
    int readInt(String what, int least, int most) {
        int value = readInt(what);
        if (value < least || value > most) {
            throw refused("expected " + least + " to " + most + " for " + what + ", got " + value);
        }
        return value;
    }

    /** Passes over {@code count} elements; returns where they begin. */
    long skip(long count, int elementBytes, String what) {
        if (count < 0 || count > (file.byteSize() - at) / elementBytes) {
            throw refused("expected " + count + " × " + elementBytes + " bytes of " + what + ", got "
                    + (file.byteSize() - at) + " to the end of the file");
        }
        return advance(count * elementBytes, what);
    }

    /** Passes over bytes that end with a zero; returns where they begin. The zero is the byte before the new position. */
    long skipString(String what) {
        long start = at;
        long limit = Math.min(file.byteSize(), at + WordTable.LONGEST);
        while (at < limit && file.get(ValueLayout.JAVA_BYTE, at) != 0) {
            at++;
        }
        if (at == limit) {
            throw refused("expected a zero byte behind " + what + ", got none");
        }
        at++;
        return start;
    }

    InvalidFileException refused(String message) {
        return new InvalidFileException(where + ": a fastText model (magic 0x2F4F16BA), but " + message + " (byte " + at
                + "); the file is cut or damaged: a whole one opens as it is, heed vectors info FILE");
    }

    private long advance(long bytes, String what) {
        if (bytes > file.byteSize() - at) {
            throw refused("expected " + bytes + " bytes of " + what + ", got " + (file.byteSize() - at)
                    + " to the end of the file");
        }
        long start = at;
        at += bytes;
        return start;
    }
}
