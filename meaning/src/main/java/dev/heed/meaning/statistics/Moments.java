package dev.heed.meaning.statistics;

import java.util.Arrays;

/**
 * Mean and standard deviation of a vector's numbers, one by one.
 *
 * @param means (hiddenSize)
 * @param deviations (hiddenSize); above 0
 */
public record Moments(float[] means, float[] deviations) {
    /** @throws IllegalArgumentException if the lengths differ or a deviation is not above 0 */
    public Moments {
        if (means.length != deviations.length) {
            throw new IllegalArgumentException("moments: expected as many deviations as means, got " + means.length
                    + " means and " + deviations.length + " deviations");
        }
        for (int i = 0; i < means.length; i++) {
            if (!Float.isFinite(means[i]) || !(deviations[i] > 0) || !Float.isFinite(deviations[i])) {
                throw new IllegalArgumentException("moments: expected finite means and deviations above 0, got "
                        + means[i] + " and " + deviations[i] + " at " + i);
            }
        }
    }

    /** The vector in units of the deviation from the mean; a new array. */
    public float[] standardized(float[] vector) {
        float[] standardized = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            standardized[i] = (vector[i] - means[i]) / deviations[i];
        }
        return standardized;
    }

    /** Sums vectors one after another. Not thread-safe. */
    public static final class Sum {
        private static final double SMALLEST = 1e-6;

        private final double[] sums;
        private final double[] squares;
        private long count;

        /** @param length of the vectors */
        public Sum(int length) {
            sums = new double[length];
            squares = new double[length];
        }

        /** Adds a vector. */
        public void add(float[] vector) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += vector[i];
                squares[i] += (double) vector[i] * vector[i];
            }
            count++;
        }

        /** Of what was added: at least one vector. A number that never changed has a deviation of 1. */
        public Moments moments() {
            float[] means = new float[sums.length];
            float[] deviations = new float[sums.length];
            Arrays.fill(deviations, 1);
            for (int i = 0; i < sums.length; i++) {
                double mean = sums[i] / count;
                double variance = squares[i] / count - mean * mean;
                means[i] = (float) mean;
                if (variance > SMALLEST * SMALLEST) {
                    deviations[i] = (float) Math.sqrt(variance);
                }
            }
            return new Moments(means, deviations);
        }
    }
}
