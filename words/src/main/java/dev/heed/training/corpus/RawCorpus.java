package dev.heed.training.corpus;

import java.lang.foreign.MemorySegment;

/**
 * A corpus as it was read: every word by the order in which it first came.
 *
 * @param words all of them
 * @param counts how often each came
 * @param file holds {@code tokens}
 * @param tokens ids and {@link BlockTokens#LINE_END}, 32 bits each
 * @param damagedLines lines with bytes that are no UTF-8, read as U+FFFD
 */
record RawCorpus(WordIds words, long[] counts, TokenFile file, MemorySegment tokens, long damagedLines)
        implements AutoCloseable {
    long size() {
        return tokens.byteSize() / 4;
    }

    @Override
    public void close() {
        file.close();
    }
}
