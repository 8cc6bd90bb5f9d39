/**
 * {@code heed embed}: a stream of lines in, a stream of vectors out, in constant memory.
 *
 * <p>{@code Lines} reads batches, {@code Embedding} asks the engine, an {@code ItemWriter} a format writes them. May call
 * the engine, {@code console}, {@code screen}, {@code json}, {@code input} and {@code output}; knows no other command.
 */
package dev.heed.cli.embed;
