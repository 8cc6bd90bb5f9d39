package dev.heed.kernel;

/**
 * A linear map in 8 bits: {@code y ≈ bias + Σ x·w} with {@code w ≈ v·scale} for each output.
 *
 * <p>Inputs of great magnitude lose the others their precision; so each input is divided, and its weights multiplied, by
 * the root of the ratio of their maxima before either is rounded (Xiao et al., SmoothQuant, 2022).
 *
 * @param values v, from −127 to 127 (inputs, outputs)
 * @param inverse by what each input is multiplied before it is rounded (inputs)
 * @param scales (outputs)
 * @param sums of the values of each output: what the inputs' zero point adds (outputs)
 * @param bias (outputs)
 */
record ByteWeights(int inputs, int outputs, byte[] values, float[] inverse, float[] scales, int[] sums, float[] bias) {
    private static final float LARGEST = 127f;
    /** More inputs could overflow a sum of 32 bits. */
    static final int MOST_INPUTS = Integer.MAX_VALUE / (255 * 127);

    static ByteWeights of(LinearWeights weights) {
        int inputs = weights.rows().inputs();
        int outputs = weights.rows().outputs();
        if (inputs > MOST_INPUTS) {
            throw new IllegalArgumentException("linear map in 8 bits: expected at most " + MOST_INPUTS + " inputs, got "
                    + inputs + "; use fp32 or bf16");
        }
        float[] w = new float[Math.multiplyExact(inputs, outputs)];
        float[] inverse = new float[inputs];
        float[] maxima = new float[outputs];
        for (int i = 0; i < inputs; i++) {
            weights.rows().copyRow(i, w, i * outputs);
            float balance = balance(weights.inputMaxima(), i, w, i * outputs, outputs);
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
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                int value = scales[j] > 0
                        ? (int) Math.clamp(Math.rint(w[i * outputs + j] / scales[j]), -LARGEST, LARGEST)
                        : 0;
                values[i * outputs + j] = (byte) value;
                sums[j] += value;
            }
        }
        return new ByteWeights(
                inputs, outputs, values, inverse, scales, sums, weights.bias().clone());
    }

    /** √(largest input / largest weight); 1 where either is unknown, zero or not finite. */
    private static float balance(float[] inputMaxima, int input, float[] w, int from, int outputs) {
        float largest = 0;
        for (int j = from; j < from + outputs; j++) {
            largest = Math.max(largest, Math.abs(w[j]));
        }
        float ratio = inputMaxima == null ? 1 : inputMaxima[input] / largest;
        return ratio > Float.MIN_NORMAL && ratio < Float.POSITIVE_INFINITY ? (float) Math.sqrt(ratio) : 1;
    }
}
