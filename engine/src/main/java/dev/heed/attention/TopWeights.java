package dev.heed.attention;

import java.util.List;

/**
 * The largest weights of every row of one head on one sequence.
 *
 * @param rows one a query, in order
 */
public record TopWeights(List<Row> rows) {
    /**
     * @param keys the keys with the largest weights, largest first; of equal weights the earlier key
     * @param weights their weights
     * @param rest what the other keys have together
     */
    public record Row(int[] keys, float[] weights, float rest) {}
}
