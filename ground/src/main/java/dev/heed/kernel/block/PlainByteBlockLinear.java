package dev.heed.kernel.block;

import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.rows.PlainRowKernels;
import dev.heed.tensor.Matrix;
import java.util.Arrays;

/**
 * A linear map over blocks with inputs in bytes, by plain loops: the definition of its result.
 *
 * <p>Inputs are rounded 32 at a time ({@link ByteInputs}); weights stay what the file's integers and scales say. Products of
 * a block are summed as integers, exactly; the blocks of a row are added in order, from zero, a fused multiply-add each:
 * {@code sum += integers · (weights' scale · inputs' scale)}, and where the format has a minimum {@code sum += minimum ·
 * (inputs' scale · inputs' sum)}; then the bias.
 */
public final class PlainByteBlockLinear implements PreparedLinear {
    private final BlockRows weights;
    private final float[] bias;

    /**
     * @param weights in a format with integers
     * @param bias (outputs); null for none
     */
    public PlainByteBlockLinear(BlockRows weights, float[] bias) {
        this.weights = weights;
        this.bias = bias;
    }

    @Override
    public int inputs() {
        return weights.columns();
    }

    @Override
    public int outputs() {
        return weights.rows();
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
        int blocks = weights.columns() / ByteBlock.PLACES;
        ByteInputs[][] inputs = new ByteInputs[x.rows()][blocks];
        for (int i = 0; i < x.rows(); i++) {
            for (int block = 0; block < blocks; block++) {
                inputs[i][block] = ByteInputs.of(x.data(), x.index(i) + block * ByteBlock.PLACES);
            }
        }
        byte[] row = new byte[Math.toIntExact(weights.rowBytes())];
        float[] sums = new float[x.rows()];
        for (int j = from; j < to; j++) {
            weights.copyBytes(j, row);
            sum(row, inputs, sums);
            for (int i = 0; i < x.rows(); i++) {
                y.data()[y.index(i) + j] = bias == null ? sums[i] : sums[i] + bias[j];
            }
        }
        PlainRowKernels.INSTANCE.activate(activation, y.columns(from, to));
    }

    private void sum(byte[] row, ByteInputs[][] inputs, float[] sums) {
        BlockFormat format = weights.format();
        int sign = ByteBlock.minimum(format);
        int[] integers = new int[ByteBlock.PLACES];
        Arrays.fill(sums, 0);
        for (int block = 0; block < weights.columns() / ByteBlock.PLACES; block++) {
            float[] scales = ByteBlock.read(format, row, block, integers);
            for (int i = 0; i < sums.length; i++) {
                ByteInputs x = inputs[i][block];
                sums[i] = Math.fma((float) product(integers, x.q()), scales[0] * x.scale(), sums[i]);
                if (sign != 0) {
                    sums[i] = Math.fma(scales[1], x.scale() * (sign * x.sum()), sums[i]);
                }
            }
        }
    }

    private static int product(int[] a, int[] b) {
        int sum = 0;
        for (int i = 0; i < ByteBlock.PLACES; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
