package dev.heed.attention;

import dev.heed.tensor.Matrix;
import java.util.List;

/**
 * Attended values and what was captured with them.
 *
 * @param output (queries, queryHeads·valueDim)
 * @param heads number of query heads
 * @param maps scores and weights, sequence by sequence, head by head; empty unless captured
 * @param tops the largest weights, in the same order; empty unless captured
 */
public record AttentionResult(Matrix output, int heads, List<AttentionMap> maps, List<TopWeights> tops) {
    /** Scores and weights of one head, counted from 0, on one sequence. */
    public AttentionMap map(int sequence, int head) {
        return maps.get(sequence * heads + head);
    }

    /** The largest weights of one head, counted from 0, on one sequence. */
    public TopWeights top(int sequence, int head) {
        return tops.get(sequence * heads + head);
    }
}
