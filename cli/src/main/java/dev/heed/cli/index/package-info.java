/**
 * {@code heed index}: words in context on disk.
 *
 * <p>Calls {@code console}, {@code screen}, {@code view.json} and the module {@code dev.heed.index}.
 */
package dev.heed.cli.index;
