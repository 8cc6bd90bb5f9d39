package dev.heed.index.use;

import dev.heed.Encoder;
import dev.heed.meaning.feature.OccurrenceVectors;
import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.meaning.statistics.Surrounding;
import dev.heed.tensor.Vectors;
import java.util.Optional;

/**
 * The one vector of an occurrence that an index keeps; twice as long as the model's, of length 1.
 *
 * <p>First half: the word, its upper layers standardised by the model's statistics, each scaled to length 1, and added.
 * Second half, {@value #BESIDE} as heavy: what is around it, likewise, and the text at the last layer, added. It ranks as the
 * concordance's own vectors do, in a fifth of their numbers: neighbouring layers say nearly the same. Immutable, thread-safe.
 */
public final class StoredUse {
    private static final double BESIDE = 0.6;

    private final int firstLayer;
    private final int lastLayer;
    private final int hiddenSize;
    private final Optional<ModelStatistics> statistics;

    /** @param encoder whose occurrences these are; only asked, not kept */
    public StoredUse(Encoder encoder) {
        this.lastLayer = encoder.model().layers();
        this.firstLayer = ModelStatistics.firstLayer(lastLayer);
        this.hiddenSize = encoder.hiddenSize();
        this.statistics = ModelStatistics.of(encoder);
    }

    /** Length of the vectors. */
    public int dimension() {
        return 2 * hiddenSize;
    }

    /** The vector of an occurrence; ({@link #dimension}). */
    public float[] vector(OccurrenceVectors occurrence) {
        float[] word = upper(occurrence, Surrounding.WORD);
        float[] beside = upper(occurrence, Surrounding.AROUND);
        add(at(occurrence, Surrounding.TEXT, lastLayer), beside);
        Vectors.normalize(beside);
        float[] joined = new float[dimension()];
        float scale = (float) Math.sqrt(BESIDE);
        for (int i = 0; i < hiddenSize; i++) {
            joined[i] = word[i];
            joined[hiddenSize + i] = scale * beside[i];
        }
        Vectors.normalize(joined);
        return joined;
    }

    private float[] upper(OccurrenceVectors occurrence, Surrounding surrounding) {
        float[] sum = new float[hiddenSize];
        for (int layer = firstLayer; layer <= lastLayer; layer++) {
            add(at(occurrence, surrounding, layer), sum);
        }
        Vectors.normalize(sum);
        return sum;
    }

    private float[] at(OccurrenceVectors occurrence, Surrounding surrounding, int layer) {
        float[] vector = occurrence.vector(surrounding, layer);
        if (statistics.isPresent()) {
            vector = statistics.get().moments(surrounding, layer).standardized(vector);
        }
        Vectors.normalize(vector);
        return vector;
    }

    private static void add(float[] vector, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i];
        }
    }
}
