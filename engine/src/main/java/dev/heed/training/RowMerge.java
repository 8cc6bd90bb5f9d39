package dev.heed.training;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Brings the workers' rows of one matrix back into the base. A row that one worker touched is copied; one that several
 * touched gets the sum of their changes, in the order of the workers, times {@link RowDamping#scale}. Each row is merged by
 * the first worker that touched it, so that rows can be merged side by side.
 */
final class RowMerge {
    private final BaseRows base;
    private final List<RowView> views;
    private final float[] damping;
    private final int stride;

    /** @param damping q by row */
    RowMerge(BaseRows base, List<RowView> views, float[] damping, int stride) {
        this.base = base;
        this.views = List.copyOf(views);
        this.damping = damping;
        this.stride = stride;
    }

    /** Merges the rows that this worker touched first, of the first {@code active} workers. */
    void merge(int worker, int active) {
        RowView own = views.get(worker);
        float[] before = new float[stride];
        float[] changed = new float[stride];
        float[] sum = new float[stride];
        for (int n = 1; n <= own.touched(); n++) {
            int row = own.row(n);
            if (touchedBefore(row, worker)) {
                continue;
            }
            int others = touchedAfter(row, worker, active);
            if (others == 0) {
                MemorySegment.copy(own.segment(), own.start(row), base.segment(), base.place(row), 4L * stride);
                continue;
            }
            base.read(row, before, stride);
            read(own, row, sum);
            subtract(sum, before);
            for (int other = worker + 1; other < active; other++) {
                if (views.get(other).has(row)) {
                    read(views.get(other), row, changed);
                    addChange(sum, changed, before);
                }
            }
            addScaled(before, RowDamping.scale(damping[row], others + 1), sum);
            base.write(row, before, stride);
        }
    }

    private boolean touchedBefore(int row, int worker) {
        for (int other = 0; other < worker; other++) {
            if (views.get(other).has(row)) {
                return true;
            }
        }
        return false;
    }

    private int touchedAfter(int row, int worker, int active) {
        int count = 0;
        for (int other = worker + 1; other < active; other++) {
            count += views.get(other).has(row) ? 1 : 0;
        }
        return count;
    }

    private void read(RowView view, int row, float[] target) {
        MemorySegment.copy(view.segment(), ValueLayout.JAVA_FLOAT, view.start(row), target, 0, stride);
    }

    private static void subtract(float[] x, float[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] -= y[i];
        }
    }

    private static void addChange(float[] sum, float[] after, float[] before) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += after[i] - before[i];
        }
    }

    private static void addScaled(float[] x, float scale, float[] change) {
        for (int i = 0; i < x.length; i++) {
            x[i] += scale * change[i];
        }
    }
}
