package dev.heed.attention;

import java.util.Arrays;

/**
 * How the rows of queries and keys divide into sequences: a ragged batch without padding.
 *
 * <p>Sequence s attends from {@code queryLength(s)} rows to {@code keyLength(s)} rows; its rows follow those of sequence
 * s − 1. {@code position(s)} is the place of its first query among its keys, which the causal and window masks count
 * from: 0 for self-attention, the number of cached keys with a key/value cache. Immutable.
 */
public final class Sequences {
    private final int[] queryStarts;
    private final int[] keyStarts;
    private final int[] positions;

    private Sequences(int[] queryLengths, int[] keyLengths, int[] positions) {
        if (queryLengths.length != keyLengths.length || positions.length != queryLengths.length) {
            throw new IllegalArgumentException("sequences: expected one key length and one position for each of "
                    + queryLengths.length + " query lengths, got " + keyLengths.length + " and " + positions.length);
        }
        this.queryStarts = starts(queryLengths, "query");
        this.keyStarts = starts(keyLengths, "key");
        this.positions = positions.clone();
    }

    /** Self-attention: each sequence attends to itself. */
    public static Sequences of(int... lengths) {
        return new Sequences(lengths, lengths, new int[lengths.length]);
    }

    /** Cross-attention: queries of one text, keys of another; positions 0. */
    public static Sequences across(int[] queryLengths, int[] keyLengths) {
        return new Sequences(queryLengths, keyLengths, new int[queryLengths.length]);
    }

    /** A key/value cache: the queries are the last rows of their keys. */
    public static Sequences cached(int[] queryLengths, int[] keyLengths) {
        int[] positions = new int[queryLengths.length];
        for (int s = 0; s < positions.length && s < keyLengths.length; s++) {
            positions[s] = keyLengths[s] - queryLengths[s];
            if (positions[s] < 0) {
                throw new IllegalArgumentException("sequences: expected at least as many keys as queries, got "
                        + keyLengths[s] + " keys and " + queryLengths[s] + " queries (sequence " + s + ")");
            }
        }
        return new Sequences(queryLengths, keyLengths, positions);
    }

    /** The same lengths with other positions. */
    public Sequences at(int... positions) {
        return new Sequences(lengths(queryStarts), lengths(keyStarts), positions);
    }

    /** Number of sequences. */
    public int count() {
        return positions.length;
    }

    /** All query rows together. */
    public int queries() {
        return queryStarts[positions.length];
    }

    /** All key rows together. */
    public int keys() {
        return keyStarts[positions.length];
    }

    /** A sequence's first query row. */
    public int queryStart(int sequence) {
        return queryStarts[sequence];
    }

    /** Query rows of a sequence. */
    public int queryLength(int sequence) {
        return queryStarts[sequence + 1] - queryStarts[sequence];
    }

    /** A sequence's first key row. */
    public int keyStart(int sequence) {
        return keyStarts[sequence];
    }

    /** Key rows of a sequence. */
    public int keyLength(int sequence) {
        return keyStarts[sequence + 1] - keyStarts[sequence];
    }

    /** The place of a sequence's first query among its keys. */
    public int position(int sequence) {
        return positions[sequence];
    }

    @Override
    public String toString() {
        return "Sequences[queries=" + Arrays.toString(lengths(queryStarts)) + ", keys="
                + Arrays.toString(lengths(keyStarts)) + "]";
    }

    private static int[] starts(int[] lengths, String what) {
        int[] starts = new int[lengths.length + 1];
        for (int s = 0; s < lengths.length; s++) {
            if (lengths[s] < 0) {
                throw new IllegalArgumentException(
                        "sequences: expected " + what + " lengths of 0 or more, got " + lengths[s]);
            }
            starts[s + 1] = Math.addExact(starts[s], lengths[s]);
        }
        return starts;
    }

    private static int[] lengths(int[] starts) {
        int[] lengths = new int[starts.length - 1];
        for (int s = 0; s < lengths.length; s++) {
            lengths[s] = starts[s + 1] - starts[s];
        }
        return lengths;
    }
}
