package dev.heed.format.zip;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip archive (APPNOTE 6.3.10, with zip64) whose entries are stored or deflated. Immutable; as thread-safe as the memory.
 */
public final class ZipArchive {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final long ELSEWHERE = 0xffffffffL;
    private static final int ZIP64 = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int LARGEST_INFLATED = Integer.MAX_VALUE - 8;
    private static final int MOST_ENTRIES = 1 << 20;

    private final MemorySegment file;
    private final String where;
    private final String writer;
    private final String remedy;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private ZipArchive(MemorySegment file, String where, String writer, String remedy) {
        this.file = file;
        this.where = where;
        this.writer = writer;
        this.remedy = remedy;
    }

    /**
     * A file within it.
     *
     * @param where the archive and the entry, for messages
     * @param stored whether its bytes lie there as they are; else deflated
     * @param packed as they lie there
     * @param size of the bytes themselves
     */
    public record Entry(String where, boolean stored, MemorySegment packed, long size) {
        /** No byte of deflate's becomes more (RFC 1951: 258 bytes by two bits). */
        private static final long MOST_TIMES = 1032;

        /**
         * Its bytes: where they lie, or inflated, in memory of their own.
         *
         * @throws InvalidFileException if they are not what its directory says
         */
        public MemorySegment bytes() {
            if (stored) {
                return packed;
            }
            if (size > LARGEST_INFLATED || size > MOST_TIMES * (packed.byteSize() + 1)) {
                throw new InvalidFileException(where + ": expected at most " + LARGEST_INFLATED
                        + " bytes, and no more than " + packed.byteSize() + " can hold, got " + size);
            }
            byte[] bytes = new byte[(int) size];
            Inflater inflater = new Inflater(true);
            try {
                inflater.setInput(packed.asByteBuffer());
                int length = 0;
                for (int more = 1; length < bytes.length && more > 0; length += more) {
                    more = inflater.inflate(bytes, length, bytes.length - length);
                }
                if (length < bytes.length || inflater.inflate(new byte[1]) > 0 || !inflater.finished()) {
                    throw new InvalidFileException(
                            where + ": expected " + size + " bytes, got " + (length < bytes.length ? "fewer" : "more"));
                }
            } catch (DataFormatException e) {
                throw new InvalidFileException(where + ": expected deflated bytes, they are damaged", e);
            } finally {
                inflater.end();
            }
            return MemorySegment.ofArray(bytes).asReadOnly();
        }
    }

    /**
     * Reads the directory.
     *
     * @param writer who writes such archives, for messages: {@code torch.save since 1.6}
     * @param remedy what to do with a file that is none, for messages
     * @throws InvalidFileException if it is no zip archive, or damaged
     */
    public static ZipArchive read(MemorySegment file, String where, String writer, String remedy) {
        ZipArchive zip = new ZipArchive(file, where, writer, remedy);
        try {
            zip.readEntries();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new InvalidFileException(where + ": expected a whole zip archive, it is cut or damaged", e);
        }
        return zip;
    }

    /** The names of all entries, in the order of the directory. */
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** The entry of exactly this name. */
    public Optional<Entry> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    private void readEntries() {
        long end = end();
        long count = unsigned16(end + 10);
        long at = unsigned32(end + 16);
        if (end >= 20 && file.get(INT, end - 20) == LOCATOR64) {
            long end64 = file.get(LONG, end - 20 + 8);
            if (file.get(INT, end64) != END64) {
                throw refused();
            }
            count = file.get(LONG, end64 + 32);
            at = file.get(LONG, end64 + 48);
        }
        if (count > MOST_ENTRIES) {
            throw new InvalidFileException(where + ": expected at most " + MOST_ENTRIES + " entries, got " + count);
        }
        for (long i = 0; i < count; i++) {
            at = readEntry(at);
        }
    }

    private long end() {
        long size = file.byteSize();
        for (long at = size - END_BYTES; at >= Math.max(0, size - END_BYTES - LONGEST_COMMENT); at--) {
            if (file.get(INT, at) == END) {
                return at;
            }
        }
        throw refused();
    }

    private InvalidFileException refused() {
        return new InvalidFileException(
                where + ": expected a zip archive, as " + writer + " writes them, got something else; " + remedy);
    }

    /** One line of the directory; returns where the next begins. */
    private long readEntry(long at) {
        if (file.get(INT, at) != CENTRAL) {
            throw refused();
        }
        int method = unsigned16(at + 10);
        long packed = unsigned32(at + 20);
        long size = unsigned32(at + 24);
        int nameLength = unsigned16(at + 28);
        int extraLength = unsigned16(at + 30);
        long local = unsigned32(at + 42);
        String name =
                new String(file.asSlice(at + 46, nameLength).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        long extra = at + 46 + nameLength;
        long[] wide = wide(extra, extraLength);
        int next = 0;
        size = size == ELSEWHERE ? wide[next++] : size;
        packed = packed == ELSEWHERE ? wide[next++] : packed;
        local = local == ELSEWHERE ? wide[next] : local;
        if (method != STORED && method != DEFLATED || method == STORED && packed != size) {
            throw new InvalidFileException(where + ": entry " + Quoted.of(name)
                    + ": expected it stored or deflated, got the method " + method);
        }
        if (file.get(INT, local) != LOCAL) {
            throw refused();
        }
        long start = local + 30 + unsigned16(local + 26) + unsigned16(local + 28);
        Entry entry =
                new Entry(where + ": entry " + Quoted.of(name), method == STORED, file.asSlice(start, packed), size);
        if (entries.put(name, entry) != null) {
            throw new InvalidFileException(where + ": entry " + Quoted.of(name) + ": expected it once, got it twice");
        }
        return extra + extraLength + unsigned16(at + 32);
    }

    /** The numbers that did not fit their fields, in order. */
    private long[] wide(long extra, int length) {
        long at = extra;
        while (at + 4 <= extra + length) {
            int bytes = unsigned16(at + 2);
            if (unsigned16(at) == ZIP64) {
                long[] numbers = new long[Math.max(3, bytes / 8)];
                for (int i = 0; i < bytes / 8; i++) {
                    numbers[i] = file.get(LONG, at + 4 + 8L * i);
                }
                return numbers;
            }
            at += 4 + bytes;
        }
        return new long[3];
    }

    private int unsigned16(long at) {
        return file.get(SHORT, at) & 0xffff;
    }

    private long unsigned32(long at) {
        return file.get(INT, at) & 0xffffffffL;
    }
}
