package dev.heed;

/**
 * What happens to one token's vector inside one block, from layer n − 1 to layer n; each (hiddenSize).
 *
 * <p>In BERT: {@code between = norm(input + attended)}, {@code output = norm(between + fed)} (Devlin et al., 2019; Vaswani
 * et al., 2017, section 3.1). Most later models norm what a sublayer reads instead (Xiong et al., 2020): there the sums go
 * on as they are, except for the model's final norm behind the last block.
 *
 * @param input its vector at layer n − 1
 * @param attended all heads' results, side by side, after the output projection, as they are added
 * @param between after adding the input, and normalising where the model norms sums
 * @param fed what the feed-forward network makes of that, as it is added
 * @param output after adding, and normalising likewise: its vector at layer n, bit for bit
 */
public record BlockSteps(float[] input, float[] attended, float[] between, float[] fed, float[] output) {
    /** Whether a norm stands behind the first sum: {@code between} is not {@code input + attended}, bit for bit. */
    public boolean betweenNormed() {
        return !isSum(between, input, attended);
    }

    /** Whether a norm stands behind the second sum: {@code output} is not {@code between + fed}, bit for bit. */
    public boolean outputNormed() {
        return !isSum(output, between, fed);
    }

    private static boolean isSum(float[] sum, float[] a, float[] b) {
        for (int i = 0; i < sum.length; i++) {
            if (sum[i] != a[i] + b[i]) {
                return false;
            }
        }
        return true;
    }
}
