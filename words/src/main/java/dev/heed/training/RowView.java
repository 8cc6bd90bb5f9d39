package dev.heed.training;

import dev.heed.kernel.window.WindowKernel;
import java.lang.foreign.MemorySegment;

/**
 * One worker's own rows of one matrix: copied from the base when they are first used in a round, given back when they are
 * merged. Slot 0 stays free. Confined to one thread at a time.
 */
final class RowView {
    private final WindowKernel kernel;
    private final BaseRows base;
    private final MemorySegment slots;
    private final int stride;
    private final int[] placeOf; // by row; 0: not touched
    private final long[] touchedRows; // a bit each
    private final int[] rowOf; // by slot
    private final int[] numbers; // of the slots
    private int touched;
    private int filled;

    /** @param slots room for {@code most} + 1 rows */
    RowView(WindowKernel kernel, BaseRows base, MemorySegment slots, int words, int most, int stride) {
        this.kernel = kernel;
        this.base = base;
        this.slots = slots;
        this.stride = stride;
        this.placeOf = new int[words];
        this.touchedRows = new long[(words + Long.SIZE - 1) / Long.SIZE];
        this.rowOf = new int[most + 1 + WindowKernel.ROWS_AHEAD];
        this.numbers = new int[rowOf.length];
        for (int slot = 0; slot <= most; slot++) {
            numbers[slot] = slot;
        }
    }

    /** Where a row will lie in this view after {@link #fill}: its distance from the start in bytes, unsigned. */
    int place(int row) {
        int place = placeOf[row];
        if (place != 0) {
            return place;
        }
        int slot = ++touched;
        rowOf[slot] = row;
        touchedRows[row / Long.SIZE] |= 1L << row;
        placeOf[row] = 4 * stride * slot;
        return placeOf[row];
    }

    /** Copies the rows that {@link #place} was asked for since the last time. */
    void fill() {
        kernel.copyRows(base.segment(), rowOf, slots, numbers, filled + 1, touched + 1, stride);
        filled = touched;
    }

    /** Which rows have been touched: a bit for each of the {@value Long#SIZE} from {@code Long.SIZE * block} on. */
    long touched(int block) {
        return touchedRows[block];
    }

    /** The slot of a row that has been touched. */
    int slot(int row) {
        return Integer.divideUnsigned(placeOf[row], 4 * stride);
    }

    MemorySegment segment() {
        return slots;
    }

    /** Forgets all rows. */
    void clear() {
        for (int slot = 1; slot <= touched; slot++) {
            placeOf[rowOf[slot]] = 0;
            touchedRows[rowOf[slot] / Long.SIZE] = 0;
        }
        touched = 0;
        filled = 0;
    }
}
