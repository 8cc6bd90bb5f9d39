package dev.heed.training;

import java.lang.foreign.MemorySegment;

/**
 * One worker's own rows of one matrix: copied from the base when they are first touched in a round, given back when they
 * are merged. Slot 0 stays free. Confined to one thread at a time.
 */
final class RowView {
    private final BaseRows base;
    private final MemorySegment slots;
    private final int rowBytes;
    private final int[] placeOf; // by row; 0: not touched
    private final int[] rowOf; // by slot
    private int touched;

    /** @param slots room for {@code most} + 1 rows */
    RowView(BaseRows base, MemorySegment slots, int words, int most, int stride) {
        this.base = base;
        this.slots = slots;
        this.rowBytes = 4 * stride;
        this.placeOf = new int[words];
        this.rowOf = new int[most + 1];
    }

    /** Where a row lies in this view: its distance from the start in bytes, unsigned. */
    int place(int row) {
        int place = placeOf[row];
        return place == 0 ? touch(row) : place;
    }

    private int touch(int row) {
        int slot = ++touched;
        placeOf[row] = slot * rowBytes;
        rowOf[slot] = row;
        MemorySegment.copy(base.segment(), base.place(row), slots, (long) slot * rowBytes, rowBytes);
        return slot * rowBytes;
    }

    /** How many rows have been touched. */
    int touched() {
        return touched;
    }

    /** The row that was touched as the {@code n}th, from 1. */
    int row(int n) {
        return rowOf[n];
    }

    /** Whether a row has been touched. */
    boolean has(int row) {
        return placeOf[row] != 0;
    }

    /** Where a row that has been touched begins. */
    long start(int row) {
        return Integer.toUnsignedLong(placeOf[row]);
    }

    MemorySegment segment() {
        return slots;
    }

    /** Forgets all rows. */
    void clear() {
        for (int slot = 1; slot <= touched; slot++) {
            placeOf[rowOf[slot]] = 0;
        }
        touched = 0;
    }
}
