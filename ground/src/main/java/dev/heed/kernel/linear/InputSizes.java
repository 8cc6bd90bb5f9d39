package dev.heed.kernel.linear;

/**
 * How large the inputs of a linear map become, from reading a few texts.
 *
 * @param maxima largest magnitude of each input in a text, averaged over texts (inputs)
 * @param means of each input (inputs)
 */
public record InputSizes(float[] maxima, float[] means) {}
