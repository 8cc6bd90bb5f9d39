package dev.heed;

/**
 * What a model is.
 *
 * @param name how it is called
 * @param path its folder; null if it lies in memory
 * @param family kind of network: {@code bert}
 * @param dimension length of a text's vector
 * @param layers number of blocks
 * @param heads attention heads of each block
 * @param maxTokens tokens of a text that it reads at once, special ones included
 * @param pooling how a text's vector comes from its tokens': {@code mean}, {@code cls}, …
 */
public record ModelInfo(
        String name, String path, String family, int dimension, int layers, int heads, int maxTokens, String pooling) {}
