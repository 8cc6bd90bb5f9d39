package dev.heed.vectors;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Words by row and rows by word, without a Java object a word: bytes, a place for each row, and open addressing over
 * rows. All three may lie in mapped files. Immutable, thread-safe.
 *
 * @param bytes holds every word
 * @param places for each row, its word's first byte and length, see {@link #place}
 * @param slots row + 1 by hash, 0 for none; a power of two of them
 * @param size number of rows
 * @param seed of the hash
 */
record WordTable(MemorySegment bytes, MemorySegment places, MemorySegment slots, int size, long seed) {
    /** The longest word in bytes: 20 bits of a place. */
    static final int LONGEST = (1 << 20) - 1;

    static final ValueLayout.OfLong LONGS = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INTS = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    /** Start and length in one number. */
    static long place(long start, int length) {
        return start << 20 | length;
    }

    static long start(long place) {
        return place >>> 20;
    }

    static int length(long place) {
        return (int) place & LONGEST;
    }

    private long place(int row) {
        return places.get(LONGS, 8L * row);
    }

    /** The byte behind a row's word. */
    long end(int row) {
        long place = place(row);
        return start(place) + length(place);
    }

    /** A row's word as it is stored. */
    byte[] utf8(int row) {
        long place = place(row);
        return bytes.asSlice(start(place), length(place)).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Length of a row's word in bytes. */
    int utf8Length(int row) {
        return length(place(row));
    }

    /** A row's word; bytes that are not UTF-8 become U+FFFD. */
    String word(int row) {
        return new String(utf8(row), StandardCharsets.UTF_8);
    }

    /** The row of a word, or −1. */
    int row(String word) {
        MemorySegment asked = MemorySegment.ofArray(word.getBytes(StandardCharsets.UTF_8));
        int length = (int) asked.byteSize();
        long mask = slots.byteSize() / 4 - 1;
        for (long slot = hash(asked, 0, length, seed) & mask; ; slot = slot + 1 & mask) {
            int row = slots.get(INTS, 4 * slot) - 1;
            if (row < 0 || row >= size) {
                return -1;
            }
            long place = place(row);
            if (length(place) == length && same(asked, 0, bytes, start(place), length)) {
                return row;
            }
        }
    }

    /** Eight bytes a step; seeded, so that no file can be made to collide. */
    static long hash(MemorySegment bytes, long start, int length, long seed) {
        long hash = seed ^ length * FACTOR;
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            hash = mix(hash ^ bytes.get(LONGS, start + at));
        }
        long rest = 0;
        for (; at < length; at++) {
            rest = rest << 8 | bytes.get(ValueLayout.JAVA_BYTE, start + at) & 0xff;
        }
        return mix(mix(hash ^ rest));
    }

    private static long mix(long hash) {
        long mixed = hash * FACTOR;
        return mixed ^ mixed >>> 32;
    }

    static boolean same(MemorySegment one, long oneStart, MemorySegment other, long otherStart, int length) {
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            if (one.get(LONGS, oneStart + at) != other.get(LONGS, otherStart + at)) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (one.get(ValueLayout.JAVA_BYTE, oneStart + at) != other.get(ValueLayout.JAVA_BYTE, otherStart + at)) {
                return false;
            }
        }
        return true;
    }
}
