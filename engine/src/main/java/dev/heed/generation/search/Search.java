package dev.heed.generation.search;

import dev.heed.generation.Finish;
import java.util.Arrays;
import java.util.List;

/** One target on its way. Confined to one thread at a time. */
sealed interface Search permits GreedySearch, BeamSearch {
    /** The beginnings whose last id is to be read next, each with a cache of its own; none once it is over. */
    List<Beam> asks();

    /**
     * Goes on by the scores that follow them.
     *
     * @param scores one row a beginning, in their order; the search's own from now on
     */
    void go(float[][] scores);

    /** What was found; null while it is not over. */
    Found found();

    /** A target as it is told. */
    static Found told(Beam beam, double penalty, Finish finish) {
        int length = beam.logprobs().length;
        return new Found(
                Arrays.copyOfRange(beam.ids(), 1, beam.ids().length),
                beam.logprobs(),
                beam.score() / (float) Math.pow(length, penalty),
                finish,
                List.of());
    }

    /** The same without its circles. */
    static Found cut(Beam beam, int kept, double penalty) {
        float[] logprobs = Arrays.copyOf(beam.logprobs(), kept - 1);
        float sum = 0;
        for (float logprob : logprobs) {
            sum += logprob;
        }
        return told(new Beam(Arrays.copyOf(beam.ids(), kept), logprobs, sum, null), penalty, Finish.LOOP);
    }
}
