package dev.heed.meaning.concordance;

import dev.heed.Encoder;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.feature.OccurrenceEncoder;
import dev.heed.meaning.feature.OccurrenceVectors;
import dev.heed.meaning.feature.Recipe;
import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Takes occurrences through the model for a concordance. Immutable, thread-safe. */
public final class UseReader {
    private final Encoder encoder;
    private final Optional<ModelStatistics> statistics;
    private final Recipe recipe;

    /** @param encoder not closed here */
    public UseReader(Encoder encoder) {
        this(encoder, ModelStatistics.of(encoder));
    }

    /**
     * The same with statistics from elsewhere: another machine's, which counts on having the same.
     *
     * @param statistics of the model; empty for none
     */
    public UseReader(Encoder encoder, Optional<ModelStatistics> statistics) {
        this.encoder = encoder;
        this.statistics = statistics;
        this.recipe = Recipe.ofUse(encoder.model().layers());
    }

    /**
     * The vectors of occurrences, of length 1; (occurrences, dimension).
     *
     * @param progress is told how many are done
     */
    public Matrix read(List<Occurrence> occurrences, IntConsumer progress) {
        Matrix rows = Matrix.zeros(occurrences.size(), recipe.dimension(encoder.hiddenSize()));
        OccurrenceEncoder batches = new OccurrenceEncoder(encoder);
        for (int from = 0; from < occurrences.size(); from += OccurrenceEncoder.BATCH) {
            int start = from;
            int to = Math.min(occurrences.size(), from + OccurrenceEncoder.BATCH);
            List<OccurrenceVectors> vectors = batches.encode(occurrences.subList(from, to));
            IntStream.range(0, vectors.size()).parallel().forEach(i -> {
                float[] vector = recipe.vector(vectors.get(i), statistics);
                System.arraycopy(vector, 0, rows.data(), rows.index(start + i), vector.length);
            });
            progress.accept(to);
        }
        return rows;
    }
}
