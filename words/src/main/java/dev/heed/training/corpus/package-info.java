/**
 * From text to numbers: files are read once, cut into words in parallel, and kept as whole numbers in a temporary file that
 * is mapped into memory and gone with the process.
 *
 * <p>Ids depend on the text alone, not on threads. May call {@code format}, {@code parallel}, {@code text}.
 */
package dev.heed.training.corpus;
