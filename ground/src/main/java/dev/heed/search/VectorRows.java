package dev.heed.search;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Where the rows of a set of vectors lie: floats, little endian, at any alignment, in memory or in a mapped file. */
public interface VectorRows {
    /** Floats as all formats store them. */
    ValueLayout.OfFloat FLOATS = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Numbers of a row. */
    int dimension();

    /** The memory that holds all rows. */
    MemorySegment memory();

    /** The byte at which a row starts. */
    long offset(int row);

    /** Copies a row to {@code target[at …]}. */
    default void copy(int row, float[] target, int at) {
        MemorySegment.copy(memory(), FLOATS, offset(row), target, at, dimension());
    }

    /** Rows at equal distances. */
    record Even(MemorySegment memory, long first, long stride, int dimension) implements VectorRows {
        @Override
        public long offset(int row) {
            return first + row * stride;
        }
    }
}
