package dev.heed.meaning.sense;

import dev.heed.Encoder;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.feature.OccurrenceEncoder;
import dev.heed.meaning.feature.OccurrenceVectors;
import dev.heed.meaning.feature.Recipe;
import dev.heed.meaning.reading.Reading;
import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Takes a word's occurrences through the model and finds its senses.
 *
 * <pre>{@code
 * OccurrenceTable table = new SenseFinder(encoder).read("bank", Set.of("bank"), occurrences, done -> {});
 * for (Sense sense : table.senses().senses()) {
 *     System.out.println(sense.id() + ": " + sense.members().size() + " " + sense.keywords());
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class SenseFinder {
    /** The most lines that are looked at to see whether the model knows the language. */
    private static final int READ = 300;

    private static final float HALF_ROOT = (float) Math.sqrt(0.5);

    private final Encoder encoder;
    private final Optional<ModelStatistics> statistics;

    /** @param encoder not closed here */
    public SenseFinder(Encoder encoder) {
        this(encoder, ModelStatistics.of(encoder));
    }

    /**
     * The same with statistics from elsewhere: another machine's, which counts on having the same.
     *
     * @param statistics of the model; empty for none
     */
    public SenseFinder(Encoder encoder, Optional<ModelStatistics> statistics) {
        this.encoder = encoder;
        this.statistics = statistics;
    }

    /**
     * The occurrences with their vectors, some 17 KB each with a model of 6 layers of 384.
     *
     * @param forms of the word, lower-cased: no keywords
     * @param progress is told how many are done
     */
    public OccurrenceTable read(String word, Set<String> forms, List<Occurrence> occurrences, IntConsumer progress) {
        Matrix rows = Matrix.zeros(occurrences.size(), dimension());
        for (int from = 0; from < occurrences.size(); from += OccurrenceEncoder.BATCH) {
            int to = Math.min(occurrences.size(), from + OccurrenceEncoder.BATCH);
            float[][] some = rows(occurrences.subList(from, to));
            for (int i = 0; i < some.length; i++) {
                System.arraycopy(some[i], 0, rows.data(), rows.index(from + i), some[i].length);
            }
            progress.accept(to);
        }
        return table(word, forms, occurrences, OccurrenceRows.of(rows));
    }

    /**
     * Occurrences whose vectors, by {@link #rows}, lie elsewhere.
     *
     * @param forms of the word, lower-cased: no keywords
     */
    public OccurrenceTable table(String word, Set<String> forms, List<Occurrence> occurrences, OccurrenceRows rows) {
        return new OccurrenceTable(word, forms, occurrences, rows, border(), reading(occurrences));
    }

    /** The vectors of occurrences, some {@value OccurrenceEncoder#BATCH} of which are best given at once; of {@link #dimension} each. */
    public float[][] rows(List<Occurrence> occurrences) {
        int layers = encoder.model().layers();
        Recipe last = Recipe.last(layers);
        Recipe topic = Recipe.ofTopic(layers);
        List<OccurrenceVectors> vectors = new OccurrenceEncoder(encoder).encode(occurrences);
        float[][] rows = new float[vectors.size()][dimension()];
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            put(last.vector(vectors.get(i), statistics), rows[i], 0);
            put(topic.vector(vectors.get(i), statistics), rows[i], border());
        });
        return rows;
    }

    /** Numbers of an occurrence's vector. */
    public int dimension() {
        return border() + Recipe.ofTopic(encoder.model().layers()).dimension(encoder.hiddenSize());
    }

    private int border() {
        return Recipe.last(encoder.model().layers()).dimension(encoder.hiddenSize());
    }

    /** Of some of the lines, spread evenly over all. */
    private Optional<Reading> reading(List<Occurrence> occurrences) {
        int size = Math.min(READ, occurrences.size());
        List<String> passages = IntStream.range(0, size)
                .mapToObj(i -> occurrences
                        .get((int) ((long) i * occurrences.size() / size))
                        .passage())
                .toList();
        return Optional.of(Reading.of(encoder, passages));
    }

    /** The examples of named senses with their vectors. */
    public OccurrenceTable named(NamedSenses named) {
        return read(named.word(), Set.of(), named.examples(), done -> {});
    }

    /** Each view has half of the squared length 1. */
    private static void put(float[] vector, float[] row, int at) {
        for (int i = 0; i < vector.length; i++) {
            row[at + i] = vector[i] * HALF_ROOT;
        }
    }
}
