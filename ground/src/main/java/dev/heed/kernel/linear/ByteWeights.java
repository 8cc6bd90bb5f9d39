package dev.heed.kernel.linear;

import java.util.ArrayList;
import java.util.List;

/**
 * A group of inputs of a linear map in 8 bits: {@code Σ x·w} over the group, with {@code w ≈ v·scale} for each output.
 *
 * <p>Numbers of great magnitude lose the others their precision. So a map is cut into groups of at most {@value #GROUP}
 * inputs, each with scales of its own. Within a group each input is divided, and its weights multiplied, by the root of the
 * ratio of their maxima before either is rounded (Xiao et al., SmoothQuant, 2022). What the rounded weights lose of the
 * inputs' means goes into the bias (Nagel et al., 2019).
 *
 * @param first input of the group
 * @param inputs in the group
 * @param values v, from −127 to 127 (inputs, outputs)
 * @param inverse by what each input is multiplied before it is rounded (inputs)
 * @param scales (outputs)
 * @param sums of the values of each output: what the inputs' zero point adds (outputs)
 * @param lost what is to be added to the bias (outputs)
 */
public record ByteWeights(
        int first, int inputs, int outputs, byte[] values, float[] inverse, float[] scales, int[] sums, float[] lost) {
    /** Inputs of a group: one of them, times 255 and 127, is far from overflowing a sum of 32 bits. */
    static final int GROUP = 384;

    private static final float LARGEST = 127f;
    /**
     * All groups, in order.
     *
     * @param most inputs of a group
     */
    static List<ByteWeights> groups(LinearWeights weights, int most) {
        List<ByteWeights> groups = new ArrayList<>();
        int inputs = weights.rows().inputs();
        for (int first = 0; first < inputs; first += most) {
            groups.add(group(weights, first, Math.min(most, inputs - first)));
        }
        return groups;
    }

    private static ByteWeights group(LinearWeights weights, int first, int inputs) {
        int outputs = weights.rows().outputs();
        float[] w = new float[Math.multiplyExact(inputs, outputs)];
        float[] inverse = new float[inputs];
        float[] maxima = new float[outputs];
        for (int i = 0; i < inputs; i++) {
            weights.rows().copyRow(first + i, w, i * outputs);
            float balance = balance(weights.sizes(), first + i, w, i * outputs, outputs);
            inverse[i] = 1f / balance;
            for (int j = 0; j < outputs; j++) {
                w[i * outputs + j] *= balance;
                maxima[j] = Math.max(maxima[j], Math.abs(w[i * outputs + j]));
            }
        }
        float[] scales = new float[outputs];
        for (int j = 0; j < outputs; j++) {
            scales[j] = maxima[j] / LARGEST;
        }
        byte[] values = new byte[w.length];
        int[] sums = new int[outputs];
        double[] lost = new double[outputs];
        for (int i = 0; i < inputs; i++) {
            double mean = weights.sizes() == null ? 0 : (double) weights.sizes().means()[first + i] * inverse[i];
            for (int j = 0; j < outputs; j++) {
                float exact = w[i * outputs + j];
                int value = scales[j] > 0 ? (int) Math.clamp(Math.rint(exact / scales[j]), -LARGEST, LARGEST) : 0;
                values[i * outputs + j] = (byte) value;
                sums[j] += value;
                lost[j] += mean * (exact - value * scales[j]);
            }
        }
        float[] added = new float[outputs];
        for (int j = 0; j < outputs; j++) {
            added[j] = Double.isFinite(lost[j]) ? (float) lost[j] : 0;
        }
        return new ByteWeights(first, inputs, outputs, values, inverse, scales, sums, added);
    }

    /** The map's bias with what all groups lost. */
    static float[] bias(LinearWeights weights, List<ByteWeights> groups) {
        float[] bias = weights.bias().clone();
        for (ByteWeights group : groups) {
            for (int j = 0; j < bias.length; j++) {
                bias[j] += group.lost[j];
            }
        }
        return bias;
    }

    /** √(largest input / largest weight); 1 where either is unknown, zero or not finite. */
    private static float balance(InputSizes sizes, int input, float[] w, int from, int outputs) {
        float largest = 0;
        for (int j = from; j < from + outputs; j++) {
            largest = Math.max(largest, Math.abs(w[j]));
        }
        float ratio = sizes == null ? 1 : sizes.maxima()[input] / largest;
        return ratio > Float.MIN_NORMAL && ratio < Float.POSITIVE_INFINITY ? (float) Math.sqrt(ratio) : 1;
    }
}
