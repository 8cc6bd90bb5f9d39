package dev.heed.model;

import dev.heed.kernel.InputSizes;
import dev.heed.kernel.LinearWeights;
import dev.heed.kernel.WeightRows;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Another order of what passes between two linear maps: the outputs of one and the inputs of the other change places
 * alike, so that inputs of the same size stand together and share a scale.
 */
final class Reordering {
    private Reordering() {}

    /** The largest first. */
    static int[] bySize(InputSizes sizes) {
        float[] maxima = sizes.maxima();
        return IntStream.range(0, maxima.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -maxima[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Output j becomes what output {@code order[j]} was. */
    static LinearWeights outputs(LinearWeights weights, int[] order) {
        WeightRows rows = weights.rows();
        WeightRows reordered = new WeightRows() {
            @Override
            public int inputs() {
                return rows.inputs();
            }

            @Override
            public int outputs() {
                return rows.outputs();
            }

            @Override
            public void copyRow(int input, float[] target, int offset) {
                float[] row = new float[order.length];
                rows.copyRow(input, row, 0);
                System.arraycopy(pick(row, order), 0, target, offset, row.length);
            }
        };
        return new LinearWeights(reordered, pick(weights.bias(), order), weights.sizes());
    }

    /** Input i becomes what input {@code order[i]} was. */
    static LinearWeights inputs(LinearWeights weights, int[] order) {
        WeightRows rows = weights.rows();
        WeightRows reordered = new WeightRows() {
            @Override
            public int inputs() {
                return rows.inputs();
            }

            @Override
            public int outputs() {
                return rows.outputs();
            }

            @Override
            public void copyRow(int input, float[] target, int offset) {
                rows.copyRow(order[input], target, offset);
            }
        };
        InputSizes sizes = weights.sizes();
        return new LinearWeights(
                reordered, weights.bias(), new InputSizes(pick(sizes.maxima(), order), pick(sizes.means(), order)));
    }

    private static float[] pick(float[] values, int[] order) {
        float[] picked = new float[values.length];
        for (int i = 0; i < order.length; i++) {
            picked[i] = values[order[i]];
        }
        return picked;
    }
}
