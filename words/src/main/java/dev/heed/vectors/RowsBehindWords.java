package dev.heed.vectors;

import dev.heed.search.VectorRows;
import java.lang.foreign.MemorySegment;

/** Each row one byte behind its word, as in word2vec's binary files. */
record RowsBehindWords(MemorySegment memory, WordTable words, int dimension) implements VectorRows {
    @Override
    public long offset(int row) {
        return words.end(row) + 1;
    }
}
