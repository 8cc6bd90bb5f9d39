package dev.heed.generation.search;

import dev.heed.model.KeyValueCache;
import java.util.Arrays;

/**
 * A beginning of a target. Its arrays are shared with nobody who writes.
 *
 * @param ids the start and what was written
 * @param logprobs of what was written, by the model's own scores
 * @param score the sum of log-probabilities, as the settings changed them
 * @param cache keys and values of all ids but the last; null for a beginning that is over
 */
record Beam(int[] ids, float[] logprobs, float score, KeyValueCache cache) {
    Beam plus(int id, float logprob, float sum, KeyValueCache kept) {
        int[] longer = Arrays.copyOf(ids, ids.length + 1);
        longer[ids.length] = id;
        float[] more = Arrays.copyOf(logprobs, logprobs.length + 1);
        more[logprobs.length] = logprob;
        return new Beam(longer, more, sum, kept);
    }

    int last() {
        return ids[ids.length - 1];
    }

    /** How many ids two begin with alike. */
    int alike(Beam other) {
        int differs = Arrays.mismatch(ids, other.ids);
        return differs < 0 ? ids.length : differs;
    }
}
