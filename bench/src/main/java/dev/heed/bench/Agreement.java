package dev.heed.bench;

import dev.heed.tensor.Vectors;

/**
 * How near a contender's vectors are to those of ONNX Runtime in fp32.
 *
 * @param texts compared
 * @param sum of the cosines
 * @param lowest of the cosines
 */
record Agreement(int texts, double sum, double lowest) {
    static Agreement of(float[][] found, float[][] expected) {
        double sum = 0;
        double lowest = 1;
        for (int i = 0; i < expected.length; i++) {
            double cosine = Vectors.cosine(found[i], expected[i]);
            sum += cosine;
            lowest = Math.min(lowest, cosine);
        }
        return new Agreement(expected.length, sum, lowest);
    }

    Agreement and(Agreement other) {
        return new Agreement(texts + other.texts, sum + other.sum, Math.min(lowest, other.lowest));
    }

    double mean() {
        return sum / texts;
    }
}
