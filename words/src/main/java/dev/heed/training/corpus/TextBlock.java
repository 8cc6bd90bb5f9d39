package dev.heed.training.corpus;

/**
 * Some whole lines of a text, or a piece of a line that is very long.
 *
 * @param bytes the first {@code length} count
 */
record TextBlock(byte[] bytes, int length) {}
