/**
 * {@code heed attend}: who attends to whom, as a table, as sums, step by step, or as JSON.
 *
 * <p>{@code view} asks the engine; what is here writes that down. May call the engine, {@code view}, {@code console},
 * {@code screen} and {@code input}; knows no other command.
 */
package dev.heed.cli.attend;
