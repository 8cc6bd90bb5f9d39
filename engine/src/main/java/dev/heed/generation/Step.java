package dev.heed.generation;

/**
 * One token that was written.
 *
 * @param text the characters that became certain with it: whole ones, and none that may begin a stop string
 * @param logprob of the model's own scores, before anything was done to them
 * @param top the ids of the likeliest tokens
 * @param topLogprobs theirs
 */
public record Step(int id, String piece, String text, float logprob, int[] top, float[] topLogprobs) {}
