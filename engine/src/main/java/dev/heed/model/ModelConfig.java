package dev.heed.model;

import dev.heed.kernel.Activation;

/**
 * The sizes and choices that define a transformer encoder, in the words of Hugging Face's {@code config.json}.
 *
 * @param family {@code model_type}: {@code bert}
 * @param vocabularySize rows of the word-embedding table
 * @param hiddenSize width of a token's vector
 * @param layers number of blocks
 * @param attentionHeads heads of each block
 * @param intermediateSize width inside the feed-forward network
 * @param activation between its two linear maps
 * @param layerNormEpsilon added to the variance
 * @param maxPositions rows of the position table: no text may be longer
 * @param tokenTypes rows of the token-type table
 */
public record ModelConfig(
        String family,
        int vocabularySize,
        int hiddenSize,
        int layers,
        int attentionHeads,
        int intermediateSize,
        Activation activation,
        float layerNormEpsilon,
        int maxPositions,
        int tokenTypes) {
    /** Width of one head. */
    public int headDim() {
        return hiddenSize / attentionHeads;
    }
}
