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
        this.encoder = encoder;
        this.statistics = ModelStatistics.of(encoder);
    }

    /**
     * The occurrences with their vectors, some 17 KB each with a model of 6 layers of 384.
     *
     * @param forms of the word, lower-cased: no keywords
     * @param progress is told how many are done
     */
    public OccurrenceTable read(String word, Set<String> forms, List<Occurrence> occurrences, IntConsumer progress) {
        int layers = encoder.model().layers();
        int width = encoder.model().dimension();
        Recipe last = Recipe.last(layers);
        Recipe topic = Recipe.ofTopic(layers);
        int border = last.dimension(width);
        Matrix rows = Matrix.zeros(occurrences.size(), border + topic.dimension(width));
        OccurrenceEncoder batches = new OccurrenceEncoder(encoder);
        for (int from = 0; from < occurrences.size(); from += OccurrenceEncoder.BATCH) {
            int start = from;
            int to = Math.min(occurrences.size(), from + OccurrenceEncoder.BATCH);
            List<OccurrenceVectors> vectors = batches.encode(occurrences.subList(from, to));
            IntStream.range(0, vectors.size()).parallel().forEach(i -> {
                put(last.vector(vectors.get(i), statistics), rows, start + i, 0);
                put(topic.vector(vectors.get(i), statistics), rows, start + i, border);
            });
            progress.accept(to);
        }
        return new OccurrenceTable(word, forms, occurrences, new TwoViews(rows, border), reading(occurrences));
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
    private static void put(float[] vector, Matrix rows, int row, int column) {
        int at = rows.index(row) + column;
        for (int i = 0; i < vector.length; i++) {
            rows.data()[at + i] = vector[i] * HALF_ROOT;
        }
    }
}
