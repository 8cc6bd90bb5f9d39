/**
 * Rows of signed bytes multiplied with vectors of 16 bits, exactly: what a search by cosine passes over first.
 * {@code PlainByteRows} is the definition. Calls {@code assembler} only.
 */
package dev.heed.kernel.search;
