package dev.heed.spark.meaning;

import dev.heed.Encoder;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.concordance.UseRanking;
import dev.heed.meaning.concordance.UseReader;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.meaning.feature.Recipe;
import dev.heed.meaning.sense.OccurrenceTable;
import dev.heed.meaning.sense.SenseFinder;
import dev.heed.meaning.sense.Senses;
import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.spark.model.EmbedSettings;
import dev.heed.spark.model.ExecutorModel;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Senses and concordance of a corpus on many machines: what {@code heed senses} and {@code heed concordance} answer, bit for bit,
 * whatever the partitions.
 *
 * <pre>{@code
 * var meaning = new SparkMeaning(spark, "minilm");
 * Senses senses = meaning.senses("bank", WordForms.asWritten("bank"), SparkCorpus.files(spark, List.of("books.txt.gz")).in(64));
 * }</pre>
 *
 * <p>Vectors stay on the executors, 17 KB an occurrence with a model of 6 layers of 384; the driver holds the occurrences and the
 * vectors of the 1,500 that are compared with each other. The driver's statistics of the model are used everywhere. Immutable,
 * thread-safe.
 */
public final class SparkMeaning {
    private final JavaSparkContext context;
    private final EmbedSettings settings;

    /** @param model a packaged model's name, or a folder that driver and executors find under this path */
    public SparkMeaning(SparkSession session, String model) {
        this.context = new JavaSparkContext(session.sparkContext());
        this.settings = EmbedSettings.of(key -> key.equals(EmbedSettings.KEYS + "model") ? model : null);
    }

    /**
     * The senses of a word.
     *
     * @param forms lower-cased: what counts as the word
     * @throws IllegalArgumentException if it stands nowhere
     */
    public Senses senses(String word, Set<String> forms, SparkCorpus corpus) {
        Encoder encoder = encoder();
        Optional<ModelStatistics> statistics = ModelStatistics.of(encoder);
        SenseFinder finder = new SenseFinder(encoder, statistics);
        try (SpreadPlaces places =
                places(corpus, forms, statistics, PlacesInPartition.Purpose.SENSES, finder.dimension())) {
            checkFound(word, places);
            OccurrenceTable table = finder.table(word, forms, places.occurrences(), places);
            return table.senses(table.groups());
        }
    }

    /**
     * The lines that use a word as a text does, the best first.
     *
     * @param text in which the word stands
     * @param forms lower-cased: what counts as the word
     * @param top lines at most
     * @throws IllegalArgumentException if the word stands nowhere in the text, or in the corpus
     */
    public List<Hit> concordance(String text, String word, Set<String> forms, SparkCorpus corpus, int top) {
        Encoder encoder = encoder();
        Optional<ModelStatistics> statistics = ModelStatistics.of(encoder);
        Matrix asked = new UseReader(encoder, statistics).read(uses(text, word, forms), done -> {});
        UseQuery query = new UseQuery(
                IntStream.range(0, asked.rows()).mapToObj(asked::row).toList(), List.of());
        int dimension = Recipe.ofUse(encoder.model().layers()).dimension(encoder.hiddenSize());
        try (SpreadPlaces places =
                places(corpus, forms, statistics, PlacesInPartition.Purpose.CONCORDANCE, dimension)) {
            checkFound(word, places);
            int[] best = best(places.atSight(query.near(), query.far()), Math.max(UseRanking.MOST, top));
            List<Occurrence> occurrences =
                    Arrays.stream(best).mapToObj(places.occurrences()::get).toList();
            return new UseRanking(occurrences, places.some(best)).hits(query, top);
        }
    }

    private static List<Occurrence> uses(String text, String word, Set<String> forms) {
        CorpusLine line = new CorpusLine("", 1, text);
        List<Occurrence> uses = new WordFinder(forms)
                .places(text).stream()
                        .map(span -> Passages.occurrence(line, span))
                        .toList();
        if (uses.isEmpty()) {
            throw new IllegalArgumentException("word " + word + ": found nowhere in \"" + text + "\"");
        }
        return uses;
    }

    /** The numbers of the best, in the order of the corpus; of equals the earlier. */
    private static int[] best(double[] sights, int count) {
        return IntStream.range(0, sights.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -sights[i]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private Encoder encoder() {
        return ExecutorModel.of(settings).encoder();
    }

    private SpreadPlaces places(
            SparkCorpus corpus,
            Set<String> forms,
            Optional<ModelStatistics> statistics,
            PlacesInPartition.Purpose purpose,
            int dimension) {
        return new SpreadPlaces(
                context,
                corpus.lines().mapPartitions(new PlacesInPartition(List.copyOf(forms), settings, statistics, purpose)),
                corpus.names(),
                dimension);
    }

    private static void checkFound(String word, SpreadPlaces places) {
        if (places.count() == 0) {
            throw new IllegalArgumentException("word " + word + ": found nowhere in the corpus");
        }
    }
}
