package dev.heed.vectors;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Fills a {@link WordTable} row by row; a word that is there already gets no second row. Words are copied, or left in the
 * file that holds them. Confined to one thread.
 */
final class WordTableBuilder {
    /** The most bytes of copied words: what one array holds. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

    private static final int MOST_SLOTS = 1 << 30;

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final MemorySegment file; // null: words are copied
    private byte[] copied = {};
    private int copiedBytes;
    private long[] places;
    private long[] hashes;
    private int[] slots;
    private int size;

    private WordTableBuilder(MemorySegment file, int expected) {
        this.file = file;
        this.places = new long[Math.max(16, expected)];
        this.hashes = new long[places.length];
        this.slots = new int[Math.min(MOST_SLOTS, Integer.highestOneBit(Math.max(16, expected)) * 4)];
    }

    /** Words are copied as they are added. */
    static WordTableBuilder copying(int expected) {
        WordTableBuilder builder = new WordTableBuilder(null, expected);
        builder.copied = new byte[8 * builder.places.length];
        return builder;
    }

    /** Words are places in {@code file}. */
    static WordTableBuilder inside(MemorySegment file, int expected) {
        return new WordTableBuilder(file, expected);
    }

    int size() {
        return size;
    }

    /** The seed of the words' hashes. */
    long seed() {
        return seed;
    }

    /**
     * Adds a word: bytes of {@code source}, which is the file itself unless words are copied.
     *
     * @return whether it is new
     */
    boolean add(MemorySegment source, long start, int length) {
        return add(source, start, length, WordTable.hash(source, start, length, seed));
    }

    /** The same with the word's hash, made with {@link #seed}. */
    boolean add(MemorySegment source, long start, int length, long hash) {
        if (length > WordTable.LONGEST) {
            throw new IllegalArgumentException(
                    "word: expected at most " + WordTable.LONGEST + " bytes, got " + length + " in row " + size);
        }
        int slot = free(source, start, length, hash);
        if (slot < 0) {
            return false;
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, grown(size, Integer.MAX_VALUE - 16));
            hashes = Arrays.copyOf(hashes, places.length);
        }
        hashes[size] = hash;
        places[size] = WordTable.place(file == null ? copy(source, start, length) : start, length);
        slots[slot] = ++size;
        if (size > slots.length / 4 * 3 && slots.length < MOST_SLOTS) {
            rehash();
        }
        return true;
    }

    boolean add(byte[] word) {
        return add(MemorySegment.ofArray(word), 0, word.length);
    }

    WordTable build() {
        return new WordTable(
                bytes(),
                MemorySegment.ofArray(places).asSlice(0, 8L * size).asReadOnly(),
                MemorySegment.ofArray(slots).asReadOnly(),
                size,
                seed);
    }

    private MemorySegment bytes() {
        return file == null ? MemorySegment.ofArray(copied) : file;
    }

    /** The slot where the word belongs, or −1 if it has a row. */
    private int free(MemorySegment source, long start, int length, long hash) {
        int mask = slots.length - 1;
        for (int slot = (int) hash & mask; ; slot = slot + 1 & mask) {
            int row = slots[slot] - 1;
            if (row < 0) {
                return slot;
            }
            long place = places[row];
            if (hashes[row] == hash
                    && WordTable.length(place) == length
                    && WordTable.same(source, start, bytes(), WordTable.start(place), length)) {
                return -1;
            }
        }
    }

    private int copy(MemorySegment source, long start, int length) {
        if (length > MOST_BYTES - copiedBytes) {
            throw new IllegalArgumentException("words: expected at most " + MOST_BYTES + " bytes in all, got more");
        }
        if (copiedBytes + length > copied.length) {
            copied = Arrays.copyOf(copied, Math.max(copiedBytes + length, grown(copied.length, MOST_BYTES)));
        }
        MemorySegment.copy(source, start, MemorySegment.ofArray(copied), copiedBytes, length);
        int at = copiedBytes;
        copiedBytes += length;
        return at;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int row = 0; row < size; row++) {
            int slot = (int) hashes[row] & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = row + 1;
        }
    }

    private static int grown(int length, int most) {
        return (int) Math.min(most, length * 3L / 2 + 16);
    }
}
