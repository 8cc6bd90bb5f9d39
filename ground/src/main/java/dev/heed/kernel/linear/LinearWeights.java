package dev.heed.kernel.linear;

/**
 * A linear map before it is laid out.
 *
 * @param rows (inputs, outputs)
 * @param bias (outputs)
 * @param sizes of the inputs, by which {@link NumberFormat#INT8} is balanced; null where they are not known
 */
public record LinearWeights(WeightRows rows, float[] bias, InputSizes sizes) {
    /** Without knowledge of the inputs. */
    public static LinearWeights of(WeightRows rows, float[] bias) {
        return new LinearWeights(rows, bias, null);
    }
}
