/**
 * The cache folder, whatever is kept in it: many processes use it at once, and any of them may be killed.
 *
 * <p>Knows no file's content; calls only the JDK.
 */
package dev.heed.cache;
