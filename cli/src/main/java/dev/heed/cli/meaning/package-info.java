/**
 * {@code heed similarity}, {@code senses} and {@code concordance}: meaning in use.
 *
 * <p>Calls {@code console}, {@code screen}, {@code json}, {@code output} and the module {@code dev.heed.meaning}.
 */
package dev.heed.cli.meaning;
