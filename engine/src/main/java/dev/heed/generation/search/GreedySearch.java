package dev.heed.generation.search;

import dev.heed.generation.Finish;
import dev.heed.generation.Probabilities;
import dev.heed.kernel.Kernels;
import dev.heed.model.KeyValueCache;
import java.util.List;

/** The likeliest id at each step. */
final class GreedySearch implements Search {
    private final SearchSettings settings;
    private final ScoreRules rules;
    private final Circles circles;
    private final Kernels kernels;
    private Beam beam;
    private Found found;

    GreedySearch(SearchSettings settings, int[] source, KeyValueCache cache, Kernels kernels) {
        this.settings = settings;
        this.kernels = kernels;
        rules = new ScoreRules(settings);
        circles = new Circles(source);
        beam = new Beam(new int[] {settings.start()}, new float[0], 0, cache);
    }

    @Override
    public List<Beam> asks() {
        return found == null ? List.of(beam) : List.of();
    }

    @Override
    public void go(float[][] scores) {
        float[] row = scores[0];
        Probabilities own = Probabilities.of(row.clone(), kernels);
        rules.apply(beam.ids(), row, 0);
        int best = 0;
        for (int id = 1; id < row.length; id++) {
            best = row[id] > row[best] ? id : best;
        }
        float logprob = own.logprob(best);
        beam = beam.plus(best, logprob, beam.score() + logprob, beam.cache());
        int length = beam.ids().length;
        int kept = settings.stopsLoops() ? circles.kept(beam.ids(), 1, length) : length;
        if (settings.ends(best)) {
            found = Search.told(beam, settings.lengthPenalty(), Finish.END);
        } else if (kept < length) {
            found = Search.cut(beam, kept, settings.lengthPenalty());
        } else if (length >= settings.maxLength()) {
            found = Search.told(beam, settings.lengthPenalty(), Finish.LENGTH);
        }
    }

    @Override
    public Found found() {
        return found;
    }
}
