/**
 * What a command runs on: the standard streams and their terminal, notes, errors and exit codes, the options that every
 * command has.
 *
 * <p>Knows no command. May call the engine's exceptions, {@code screen} and picocli.
 */
package dev.heed.cli.console;
