package dev.heed;

/**
 * What happens to one token's vector inside one block, from layer n − 1 to layer n; each (hiddenSize).
 *
 * <p>In BERT: {@code between = norm(input + attended)}, {@code output = norm(between + fed)} (Devlin et al., 2019; Vaswani
 * et al., 2017, section 3.1).
 *
 * @param input its vector at layer n − 1
 * @param attended all heads' results, side by side, after the output projection
 * @param between after adding the input and normalising
 * @param fed what the feed-forward network makes of that
 * @param output after adding and normalising once more: its vector at layer n, bit for bit
 */
public record BlockSteps(float[] input, float[] attended, float[] between, float[] fed, float[] output) {}
