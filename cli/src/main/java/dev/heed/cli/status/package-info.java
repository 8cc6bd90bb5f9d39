/**
 * {@code heed models} and {@code heed doctor}: what can be run here, and on what.
 *
 * <p>May call the engine, {@code console}, {@code screen} and {@code json}; knows no other command.
 */
package dev.heed.cli.status;
