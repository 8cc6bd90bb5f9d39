/**
 * The arithmetic of word2vec with negative sampling, window by window. {@code PlainWindowKernel} is the definition. Calls
 * {@code assembler} and {@code rows}.
 */
package dev.heed.kernel.window;
