package dev.heed.training;

import dev.heed.kernel.WindowKernel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Brings the workers' rows of one matrix back into the base. A row that one worker touched is copied; one that several
 * touched gets the sum of their changes, in the order of the workers, times {@link RowDamping#scale}. Those that touched a
 * row take turns in merging it, by its number, so that rows are merged side by side.
 */
final class RowMerge {
    private final WindowKernel kernel;
    private final BaseRows base;
    private final List<RowView> views;
    private final float[] damping;
    private final int stride;
    private final List<Part> parts = new ArrayList<>();

    /** @param damping q by row */
    RowMerge(WindowKernel kernel, BaseRows base, List<RowView> views, float[] damping, int stride) {
        this.kernel = kernel;
        this.base = base;
        this.views = List.copyOf(views);
        this.damping = damping;
        this.stride = stride;
        for (int worker = 0; worker < views.size(); worker++) {
            parts.add(new Part(worker));
        }
    }

    /** Merges the rows whose turn it is with this worker, of the first {@code active} workers. */
    void merge(int worker, int active) {
        parts.get(worker).merge(active);
    }

    /** Rows of one matrix that are copied to rows of another, a block at a time. */
    private final class Copies {
        static final int BLOCK = 64;

        private final int[] from = new int[BLOCK + WindowKernel.ROWS_AHEAD];
        private final int[] to = new int[BLOCK + WindowKernel.ROWS_AHEAD];
        private int size;

        /** Returns whether the block is full. */
        boolean add(int fromRow, int toRow) {
            from[size] = fromRow;
            to[size++] = toRow;
            return size == BLOCK;
        }

        void copy(MemorySegment source, MemorySegment target) {
            kernel.copyRows(source, from, target, to, 0, size, stride);
        }

        void copyBack(MemorySegment source, MemorySegment target) {
            kernel.copyRows(target, to, source, from, 0, size, stride);
        }
    }

    /** What one worker merges. Confined to one thread at a time. */
    private final class Part {
        private final int worker;
        private final RowView own;
        private final Copies alone = new Copies();
        private final Copies shared = new Copies(); // from the base to this block
        private final Copies changed = new Copies(); // from a worker's rows to this block
        private final float[] before = new float[Copies.BLOCK * stride];
        private final float[] after = new float[before.length];
        private final float[] sums = new float[before.length];
        private final int[] touching = new int[Copies.BLOCK];

        Part(int worker) {
            this.worker = worker;
            this.own = views.get(worker);
        }

        void merge(int active) {
            for (int n = 1; n <= own.touched(); n++) {
                int row = own.row(n);
                int turn = 0;
                int count = 0;
                for (int other = 0; other < active; other++) {
                    if (views.get(other).has(row)) {
                        turn += other < worker ? 1 : 0;
                        count++;
                    }
                }
                if (count == 1) {
                    if (alone.add(n, row)) {
                        copyAlone();
                    }
                } else if (row % count == turn) {
                    touching[shared.size] = count;
                    if (shared.add(row, shared.size)) {
                        mergeShared(active);
                    }
                }
            }
            copyAlone();
            mergeShared(active);
        }

        private void copyAlone() {
            alone.copy(own.segment(), base.segment());
            alone.size = 0;
        }

        private void mergeShared(int active) {
            MemorySegment rows = MemorySegment.ofArray(before);
            shared.copy(base.segment(), rows);
            Arrays.fill(sums, 0, shared.size * stride, 0f);
            for (int other = 0; other < active; other++) {
                addChanges(views.get(other));
            }
            for (int i = 0; i < shared.size; i++) {
                addScaled(i * stride, RowDamping.scale(damping[shared.from[i]], touching[i]));
            }
            shared.copyBack(base.segment(), rows);
            shared.size = 0;
        }

        private void addChanges(RowView view) {
            changed.size = 0;
            for (int i = 0; i < shared.size; i++) {
                if (view.has(shared.from[i])) {
                    changed.add(view.slot(shared.from[i]), i);
                }
            }
            changed.copy(view.segment(), MemorySegment.ofArray(after));
            for (int i = 0; i < changed.size; i++) {
                addChange(changed.to[i] * stride);
            }
        }

        private void addChange(int at) {
            for (int i = at; i < at + stride; i++) {
                sums[i] += after[i] - before[i];
            }
        }

        private void addScaled(int at, float scale) {
            for (int i = at; i < at + stride; i++) {
                before[i] += scale * sums[i];
            }
        }
    }
}
