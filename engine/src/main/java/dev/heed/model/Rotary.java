package dev.heed.model;

import dev.heed.attention.Sequences;
import dev.heed.tensor.Matrix;
import java.util.Arrays;

/**
 * Rotary positions (Su et al., 2021): pairs of a query's or key's numbers are turned by an angle that grows with the
 * position. Thread-safe; sines and cosines are kept for the positions seen so far.
 */
public final class Rotary {
    private static final int STEP = 256;

    private final Pairs pairs;
    private final RotaryFrequencies frequencies;
    private volatile Turns turns;
    private volatile Turns stretched; // of texts that are longer than the model was trained for

    /** Which numbers are turned together. */
    public enum Pairs {
        /** i and i + half: GPT-NeoX, Llama in Hugging Face's folders. */
        HALVES,
        /** 2i and 2i + 1: GPT-J, Llama as published and in GGUF. */
        ADJACENT
    }

    public Rotary(Pairs pairs, RotaryFrequencies frequencies) {
        this.pairs = pairs;
        this.frequencies = frequencies;
        this.turns = Turns.of(frequencies.at(1), 0);
        this.stretched = turns;
    }

    /** Sines and cosines by position; (positions, pairs). */
    private record Turns(float[] angles, Matrix cosines, Matrix sines) {
        boolean of(RotaryFrequencies.Angles other) {
            return Arrays.equals(angles, other.perPosition());
        }

        /** The angle is a product of floats, as in the reference: at far positions its rounding shows. */
        static Turns of(RotaryFrequencies.Angles angles, int positions) {
            float[] inverse = angles.perPosition();
            Matrix cosines = Matrix.zeros(positions, inverse.length);
            Matrix sines = Matrix.zeros(positions, inverse.length);
            for (int position = 0; position < positions; position++) {
                for (int i = 0; i < inverse.length; i++) {
                    double angle = (float) position * inverse[i];
                    cosines.data()[cosines.index(position) + i] = (float) StrictMath.cos(angle) * angles.magnitude();
                    sines.data()[sines.index(position) + i] = (float) StrictMath.sin(angle) * angles.magnitude();
                }
            }
            return new Turns(inverse, cosines, sines);
        }
    }

    /** Numbers of a head that are turned: the first of them. */
    public int width() {
        return 2 * frequencies.at(1).perPosition().length;
    }

    /**
     * Turns the first {@link #width} numbers of each head, in place.
     *
     * @param rows (tokens, heads · headDim)
     */
    void turn(Matrix rows, int headDim, Sequences sequences) {
        for (int s = 0; s < sequences.count(); s++) {
            int start = sequences.queryStart(s);
            int first = sequences.position(s);
            int count = sequences.queryLength(s);
            Turns own = turns(first + count);
            for (int i = 0; i < count; i++) {
                for (int head = 0; head < rows.columns(); head += headDim) {
                    turn(rows.data(), rows.index(start + i) + head, own, first + i);
                }
            }
        }
    }

    private void turn(float[] data, int at, Turns own, int position) {
        float[] cosines = own.cosines().data();
        float[] sines = own.sines().data();
        int n = own.cosines().columns();
        int row = own.cosines().index(position);
        if (pairs == Pairs.HALVES) {
            for (int i = 0; i < n; i++) {
                float a = data[at + i];
                float b = data[at + n + i];
                data[at + i] = a * cosines[row + i] - b * sines[row + i];
                data[at + n + i] = b * cosines[row + i] + a * sines[row + i];
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            float a = data[at + 2 * i];
            float b = data[at + 2 * i + 1];
            data[at + 2 * i] = a * cosines[row + i] - b * sines[row + i];
            data[at + 2 * i + 1] = b * cosines[row + i] + a * sines[row + i];
        }
    }

    /** Whether what was turned in a text of {@code kept} tokens stands as it is in one of {@code total}. */
    boolean sameAngles(int kept, int total) {
        return Arrays.equals(
                frequencies.at(kept).perPosition(), frequencies.at(total).perPosition());
    }

    /** Those of a text of so many tokens: a text's own length may matter, its neighbours' never. */
    private Turns turns(int tokens) {
        RotaryFrequencies.Angles angles = frequencies.at(tokens);
        boolean usual = Arrays.equals(angles.perPosition(), frequencies.at(1).perPosition());
        Turns known = usual ? turns : stretched;
        if (known.cosines().rows() < tokens || !known.of(angles)) {
            int grown = Math.max(tokens, Math.min(2 * known.cosines().rows(), 1 << 16));
            known = Turns.of(angles, Math.ceilDiv(grown, STEP) * STEP);
            if (usual) {
                turns = known;
            } else {
                stretched = known;
            }
        }
        return known;
    }
}
