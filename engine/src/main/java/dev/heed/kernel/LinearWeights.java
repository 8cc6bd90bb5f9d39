package dev.heed.kernel;

/**
 * A linear map before it is laid out.
 *
 * @param rows (inputs, outputs)
 * @param bias (outputs)
 * @param inputMaxima largest magnitude that each input was seen to take (inputs), to balance {@link NumberFormat#INT8};
 *     null where it is not known
 */
public record LinearWeights(WeightRows rows, float[] bias, float[] inputMaxima) {
    /** Without knowledge of the inputs. */
    public static LinearWeights of(WeightRows rows, float[] bias) {
        return new LinearWeights(rows, bias, null);
    }
}
