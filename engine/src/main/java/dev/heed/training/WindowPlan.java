package dev.heed.training;

import dev.heed.kernel.WindowKernel;
import dev.heed.training.TrainingOptions.Algorithm;
import java.util.Arrays;

/** Fills a plan of {@link WindowKernel} with windows, one after another. Confined to one thread. */
final class WindowPlan {
    private static final int CAPACITY = 1 << 15;

    private final boolean cbow;
    private final int mostPerWindow;
    private final int[] inputs; // of the window at work
    private int[] plan;
    private int size;

    WindowPlan(TrainingOptions options) {
        this.cbow = options.algorithm() == Algorithm.CBOW;
        int records = 1 + options.negatives() / WindowKernel.MOST_OUTPUTS;
        int most = 2 * options.window();
        this.inputs = new int[most];
        // a last input that meets its like stands in a record of its own: at most each
        this.mostPerWindow = (records + most) * (3 + WindowKernel.MOST_OUTPUTS) + 2 * records * most;
        this.plan = new int[CAPACITY + mostPerWindow + WindowKernel.SLACK];
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
     * @param line places of a line's input rows; the context is {@code at − before} to {@code at + after} without {@code at}
     */
    void add(int[] outputs, int negatives, int[] line, int at, int before, int after) {
        int all = negatives + 1;
        for (int first = 0; first < all; first += WindowKernel.MOST_OUTPUTS) {
            int some = Math.min(all - first, WindowKernel.MOST_OUTPUTS);
            int count = 0;
            for (int i = at - before; i < at; i++) {
                inputs[count++] = line[i];
            }
            for (int i = at + 1; i <= at + after; i++) {
                inputs[count++] = line[i];
            }
            addOutputs(outputs, first, some, count);
        }
    }

    private void addOutputs(int[] outputs, int first, int some, int count) {
        int shape = WindowKernel.shape(some, first == 0);
        if (cbow) {
            record(outputs, first, some, shape, 0, count);
            return;
        }
        int together = pairDifferent(count);
        for (int i = 0; i < together; i += WindowKernel.MOST_INPUTS) {
            record(outputs, first, some, shape, i, Math.min(together - i, WindowKernel.MOST_INPUTS));
        }
        for (int i = together; i < count; i++) {
            record(outputs, first, some, shape, i, 1);
        }
    }

    private void record(int[] outputs, int first, int some, int shape, int from, int count) {
        if (size + mostPerWindow + WindowKernel.SLACK > plan.length) {
            plan = Arrays.copyOf(plan, 2 * plan.length);
        }
        int end = size;
        plan[end++] = count;
        plan[end++] = shape;
        if (cbow) {
            plan[end++] = Float.floatToRawIntBits(1f / count);
        }
        for (int j = 0; j < some; j++) {
            plan[end++] = outputs[first + j];
        }
        for (int i = 0; i < count; i++) {
            plan[end++] = inputs[from + i];
        }
        size = end;
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
