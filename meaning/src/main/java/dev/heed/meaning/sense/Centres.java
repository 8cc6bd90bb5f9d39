package dev.heed.meaning.sense;

import dev.heed.tensor.Matrix;

/**
 * The centres of groups: means of their members' vectors, of length 1. Where an occurrence stands among them is told by its
 * cosines with all.
 */
final class Centres {
    /** Difference of two cosines that makes one sense e times as likely as the other. */
    private static final double TEMPERATURE = 0.05;

    /** An occurrence less sure of its sense than this is unclear. */
    static final double CLEAR = 0.2;

    private final Matrix centres; // (groups, dimension)

    private Centres(Matrix centres) {
        this.centres = centres;
    }

    /** @param groups of the rows, -1 for those that count nowhere; each of 0 … {@code count} − 1 has at least one row */
    static Centres of(OccurrenceRows rows, int[] groups, int count) {
        return new Centres(rows.sums(groups, count).directions());
    }

    /** Cosines of vectors of length 1 with every centre; (vectors, groups). */
    Matrix cosines(OccurrenceRows rows) {
        return rows.cosines(centres);
    }

    /** The largest; of equals the first. */
    static int nearest(float[] cosines) {
        int nearest = 0;
        for (int g = 1; g < cosines.length; g++) {
            nearest = cosines[g] > cosines[nearest] ? g : nearest;
        }
        return nearest;
    }

    /** How likely a group is among all: softmax of the cosines. */
    static double confidence(float[] cosines, int group) {
        double sum = 0;
        for (float cosine : cosines) {
            sum += Math.exp((cosine - cosines[group]) / TEMPERATURE);
        }
        return 1 / sum;
    }
}
