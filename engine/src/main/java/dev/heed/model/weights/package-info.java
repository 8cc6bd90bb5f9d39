/**
 * Where a model's bytes come from, and how linear maps are laid out: safetensors in one file or several, ONNX; the image of
 * laid-out maps in the cache.
 *
 * <p>{@link dev.heed.model.weights.WeightSource} is what a file format implements;
 * {@link dev.heed.model.weights.Weights} is what families ask. Calls {@code model}, {@code format}, {@code kernel},
 * {@code cache}; knows no family.
 */
package dev.heed.model.weights;
