package dev.heed.training;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One matrix as all workers see it at the start of a round; (words, stride), outside the heap, the numbers behind the
 * dimension 0. Between rounds only its rows are written, each by one thread.
 */
final class BaseRows {
    private static final int LINE = 64;

    private final MemorySegment rows;
    private final int stride;

    BaseRows(Arena arena, int words, int stride) {
        this.rows = arena.allocate(4L * stride * words, LINE);
        this.stride = stride;
    }

    MemorySegment segment() {
        return rows;
    }

    long place(int row) {
        return 4L * stride * row;
    }

    void read(int row, float[] target, int count) {
        MemorySegment.copy(rows, ValueLayout.JAVA_FLOAT, place(row), target, 0, count);
    }

    void write(int row, float[] source, int count) {
        MemorySegment.copy(source, 0, rows, ValueLayout.JAVA_FLOAT, place(row), count);
    }
}
