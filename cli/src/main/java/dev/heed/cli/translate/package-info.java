/**
 * {@code heed translate}: texts in, translations and their alignment out.
 *
 * <p>Calls the engine's translation, the views and the rooms of the command line that every command calls.
 */
package dev.heed.cli.translate;
