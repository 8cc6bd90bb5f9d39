package dev.heed.generation;

import dev.heed.model.Norm;
import dev.heed.tensor.Matrix;

/**
 * A norm of one vector with its scale held fixed, which makes it a linear map: what a direction behind it asks of the vector
 * before it.
 *
 * @param direction so that {@code norm(x) · behind = x · direction + constant}
 * @param constant what the norm's own shift adds
 */
record HeldNorm(double[] direction, double constant) {
    /** @param x (1, size), the vector whose scale is held */
    static HeldNorm of(Norm norm, Matrix x, double[] behind) {
        return switch (norm) {
            case Norm.None none -> new HeldNorm(behind.clone(), 0);
            case Norm.Scaled scaled -> scaled(behind, scaled.factor());
            case Norm.RootMeanSquare rms -> rootMeanSquare(rms, x.row(0), behind);
            case Norm.Layer layer -> layer(layer, x.row(0), behind);
            default ->
                throw new IllegalArgumentException(
                        "why: expected norms by layer or by the root of the mean of squares, got "
                                + norm.getClass().getSimpleName() + "; scores of such models are not taken apart");
        };
    }

    private static HeldNorm scaled(double[] behind, float factor) {
        double[] direction = new double[behind.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = behind[i] * factor;
        }
        return new HeldNorm(direction, 0);
    }

    private static HeldNorm rootMeanSquare(Norm.RootMeanSquare norm, float[] x, double[] behind) {
        double squares = 0;
        for (float value : x) {
            squares += (double) value * value;
        }
        double scale = 1 / Math.sqrt(squares / x.length + norm.epsilon());
        double[] direction = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            direction[i] = behind[i] * norm.weight()[i] * scale;
        }
        return new HeldNorm(direction, 0);
    }

    /** The mean is linear in the vector; only the deviation is held. */
    private static HeldNorm layer(Norm.Layer norm, float[] x, double[] behind) {
        double mean = 0;
        for (float value : x) {
            mean += value;
        }
        mean /= x.length;
        double variance = 0;
        for (float value : x) {
            variance += (value - mean) * (value - mean);
        }
        double scale = 1 / Math.sqrt(variance / x.length + norm.epsilon());
        double[] direction = new double[x.length];
        double total = 0;
        double constant = 0;
        for (int i = 0; i < x.length; i++) {
            direction[i] = behind[i] * norm.weight()[i] * scale;
            total += direction[i];
            constant += behind[i] * norm.bias()[i];
        }
        for (int i = 0; i < x.length; i++) {
            direction[i] -= total / x.length;
        }
        return new HeldNorm(direction, constant);
    }

    double of(float[] vector) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += direction[i] * vector[i];
        }
        return sum;
    }
}
