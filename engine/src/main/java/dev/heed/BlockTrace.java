package dev.heed;

/**
 * What one block computes for one token, from the vector that enters it to the one that the next block receives. With the
 * traces of its heads ({@link LayerAttention.HeadAttention#trace}) every step of the block is there. Each vector is of
 * hiddenSize; in BERT
 * {@code normalized = norm(projected + input)} and {@code output = norm(fed + normalized)}.
 *
 * @param input the token's vector at the layer below
 * @param attended the results of all heads side by side
 * @param projected the output projection of {@code attended}
 * @param attentionSum {@code projected} plus the residual, {@code input}
 * @param normalized what the feed-forward network reads: the layer norm of {@code attentionSum}
 * @param fed what the feed-forward network gives
 * @param feedForwardSum {@code fed} plus its residual
 * @param output the token's vector at this layer
 */
public record BlockTrace(
        float[] input,
        float[] attended,
        float[] projected,
        float[] attentionSum,
        float[] normalized,
        float[] fed,
        float[] feedForwardSum,
        float[] output) {}
