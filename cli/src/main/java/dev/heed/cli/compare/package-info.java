/**
 * {@code heed compare}: one word in several texts.
 *
 * <p>May call the engine, {@code console}, {@code screen} and {@code json}; knows no other command.
 */
package dev.heed.cli.compare;
