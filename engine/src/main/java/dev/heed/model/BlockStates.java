package dev.heed.model;

import dev.heed.tensor.Matrix;

/**
 * What stands between the steps of one block; each (tokens, hiddenSize).
 *
 * @param attended the heads' results, side by side, after the output projection; normalised where the model norms them
 *     before they are added
 * @param between input and attended added, normalised where the model norms after adding
 * @param fed what the feed-forward network makes of it, normalised likewise
 * @param output between and fed added, normalised likewise: the next layer; of the last block, after the model's final norm
 */
public record BlockStates(Matrix attended, Matrix between, Matrix fed, Matrix output) {}
