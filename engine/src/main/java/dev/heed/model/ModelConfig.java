package dev.heed.model;

/**
 * What everybody needs to know of a transformer, whatever its family.
 *
 * @param family {@code model_type}: {@code bert}
 * @param vocabularySize rows of the word-embedding table
 * @param hiddenSize width of a token's vector
 * @param layers number of blocks
 * @param attentionHeads heads of each block
 * @param maxPositions no text may have more tokens
 * @param tokenTypes kinds of segment that a token may belong to; 1 where the model tells none apart
 * @param causal whether a token attends to what stands before it only
 */
public record ModelConfig(
        String family,
        int vocabularySize,
        int hiddenSize,
        int layers,
        int attentionHeads,
        int maxPositions,
        int tokenTypes,
        boolean causal) {
    /** An encoder, whose tokens attend to all others. */
    public static ModelConfig encoder(
            String family, int vocabularySize, int hiddenSize, int layers, int attentionHeads, int maxPositions) {
        return new ModelConfig(family, vocabularySize, hiddenSize, layers, attentionHeads, maxPositions, 1, false);
    }

    /** A decoder, whose tokens attend to what stands before them. */
    public static ModelConfig decoder(
            String family, int vocabularySize, int hiddenSize, int layers, int attentionHeads, int maxPositions) {
        return new ModelConfig(family, vocabularySize, hiddenSize, layers, attentionHeads, maxPositions, 1, true);
    }

    /** The same with so many token types. */
    public ModelConfig tokenTypes(int count) {
        return new ModelConfig(family, vocabularySize, hiddenSize, layers, attentionHeads, maxPositions, count, causal);
    }
}
