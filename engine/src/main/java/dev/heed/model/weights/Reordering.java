package dev.heed.model.weights;

import dev.heed.kernel.linear.InputSizes;
import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.WeightRows;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Another order of what passes between two linear maps: the outputs of one and the inputs of the other change places
 * alike, so that inputs of the same size stand together and share a scale.
 */
public final class Reordering {
    private Reordering() {}

    /** The largest first. */
    public static int[] bySize(InputSizes sizes) {
        float[] maxima = sizes.maxima();
        return IntStream.range(0, maxima.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -maxima[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Output j becomes what output {@code order[j]} was; where there are several times as many outputs, whose likes are
     * multiplied, alike in each part.
     */
    public static LinearWeights outputs(LinearWeights weights, int[] ofOnePart) {
        int[] order = new int[weights.bias().length];
        for (int j = 0; j < order.length; j++) {
            int place = j % ofOnePart.length;
            order[j] = j - place + ofOnePart[place];
        }
        WeightRows rows = weights.rows();
        WeightRows reordered = new Reordered(rows, (input, target, offset) -> {
            float[] row = new float[order.length];
            rows.copyRow(input, row, 0);
            System.arraycopy(pick(row, order), 0, target, offset, row.length);
        });
        return new LinearWeights(reordered, pick(weights.bias(), order), weights.sizes());
    }

    /** Input i becomes what input {@code order[i]} was. */
    public static LinearWeights inputs(LinearWeights weights, int[] order) {
        WeightRows rows = weights.rows();
        WeightRows reordered =
                new Reordered(rows, (input, target, offset) -> rows.copyRow(order[input], target, offset));
        InputSizes sizes = weights.sizes();
        return new LinearWeights(
                reordered, weights.bias(), new InputSizes(pick(sizes.maxima(), order), pick(sizes.means(), order)));
    }

    private interface RowCopy {
        void copyRow(int input, float[] target, int offset);
    }

    /** As many inputs and outputs as {@code shape}, other rows. */
    private record Reordered(WeightRows shape, RowCopy rows) implements WeightRows {
        @Override
        public int inputs() {
            return shape.inputs();
        }

        @Override
        public int outputs() {
            return shape.outputs();
        }

        @Override
        public void copyRow(int input, float[] target, int offset) {
            rows.copyRow(input, target, offset);
        }
    }

    private static float[] pick(float[] values, int[] order) {
        float[] picked = new float[values.length];
        for (int i = 0; i < order.length; i++) {
            picked[i] = values[order[i]];
        }
        return picked;
    }
}
