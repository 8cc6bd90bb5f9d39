/**
 * {@code heed vectors …}: questions to static word vectors, from a file or a model's own table.
 *
 * <p>May call the engine, {@code console}, {@code screen}, {@code json}, {@code input}, {@code output} and {@code dev.heed.meaning.contexts}; knows no other
 * command.
 */
package dev.heed.cli.vectors;
