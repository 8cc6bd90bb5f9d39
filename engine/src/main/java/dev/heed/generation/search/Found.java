package dev.heed.generation.search;

import dev.heed.generation.Finish;
import dev.heed.tensor.Matrix;
import java.util.List;

/**
 * A target that was found.
 *
 * @param ids behind the start, the end included where it was written
 * @param logprobs of each, by the model's own scores
 * @param score what candidates are ranked by: the sum of the log-probabilities, as the settings changed them, divided by the
 *     length to the power of the penalty
 * @param finish why it is over: {@link Finish#END}, {@link Finish#LENGTH} or {@link Finish#LOOP}
 * @param weights of the attention to the source, by layer and head: (ids, source tokens); empty unless asked for
 */
public record Found(int[] ids, float[] logprobs, float score, Finish finish, List<List<Matrix>> weights) {
    /** The same with attention. */
    Found weights(List<List<Matrix>> attention) {
        return new Found(ids, logprobs, score, finish, attention);
    }
}
