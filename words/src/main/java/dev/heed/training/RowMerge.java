package dev.heed.training;

import dev.heed.kernel.window.WindowKernel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Brings the workers' rows of one matrix back into the base. A row that one worker touched is copied; one that several
 * touched gets the sum of their changes, in the order of the workers, times {@link RowDamping#scale}. The workers take turns,
 * {@value Long#SIZE} rows of the base each, so that rows are merged side by side.
 */
final class RowMerge {
    /** Rows that are merged or copied in one call of the kernel. */
    private static final int BLOCK = 256;

    private final WindowKernel kernel;
    private final BaseRows base;
    private final List<RowView> views;
    private final float[] damping;
    private final int words;
    private final int stride;
    private final List<MemorySegment> segments; // of the views
    private final List<Part> parts = new ArrayList<>();

    /** @param damping q by row of the base */
    RowMerge(WindowKernel kernel, BaseRows base, List<RowView> views, float[] damping, int stride) {
        this.kernel = kernel;
        this.base = base;
        this.views = List.copyOf(views);
        this.segments = views.stream().map(RowView::segment).toList();
        this.damping = damping;
        this.words = damping.length;
        this.stride = stride;
        for (int worker = 0; worker < views.size(); worker++) {
            parts.add(new Part(worker));
        }
    }

    /** Merges the rows whose turn it is with this worker, of the first {@code active} workers. */
    void merge(int worker, int active) {
        parts.get(worker).merge(active);
    }

    /** What one worker merges. Confined to one thread at a time. */
    private final class Part {
        private final int worker;
        private final List<Copies> alone = new ArrayList<>(); // by view: rows that no other touched
        private final int[] plan = new int[BLOCK * (3 + 2 * views.size()) + WindowKernel.SLACK];
        private int planned;

        Part(int worker) {
            this.worker = worker;
            views.forEach(view -> alone.add(new Copies(view)));
        }

        void merge(int active) {
            for (int block = worker; block * Long.SIZE < words; block += active) {
                long once = 0;
                long shared = 0;
                for (int view = 0; view < active; view++) {
                    long touched = views.get(view).touched(block);
                    shared |= once & touched;
                    once |= touched;
                }
                for (int view = 0; view < active; view++) {
                    alone.get(view).add(block, views.get(view).touched(block) & ~shared);
                }
                for (long left = shared; left != 0; left &= left - 1) {
                    addShared(block, Long.numberOfTrailingZeros(left), active);
                }
            }
            alone.forEach(Copies::copy);
            mergeShared();
        }

        private void addShared(int block, int bit, int active) {
            int row = block * Long.SIZE + bit;
            int begin = planned;
            planned += 3;
            for (int view = 0; view < active; view++) {
                if ((views.get(view).touched(block) >>> bit & 1) != 0) {
                    plan[planned++] = view;
                    plan[planned++] = views.get(view).slot(row);
                }
            }
            int count = (planned - begin - 3) / 2;
            plan[begin] = count;
            plan[begin + 1] = Float.floatToRawIntBits(RowDamping.scale(damping[row], count));
            plan[begin + 2] = row;
            if (planned + 3 + 2 * active + WindowKernel.SLACK > plan.length) {
                mergeShared();
            }
        }

        private void mergeShared() {
            Arrays.fill(plan, planned, planned + WindowKernel.SLACK, 0);
            kernel.mergeRows(base.segment(), segments, plan, stride);
            planned = 0;
        }
    }

    /** Rows of a view on their way into the base. */
    private final class Copies {
        private final RowView view;
        private final int[] from = new int[BLOCK + Long.SIZE + WindowKernel.ROWS_AHEAD];
        private final int[] to = new int[from.length];
        private int size;

        Copies(RowView view) {
            this.view = view;
        }

        /** Adds rows of one block of the base, a bit each. */
        void add(int block, long rows) {
            for (long left = rows; left != 0; left &= left - 1) {
                int row = block * Long.SIZE + Long.numberOfTrailingZeros(left);
                from[size] = view.slot(row);
                to[size++] = row;
            }
            if (size >= BLOCK) {
                copy();
            }
        }

        void copy() {
            kernel.copyRows(view.segment(), from, base.segment(), to, 0, size, stride);
            size = 0;
        }
    }
}
