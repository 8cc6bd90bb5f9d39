package dev.heed.training;

import dev.heed.kernel.WindowKernel;
import dev.heed.training.TrainingOptions.Algorithm;
import java.util.Arrays;

/** Fills a plan of {@link WindowKernel} with windows, one after another. Confined to one thread. */
final class WindowPlan {
    private static final int CAPACITY = 1 << 15;

    private final boolean cbow;
    private final int mostPerWindow;
    private int[] plan;
    private int size;

    WindowPlan(TrainingOptions options) {
        this.cbow = options.algorithm() == Algorithm.CBOW;
        int records = 1 + options.negatives() / WindowKernel.MOST_OUTPUTS;
        int inputs = 2 * options.window();
        // a last input that meets its like stands in a record of its own: at most each
        this.mostPerWindow = (records + inputs) * (3 + WindowKernel.MOST_OUTPUTS) + 2 * records * inputs;
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
     * @param inputs places of the context's input rows, at least one; their order may be changed
     */
    void add(int[] outputs, int negatives, int[] inputs, int count) {
        int first = 0;
        int all = negatives + 1;
        do {
            int some = Math.min(all - first, WindowKernel.MOST_OUTPUTS);
            addOutputs(outputs, first, some, inputs, count);
            first += some;
        } while (first < all);
    }

    private void addOutputs(int[] outputs, int first, int some, int[] inputs, int count) {
        int shape = WindowKernel.shape(some, first == 0);
        int together = cbow ? count : pairDifferent(inputs, count);
        record(outputs, first, some, shape, inputs, 0, together);
        for (int i = together; i < count; i++) {
            record(outputs, first, some, shape, inputs, i, 1);
        }
    }

    private void record(int[] outputs, int first, int some, int shape, int[] inputs, int from, int count) {
        if (size + mostPerWindow + WindowKernel.SLACK > plan.length) {
            plan = Arrays.copyOf(plan, 2 * plan.length);
        }
        plan[size++] = count;
        plan[size++] = shape;
        if (cbow) {
            plan[size++] = Float.floatToRawIntBits(1f / count);
        }
        System.arraycopy(outputs, first, plan, size, some);
        size += some;
        System.arraycopy(inputs, from, plan, size, count);
        size += count;
    }

    /** Orders inputs so that no pair holds one row twice; returns how many of them stand in such pairs. */
    private static int pairDifferent(int[] inputs, int count) {
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
