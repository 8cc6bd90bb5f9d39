/**
 * Texts to embed: the lines of files, or arguments.
 *
 * <p>Knows no command; calls the engine only.
 */
package dev.heed.cli.input;
