/**
 * {@code heed attend}: who attends to whom, as a table, as sums, step by step, or as JSON.
 *
 * <p>{@code Attending} asks the engine and gives an {@code Attended}; the others write that down. May call the engine,
 * {@code console}, {@code screen}, {@code json} and {@code input}; knows no other command.
 */
package dev.heed.cli.attend;
