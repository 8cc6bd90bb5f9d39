package dev.heed.model;

import dev.heed.attention.Sequences;
import dev.heed.format.InvalidFileException;
import dev.heed.tensor.Matrix;

/**
 * A model's weights make NaN or an infinity of a text. Thrown where numbers leave the transformer, so that none goes further;
 * whoever knows the text names it ({@link #at}).
 */
public final class NotFiniteException extends InvalidFileException {
    private static final long serialVersionUID = 1L;
    private static final int EXPONENT = 0x7f800000; // all ones: NaN or infinity

    private final int sequence;
    private final int token;
    private final String place;
    private final float value;

    private NotFiniteException(int sequence, int token, String place, float value) {
        super(message("model", place, value));
        this.sequence = sequence;
        this.token = token;
        this.place = place;
        this.value = value;
    }

    /**
     * Lets finite vectors pass.
     *
     * @param vectors (tokens, columns)
     * @param place what they are, for the message: {@code layer 3}
     * @throws NotFiniteException naming the first token whose vector is not finite
     */
    public static Matrix checked(Matrix vectors, String place) {
        for (int row = 0; row < vectors.rows(); row++) {
            int from = vectors.index(row);
            if (!finite(vectors.data(), from, from + vectors.columns())) {
                throw new NotFiniteException(0, row, place, notFinite(vectors.data(), from, from + vectors.columns()));
            }
        }
        return vectors;
    }

    /** The same for one vector that belongs to no token of a text. */
    public static float[] checked(float[] vector, String place) {
        if (!finite(vector, 0, vector.length)) {
            throw new NotFiniteException(0, -1, place, notFinite(vector, 0, vector.length));
        }
        return vector;
    }

    /**
     * The same for vectors of several texts in one pass.
     *
     * @throws NotFiniteException naming the first token whose vector is not finite, and its sequence
     */
    public static Matrix checked(Matrix vectors, String place, Sequences sequences) {
        try {
            return checked(vectors, place);
        } catch (NotFiniteException e) {
            int sequence = 0;
            while (e.token >= sequences.queryStart(sequence) + sequences.queryLength(sequence)) {
                sequence++;
            }
            throw new NotFiniteException(sequence, e.token - sequences.queryStart(sequence), place, e.value);
        }
    }

    /** Of a token's score: NaN or +∞, for −∞ rules a token out. */
    public static NotFiniteException ofScore(int id, float score) {
        return new NotFiniteException(0, -1, "the score of the id " + id, score);
    }

    /** Which of the texts that were read in one pass, counted from 0. */
    public int sequence() {
        return sequence;
    }

    /** Position of the token among those of its text that were read; -1 where the place says all. */
    public int token() {
        return token;
    }

    /** The same fault where {@code tokens} of its text were read in passes before. */
    public NotFiniteException behind(int tokens) {
        return new NotFiniteException(sequence, token < 0 ? token : token + tokens, place, value);
    }

    /** The same fault as a caller counts texts. */
    public NotFiniteException numbered(int number) {
        return new NotFiniteException(number, token, place, value);
    }

    /** The same fault with more of its place; {@code position} of the token, -1 where the place says all. */
    public NotFiniteException placed(String more, int position) {
        return new NotFiniteException(sequence, position, place + more, value);
    }

    /**
     * The same fault, with names.
     *
     * @param model the model's name
     * @param where which token of which text; empty where the place says all
     */
    public InvalidFileException at(String model, String where) {
        return new InvalidFileException(
                message("model " + model, where.isEmpty() ? place : place + ", " + where, value), this);
    }

    private static String message(String model, String place, float value) {
        return model + ": expected finite numbers, got " + value + " (" + place
                + "); its weights are damaged or too large for 32-bit floats";
    }

    private static boolean finite(float[] data, int from, int to) {
        int largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(data[i]) & EXPONENT);
        }
        return largest != EXPONENT;
    }

    private static float notFinite(float[] data, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Float.isFinite(data[i])) {
                return data[i];
            }
        }
        throw new IllegalStateException("expected a number that is not finite");
    }
}
