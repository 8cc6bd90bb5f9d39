package dev.heed.tokenizer.subword;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.Utf8;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The pieces of a model and their ids; found by a range of units without making a string of it.
 *
 * <p>Open addressing over one array of hash and id. The hash is built unit by unit, so that all prefixes of a word are
 * hashed in one walk, and seeded by the clock, so that no file can be made to collide. Ids may leave gaps.
 * Immutable. {@link #store} and {@link #restore} keep it as it stands, seed included.
 */
public final class Vocabulary {
    /** More than any published model has, and little enough that a small hostile file cannot ask for much memory. */
    public static final int MAX_IDS = 1 << 21;

    private static final int ABSENT = -1;
    private static final int STORED_COUNTS = 5 * Integer.BYTES;

    /** Every hash starts from it. */
    private final int seed;

    /** All pieces, one after the other. */
    private final char[] characters;

    /** By id: where its piece starts in {@link #characters}, or {@link #ABSENT}. */
    private final int[] starts;

    private final int[] ends;
    /** Hash in the high half, id + 1 in the low half; 0 is free. */
    private final long[] slots;

    private final int longestPiece;

    private Vocabulary(Builder builder) {
        seed = builder.seed;
        characters = Arrays.copyOf(builder.characters, builder.characterCount);
        starts = Arrays.copyOf(builder.starts, builder.idCount);
        ends = Arrays.copyOf(builder.ends, builder.idCount);
        slots = builder.slots;
        longestPiece = builder.longestPiece;
    }

    private Vocabulary(int seed, char[] characters, int[] starts, int[] ends, long[] slots, int longestPiece) {
        this.seed = seed;
        this.characters = characters;
        this.starts = starts;
        this.ends = ends;
        this.slots = slots;
        this.longestPiece = longestPiece;
    }

    /** How many bytes {@link #store} writes. */
    public int storedBytes() {
        return STORED_COUNTS
                + Character.BYTES * characters.length
                + Integer.BYTES * (starts.length + ends.length)
                + Long.BYTES * slots.length;
    }

    /** Writes the table as it stands in memory: reading it back is copying it. */
    public void store(ByteBuffer target) {
        target.putInt(seed)
                .putInt(longestPiece)
                .putInt(slots.length)
                .putInt(starts.length)
                .putInt(characters.length);
        target.asLongBuffer().put(slots);
        target.position(target.position() + Long.BYTES * slots.length);
        target.asIntBuffer().put(starts).put(ends);
        target.position(target.position() + Integer.BYTES * (starts.length + ends.length));
        target.asCharBuffer().put(characters);
        target.position(target.position() + Character.BYTES * characters.length);
    }

    /** What {@link #store} wrote in the same byte order; empty if the counts do not fit what is left of {@code source}. */
    public static Optional<Vocabulary> restore(ByteBuffer source) {
        if (source.remaining() < STORED_COUNTS) {
            return Optional.empty();
        }
        int seed = source.getInt();
        int longestPiece = source.getInt();
        int slotCount = source.getInt();
        int ids = source.getInt();
        int characterCount = source.getInt();
        boolean possible = longestPiece >= 0
                && Integer.bitCount(slotCount) == 1
                && slotCount > ids
                && ids > 0
                && ids <= MAX_IDS
                && characterCount >= 0;
        if (!possible
                || source.remaining()
                        != (long) Long.BYTES * slotCount
                                + 2L * Integer.BYTES * ids
                                + (long) Character.BYTES * characterCount) {
            return Optional.empty();
        }
        long[] slots = new long[slotCount];
        source.asLongBuffer().get(slots);
        source.position(source.position() + Long.BYTES * slotCount);
        int[] starts = new int[ids];
        int[] ends = new int[ids];
        source.asIntBuffer().get(starts).get(ends);
        source.position(source.position() + 2 * Integer.BYTES * ids);
        char[] characters = new char[characterCount];
        source.asCharBuffer().get(characters);
        return Optional.of(new Vocabulary(seed, characters, starts, ends, slots, longestPiece));
    }

    /** Highest id + 1. */
    public int size() {
        return starts.length;
    }

    /** Length of the longest piece in UTF-16 units. */
    public int longestPiece() {
        return longestPiece;
    }

    /** The piece of an id, or {@code null}. */
    public String piece(int id) {
        return id < 0 || id >= starts.length || starts[id] == ABSENT
                ? null
                : new String(characters, starts[id], ends[id] - starts[id]);
    }

    /** The id of a piece, or -1. */
    public int id(String piece) {
        int hash = hash(piece);
        for (int slot = hash & slots.length - 1; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
            int id = (int) slots[slot] - 1;
            if (hash == (int) (slots[slot] >>> 32) && equal(characters, starts[id], ends[id], piece)) {
                return id;
            }
        }
        return ABSENT;
    }

    /** The id of {@code prefix} followed by {@code text[from, to)}, whose hash is {@code hash}; or -1. */
    int id(int hash, String prefix, AlignedText text, int from, int to) {
        for (int slot = hash & slots.length - 1; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
            int id = (int) slots[slot] - 1;
            if (hash == (int) (slots[slot] >>> 32) && equal(id, prefix, text, from, to)) {
                return id;
            }
        }
        return ABSENT;
    }

    /** Whether a piece has the character anywhere behind one that is another. */
    boolean anyPieceHasInside(char character) {
        for (int id = 0; id < starts.length; id++) {
            for (int i = starts[id] + 1; starts[id] != ABSENT && i < ends[id]; i++) {
                if (characters[i] == character && characters[i - 1] != character) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Of the pieces of each {@link #beginning}: bit n − 1 for those of n units, the highest for all longer ones. */
    void lengthsByBeginning(long[] lengths) {
        for (int id = 0; id < starts.length; id++) {
            int length = starts[id] == ABSENT ? 0 : ends[id] - starts[id];
            if (length > 0) {
                int second = length > 1 ? characters[starts[id] + 1] : -1;
                lengths[beginning(characters[starts[id]], second)] |= 1L << Math.min(length, Long.SIZE) - 1;
            }
        }
    }

    /** A number below 2^16 for the first two units of a piece; {@code second} is −1 for a piece of one. */
    static int beginning(int first, int second) {
        int mixed = (first * 31 + second + 1) * 0x9E3779B1;
        return mixed >>> 16;
    }

    /** The hash of a piece; continue it with {@code hash(hash, unit)}. */
    public int hash(String piece) {
        return hash(seed, piece);
    }

    private static int hash(int seed, String piece) {
        int hash = seed;
        for (int i = 0; i < piece.length(); i++) {
            hash = hash(hash, piece.charAt(i));
        }
        return hash;
    }

    /** The hash of {@code text[from, to)} as a piece. */
    int hash(AlignedText text, int from, int to) {
        int hash = seed;
        for (int i = from; i < to; i++) {
            hash = hash(hash, text.charAt(i));
        }
        return hash;
    }

    /** The id of {@code text[from, to)}, or −1. */
    int id(AlignedText text, int from, int to) {
        return id(hash(text, from, to), "", text, from, to);
    }

    /** The hash of what {@code hash} stands for, followed by one more unit. */
    static int hash(int hash, int unit) {
        int mixed = (hash ^ unit) * 0x9E3779B1;
        return mixed ^ mixed >>> 15;
    }

    private boolean equal(int id, String prefix, AlignedText text, int from, int to) {
        int at = starts[id];
        int end = ends[id];
        for (int i = 0; i < prefix.length(); i++) {
            if (at == end || characters[at++] != prefix.charAt(i)) {
                return false;
            }
        }
        if (end - at != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (characters[at++] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(char[] characters, int start, int end, String piece) {
        if (end - start != piece.length()) {
            return false;
        }
        for (int i = 0; i < piece.length(); i++) {
            if (characters[start + i] != piece.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Collects pieces and refuses what cannot be a vocabulary. */
    public static final class Builder {
        private final String where;
        private final int seed = (int) (System.nanoTime() * 0x9E3779B97F4A7C15L >>> 32);
        private char[] characters = new char[1 << 18];
        private int characterCount;
        private int[] starts = new int[1 << 15];
        private int[] ends = new int[1 << 15];
        private int idCount;
        private int pieceCount;
        private long[] slots = new long[1 << 16];
        private int longestPiece;

        /** @param where the file's name, for messages */
        public Builder(String where) {
            this.where = where;
            Arrays.fill(starts, ABSENT);
        }

        /** Number of pieces so far. */
        public int pieceCount() {
            return pieceCount;
        }

        /** @throws InvalidFileException if the piece or its id is there already, or neither can be */
        public void add(String piece, long id) {
            if (id < 0 || id >= MAX_IDS) {
                throw fail("expected an id from 0 to " + (MAX_IDS - 1) + " for " + Quoted.of(piece) + ", got " + id);
            }
            if (!Utf8.isWellFormed(piece)) {
                throw fail("expected Unicode text, got half a surrogate pair in " + Quoted.of(piece));
            }
            reserve((int) id, piece.length());
            if (starts[(int) id] != ABSENT) {
                String other = new String(characters, starts[(int) id], ends[(int) id] - starts[(int) id]);
                throw fail("expected one piece for each id, got " + Quoted.of(other) + " and " + Quoted.of(piece)
                        + " for id " + id);
            }
            insert(piece, (int) id);
            piece.getChars(0, piece.length(), characters, characterCount);
            starts[(int) id] = characterCount;
            characterCount += piece.length();
            ends[(int) id] = characterCount;
            idCount = Math.max(idCount, (int) id + 1);
            longestPiece = Math.max(longestPiece, piece.length());
        }

        /** @throws InvalidFileException if there are no pieces */
        public Vocabulary build() {
            if (pieceCount == 0) {
                throw fail("expected at least one piece, got none");
            }
            rehash(Integer.highestOneBit(4 * pieceCount - 1)); // half full at most, a quarter at least
            return new Vocabulary(this);
        }

        private void reserve(int id, int length) {
            if (characterCount + length > characters.length) {
                characters = Arrays.copyOf(characters, Math.max(characterCount + length, characters.length * 2));
            }
            if (id >= starts.length) {
                int old = starts.length;
                int capacity = Math.max(id + 1, old * 2);
                starts = Arrays.copyOf(starts, capacity);
                Arrays.fill(starts, old, capacity, ABSENT);
                ends = Arrays.copyOf(ends, capacity);
            }
        }

        private void insert(String piece, int id) {
            if (++pieceCount * 2 > slots.length) {
                rehash(2 * slots.length);
            }
            int hash = hash(seed, piece);
            int slot = hash & slots.length - 1;
            for (; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
                int other = (int) slots[slot] - 1;
                if (hash == (int) (slots[slot] >>> 32) && equal(characters, starts[other], ends[other], piece)) {
                    throw fail("expected every piece once, got " + Quoted.of(piece) + " with the ids " + other + " and "
                            + id);
                }
            }
            slots[slot] = (long) hash << 32 | id + 1;
        }

        private void rehash(int capacity) {
            if (capacity == slots.length) {
                return;
            }
            long[] old = slots;
            slots = new long[capacity];
            for (long entry : old) {
                if (entry != 0) {
                    int slot = (int) (entry >>> 32) & slots.length - 1;
                    while (slots[slot] != 0) {
                        slot = slot + 1 & slots.length - 1;
                    }
                    slots[slot] = entry;
                }
            }
        }

        private InvalidFileException fail(String message) {
            return new InvalidFileException(
                    where + ": " + message + " (vocabulary); use the file that came with the model");
        }
    }
}
