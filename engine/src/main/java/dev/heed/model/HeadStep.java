package dev.heed.model;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.rows.Activation;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.Optional;

/**
 * A step from tokens' vectors to what a model is asked for, as sentence-transformers' modules define them: of tokens' rows,
 * or of a text's one row. Immutable, thread-safe; a row's result does not depend on the others.
 */
public sealed interface HeadStep {
    /**
     * The rows after the step.
     *
     * @param rows (rows, width); left as they are
     * @return (rows, width of the result)
     */
    Matrix apply(Matrix rows);

    /**
     * The step on the summands of a text's vector, where it is one of a sum: what it makes of each, the direction of whose sum
     * is that of what it makes of the sum.
     *
     * @param parts (summands, width)
     * @return empty where what it makes of a sum is no sum
     */
    Optional<Matrix> ofSummands(Matrix parts);

    /** Scales each row to length 1; zeros stay zeros. */
    record Normalize() implements HeadStep {
        @Override
        public Matrix apply(Matrix rows) {
            float[][] scaled = new float[rows.rows()][];
            for (int r = 0; r < scaled.length; r++) {
                scaled[r] = rows.row(r);
                Vectors.normalize(scaled[r]);
            }
            return scaled.length == 0 ? rows : Matrix.copyOf(scaled);
        }

        @Override
        public Optional<Matrix> ofSummands(Matrix parts) {
            return Optional.of(parts);
        }
    }

    /**
     * A linear map and a function, with what came in added where the model says so.
     *
     * @param function of each number
     * @param residual whether the input is added to the result
     * @param projection of the input before it is added; null for none
     */
    record Dense(Linear map, HeadFunction function, boolean residual, Linear projection) implements HeadStep {
        @Override
        public Matrix apply(Matrix rows) {
            Matrix result = mapped(map, rows);
            float[] values = result.data();
            for (int i = 0; i < values.length; i++) {
                values[i] = function.of(values[i]);
            }
            if (residual) {
                Matrix added = projection == null ? rows : mapped(projection, rows);
                for (int r = 0; r < result.rows(); r++) {
                    for (int c = 0; c < result.columns(); c++) {
                        values[r * result.columns() + c] += added.data()[added.index(r) + c];
                    }
                }
            }
            return result;
        }

        /** Without function and bias it is linear; a bias is found as what it makes of zeros. */
        @Override
        public Optional<Matrix> ofSummands(Matrix parts) {
            if (function != HeadFunction.IDENTITY) {
                return Optional.empty();
            }
            for (float bias : apply(Matrix.zeros(1, parts.columns())).row(0)) {
                if (bias != 0) {
                    return Optional.empty();
                }
            }
            return Optional.of(apply(parts));
        }

        private static Matrix mapped(Linear map, Matrix rows) {
            return map.apply(rows, Activation.IDENTITY, Matrix.zeros(rows.rows(), map.outputs()), Workers.CALLER_ONLY);
        }
    }

    /** A layer norm of each row. */
    record LayerNorm(Norm norm, Kernels kernels) implements HeadStep {
        @Override
        public Matrix apply(Matrix rows) {
            return norm.into(Matrix.zeros(rows.rows(), rows.columns()), rows, null, kernels);
        }

        @Override
        public Optional<Matrix> ofSummands(Matrix parts) {
            return Optional.empty();
        }
    }
}
