package dev.heed.training;

import dev.heed.kernel.window.WindowKernel;
import dev.heed.training.TrainingOptions.Algorithm;
import java.util.Arrays;

/** Fills a plan of {@link WindowKernel} with windows, one after another. Confined to one thread. */
final class WindowPlan {
    private static final int CAPACITY = 1 << 15;

    /** Numbers are copied so many at once, since a count that varies costs more than a few numbers too many. */
    private static final int BLOCK = 8;

    private final boolean cbow;
    private final int mostPerWindow;
    private final int window;
    private final int[] inputs; // of the window at work
    private int[] plan;
    private int size;

    WindowPlan(TrainingOptions options) {
        this.cbow = options.algorithm() == Algorithm.CBOW;
        int records = 1 + options.negatives() / WindowKernel.MOST_OUTPUTS;
        this.window = options.window();
        int most = 2 * window;
        this.inputs = new int[most];
        // a last input that meets its like stands in a record of its own: at most each
        this.mostPerWindow = (records + most) * (3 + WindowKernel.MOST_OUTPUTS) + 2 * records * most;
        this.plan = new int[CAPACITY + mostPerWindow + WindowKernel.SLACK];
    }

    /** So many places of a line are read behind its end; what they are counts for nothing. */
    int readAhead() {
        return window + BLOCK;
    }

    /** Whether it should be run before another window is added. */
    boolean isFull() {
        return size >= CAPACITY;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Ends the plan and hands it out; the next window begins a new one. */
    int[] take() {
        Arrays.fill(plan, size, size + WindowKernel.SLACK, 0);
        size = 0;
        return plan;
    }

    /**
     * Adds a window.
     *
     * @param outputs places of output rows, the word itself first, then {@code negatives} others
     * @param line places of a line's input rows, readable {@link #readAhead} beyond its end; the context is
     *     {@code at − before} to {@code at + after} without {@code at}
     */
    void add(int[] outputs, int negatives, int[] line, int at, int before, int after) {
        int all = negatives + 1;
        for (int first = 0; first < all; first += WindowKernel.MOST_OUTPUTS) {
            int some = Math.min(all - first, WindowKernel.MOST_OUTPUTS);
            int begin = begin(outputs, first, some, before + after);
            copyContext(line, at, before, begin);
            if (cbow || before + after <= WindowKernel.MOST_INPUTS && allPairsDiffer(begin)) {
                size = begin + before + after;
            } else {
                System.arraycopy(plan, begin, inputs, 0, before + after);
                addRecords(outputs, first, some, before + after);
            }
        }
    }

    private void copyContext(int[] line, int at, int before, int begin) {
        for (int i = 0; i < window; i += BLOCK) {
            System.arraycopy(line, at - before + i, plan, begin + i, BLOCK);
        }
        for (int i = 0; i < window; i += BLOCK) {
            System.arraycopy(line, at + 1 + i, plan, begin + before + i, BLOCK);
        }
    }

    /** What lies behind the context may be taken for two like rows. */
    private boolean allPairsDiffer(int begin) {
        boolean differ = true;
        for (int i = begin; i < begin + 2 * window; i += 2) {
            differ &= plan[i] != plan[i + 1];
        }
        return differ;
    }

    private void addRecords(int[] outputs, int first, int some, int count) {
        int together = pairDifferent(count);
        for (int i = 0; i < together; i += WindowKernel.MOST_INPUTS) {
            addRecord(outputs, first, some, i, Math.min(together - i, WindowKernel.MOST_INPUTS));
        }
        for (int i = together; i < count; i++) {
            addRecord(outputs, first, some, i, 1);
        }
    }

    private void addRecord(int[] outputs, int first, int some, int from, int count) {
        int begin = begin(outputs, first, some, count);
        System.arraycopy(inputs, from, plan, begin, count);
        size = begin + count;
    }

    /** Writes a record as far as its inputs, behind the last one; returns where they are to stand. */
    private int begin(int[] outputs, int first, int some, int count) {
        if (size + mostPerWindow + WindowKernel.SLACK > plan.length) {
            plan = Arrays.copyOf(plan, 2 * plan.length);
        }
        int end = size;
        plan[end++] = count;
        plan[end++] = WindowKernel.shape(some, first == 0);
        if (cbow) {
            plan[end++] = Float.floatToRawIntBits(1f / count);
        }
        for (int j = 0; j < some; j++) {
            plan[end++] = outputs[first + j];
        }
        return end;
    }

    /** Orders inputs so that no pair holds one row twice; returns how many of them stand in such pairs. */
    private int pairDifferent(int count) {
        for (int i = 0; i + 1 < count; i += 2) {
            if (inputs[i] != inputs[i + 1]) {
                continue;
            }
            int other = i + 2;
            while (other < count && inputs[other] == inputs[i]) {
                other++;
            }
            if (other == count) {
                return i + 1;
            }
            int swapped = inputs[i + 1];
            inputs[i + 1] = inputs[other];
            inputs[other] = swapped;
        }
        return count;
    }
}
