package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.attention.Sequences;
import dev.heed.tensor.Matrix;

/**
 * A learned bias by distance (Raffel et al., 2020, section 2.1): near distances have a bucket each, farther ones share
 * buckets that grow with the logarithm, all beyond a distance share the last.
 *
 * @param table (buckets, heads)
 * @param behind the bucket of each distance from 0 to the farthest, of keys behind the query
 * @param ahead the same of keys ahead of it
 */
public record RelativeBuckets(Matrix table, int[] behind, int[] ahead) implements ScoreBias {
    /**
     * @param table (buckets or more, heads)
     * @param buckets on both sides together, or on the one
     * @param bothSides whether half of the buckets are for keys ahead of the query: an encoder
     * @param farthest distance from which on all share a bucket
     */
    public static RelativeBuckets of(Matrix table, int buckets, boolean bothSides, int farthest) {
        int count = bothSides ? buckets / 2 : buckets;
        int[] behind = new int[farthest + 1];
        int[] ahead = new int[farthest + 1];
        for (int distance = 0; distance <= farthest; distance++) {
            behind[distance] = bucket(distance, count, farthest);
            ahead[distance] = distance == 0 || !bothSides ? 0 : count + behind[distance];
        }
        return new RelativeBuckets(table, behind, ahead);
    }

    /** As the reference computes it, in single precision. */
    private static int bucket(int distance, int count, int farthest) {
        int exact = count / 2;
        if (distance < exact) {
            return distance;
        }
        float octaves = (float) Math.log((float) distance / exact) / (float) Math.log((double) farthest / exact);
        return Math.min(count - 1, exact + (int) (octaves * (count - exact)));
    }

    @Override
    public Mask.Bias on(Matrix query, Matrix key, Sequences sequences, Attention operator) {
        return (scores, sequence, head, position, fromKey, count) -> {
            int farthest = behind.length - 1;
            for (int j = 0; j < count; j++) {
                int distance = fromKey + j - position;
                int bucket = distance > 0 ? ahead[Math.min(distance, farthest)] : behind[Math.min(-distance, farthest)];
                scores[j] += table.data()[table.index(bucket) + head];
            }
        };
    }
}
