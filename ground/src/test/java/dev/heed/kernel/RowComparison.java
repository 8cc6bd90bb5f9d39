package dev.heed.kernel;

import dev.heed.kernel.MachineCodeComparison.Part;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.rows.Activation;
import dev.heed.tensor.Matrix;
import java.util.Arrays;

/** What goes row by row: softmax, exponentials, activations, norms. */
final class RowComparison extends Comparison {
    RowComparison(InstructionSet set) {
        super(set);
    }

    @Override
    void compare(Part part) {
        if (part == Part.NORMS) {
            norms();
        } else {
            rows();
        }
    }

    /** Softmax, exponentials and activations: many numbers, then special ones. */
    private void rows() {
        for (int groups : new int[] {0, 1, 2, 3, 8}) {
            for (int rows : new int[] {0, 1, 2, 3, 5, 32}) {
                int n = 16 * groups;
                int stride = n + 16;
                float[] x = numbers(7 + rows * stride);
                for (int i = 0; i < x.length; i++) {
                    x[i] = random.nextInt(9) == 0 ? Float.NEGATIVE_INFINITY : 20 * x[i];
                }
                if (rows == 3 && n > 0) {
                    Arrays.fill(x, Float.NEGATIVE_INFINITY);
                }
                float[] plain = x.clone();
                float[][] results = {new float[rows], new float[rows], new float[rows], new float[rows]};
                kernels.scaledMaxima(x, 7, stride, rows, n, 0.3f, results[0]);
                PlainKernels.INSTANCE.scaledMaxima(plain, 7, stride, rows, n, 0.3f, results[1]);
                String what = rows + " rows of " + n;
                same("scaled maxima, " + what, results[0], results[1]);
                same("scaled, " + what, x, plain);
                for (int i = 0; i < rows; i++) {
                    results[0][i] = Math.max(results[0][i], -100f);
                }
                kernels.exponentialSums(x, 7, stride, rows, n, results[0], results[2]);
                PlainKernels.INSTANCE.exponentialSums(plain, 7, stride, rows, n, results[0], results[3]);
                same("sums of exponentials, " + what, results[2], results[3]);
                same("exponentials of scores, " + what, x, plain);
            }
        }
        float[] all = sweep();
        for (int n : new int[] {0, 1, 15, 16, 17, 31, 333, all.length}) {
            float[] found = Arrays.copyOf(all, n);
            float[] plain = found.clone();
            kernels.exponentials(found, 0, n, 0.25f);
            PlainKernels.INSTANCE.exponentials(plain, 0, n, 0.25f);
            same(n + " exponentials", found, plain);
        }
        for (Activation activation : Activation.values()) {
            for (int columns : new int[] {0, 1, 15, 16, 17, 48, 250, all.length / 3 - 7}) {
                float[] found = all.clone();
                float[] plain = all.clone();
                int stride = columns + 7;
                kernels.activate(activation, new Matrix(found, 3, columns == 0 ? 0 : 3, columns, stride));
                PlainKernels.INSTANCE.activate(activation, new Matrix(plain, 3, columns == 0 ? 0 : 3, columns, stride));
                same(activation + " of " + columns, found, plain);
            }
        }
    }

    /** Numbers over the whole range of floats, dense where functions bend, special ones among them. */
    private float[] sweep() {
        float[] all = new float[4113];
        for (int i = 0; i < all.length; i++) {
            all[i] = switch (i % 4) {
                case 0 -> (i - 2056) / 150f;
                case 1 -> (float) random.nextGaussian();
                case 2 -> (i - 2056) / 18f;
                default -> Float.intBitsToFloat(random.nextInt());
            };
        }
        for (int i = 0; i < all.length; i += 37) {
            all[i] = SPECIAL[i / 37 % SPECIAL.length];
        }
        return all;
    }

    private void norms() {
        for (int columns : new int[] {1, 7, 15, 16, 17, 32, 48, 112, 300, 384, 768, 1536}) {
            for (int rows : new int[] {0, 1, 2, 3, 5}) {
                Matrix x = matrix(rows, columns, columns + 1);
                Matrix residual = matrix(rows, columns, columns);
                float[] weight = numbers(columns);
                float[] bias = numbers(columns);
                if (rows == 3) {
                    Arrays.fill(x.data(), 2f); // no variance
                    x.data()[x.index(1)] = Float.NaN;
                    x.data()[x.index(2) + columns - 1] = 3e30f;
                }
                for (Matrix added : new Matrix[] {residual, null}) {
                    Matrix expected = Matrix.zeros(rows, columns);
                    PlainKernels.INSTANCE.layerNorm(x, added, weight, bias, 1e-5f, expected);
                    Matrix found = new Matrix(new float[3 + rows * (columns + 2)], 3, rows, columns, columns + 2);
                    kernels.layerNorm(x, added, weight, bias, 1e-5f, found);
                    String what = "layer norm of " + rows + " x " + columns + (added == null ? "" : " with residual");
                    same(what, found, expected);
                    Matrix own = copy(x);
                    kernels.layerNorm(own, added, weight, bias, 1e-5f, own);
                    same(what + " in place", own, expected);
                    if (added != null) {
                        Matrix target = copy(residual);
                        kernels.layerNorm(x, target, weight, bias, 1e-5f, target);
                        same(what + " in the residual", target, expected);
                    }
                }
            }
        }
    }
}
