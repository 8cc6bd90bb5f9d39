package dev.heed.training.corpus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers words in the order in which they first come, from 0, without an object a word. Words are bytes. Confined to one
 * thread at a time.
 */
final class WordIds {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

    private final long seed = ThreadLocalRandom.current().nextLong(); // no text can be made to collide
    private byte[] bytes = new byte[1 << 14];
    private int[] ends = new int[1 << 10];
    private int[] hashes = new int[1 << 10];
    private int[] slots = new int[1 << 12]; // id + 1, 0 for none
    private int size;

    /** How many there are. */
    int size() {
        return size;
    }

    /** Forgets all words, keeps the memory. */
    void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }

    /** The id of a word; a new one if it has not been seen. */
    int id(byte[] source, int from, int to) {
        int length = to - from;
        int hash = hash(source, from, to);
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (; slots[slot] != 0; slot = slot + 1 & mask) {
            int id = slots[slot] - 1;
            if (hashes[id] == hash && Arrays.equals(bytes, start(id), ends[id], source, from, to)) {
                return id;
            }
        }
        add(source, from, length, hash);
        slots[slot] = size;
        if (size > slots.length / 2) {
            rehash();
        }
        return size - 1;
    }

    /** A word's bytes, copied. */
    byte[] word(int id) {
        return Arrays.copyOfRange(bytes, start(id), ends[id]);
    }

    /** The id that the same word has in another table. */
    int idIn(WordIds other, int id) {
        return other.id(bytes, start(id), ends[id]);
    }

    private int start(int id) {
        return id == 0 ? 0 : ends[id - 1];
    }

    private void add(byte[] source, int from, int length, int hash) {
        int at = start(size);
        if (length > MOST_BYTES - at) {
            throw new IllegalArgumentException("corpus: expected different words of 2 GiB in all at most, got more");
        }
        if (at + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(at + length, bytes.length * 2L)));
        }
        if (size == ends.length) {
            int grown = (int) Math.min(MOST_BYTES, size * 2L);
            ends = Arrays.copyOf(ends, grown);
            hashes = Arrays.copyOf(hashes, grown);
        }
        System.arraycopy(source, from, bytes, at, length);
        ends[size] = at + length;
        hashes[size++] = hash;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = hashes[id] & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = id + 1;
        }
    }

    private int hash(byte[] source, int from, int to) {
        long hash = seed ^ (to - from) * FACTOR;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            hash = mix(hash ^ (long) LONGS.get(source, at));
        }
        long rest = 0;
        for (int i = to - 1; i >= at; i--) {
            rest = rest << 8 | source[i] & 0xff;
        }
        hash = mix(hash ^ rest);
        return (int) (hash ^ hash >>> 32);
    }

    private static long mix(long x) {
        long mixed = x * FACTOR;
        return mixed ^ mixed >>> 29;
    }
}
