package dev.heed.meaning.evaluation;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.concordance.UseRanking;
import dev.heed.meaning.concordance.UseReader;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.feature.RowProducts;
import dev.heed.tensor.Matrix;
import dev.heed.text.Segment;
import dev.heed.text.WordSegmenter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Labelled occurrences, at least 60 of each word, ask for the lines that use the word alike: mean average precision, mean over words. Run by
 * {@code ./build evaluate concordance FILE…}.
 */
public final class ConcordanceEvaluation {
    private static final int JUDGED = 3;
    /** About so many occurrences of a word ask, spread evenly over the file. */
    private static final int QUERIES = 60;

    private static final String[] NAMES = {
        "random order",
        "TF-IDF of the sentence",
        "sentence cosine",
        "cosine of the use alone",
        "heed concordance",
        "without its first three lines",
        "  the same, fed back as --like and --not"
    };

    private ConcordanceEvaluation() {}

    /** @param args the files; a model's name or folder may stand last */
    public static void main(String[] args) throws IOException {
        Arguments arguments = Arguments.of(args);
        try (Encoder encoder = Encoder.open(Models.find(arguments.model()))) {
            for (String file : arguments.files()) {
                double[] sums = new double[NAMES.length];
                List<SenseSamples> samples = SenseSamples.read(Path.of(file));
                for (SenseSamples sample : samples) {
                    double[] row = measured(encoder, sample);
                    for (int i = 0; i < row.length; i++) {
                        sums[i] += row[i] / samples.size();
                    }
                }
                System.out.printf(
                        "%s, %s, %d words%n",
                        encoder.model().name(), Path.of(file).getFileName(), samples.size());
                for (int i = 0; i < NAMES.length; i++) {
                    System.out.printf("  %-42s MAP %.3f%n", NAMES[i], sums[i]);
                }
            }
        }
    }

    private static double[] measured(Encoder encoder, SenseSamples sample) {
        List<Occurrence> occurrences = sample.occurrences();
        int[] gold = sample.labels();
        int n = gold.length;
        Matrix uses = new UseReader(encoder).read(occurrences, done -> {});
        float[] useCosines = RowProducts.all(uses);
        float[] sentences = RowProducts.all(sentences(encoder, occurrences));
        double[][] tfidf = tfidf(occurrences);
        double[] sums = new double[NAMES.length];
        int queries = 0;
        for (int q = 0; q < n; q += Math.max(1, n / QUERIES)) {
            int query = q;
            long alike =
                    IntStream.range(0, n).filter(i -> gold[i] == gold[query]).count();
            if (alike < 2) {
                continue;
            }
            queries++;
            sums[0] += (alike - 1.0) / (n - 1);
            sums[1] += precision(order(q, n, i -> tfidf[query][i]), gold, q);
            sums[2] += precision(order(q, n, i -> sentences[query * n + i]), gold, q);
            sums[3] += precision(order(q, n, i -> useCosines[query * n + i]), gold, q);
            addRanking(occurrences, uses, gold, q, sums);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= queries;
        }
        return sums;
    }

    /** As the command does it: the query's text beside the other lines. */
    private static void addRanking(List<Occurrence> occurrences, Matrix uses, int[] gold, int query, double[] sums) {
        int[] others = IntStream.range(0, gold.length).filter(i -> i != query).toArray();
        List<Occurrence> rest = new ArrayList<>();
        float[][] rows = new float[others.length][];
        Map<Occurrence, Integer> numbers = new HashMap<>();
        for (int i = 0; i < others.length; i++) {
            rest.add(occurrences.get(others[i]));
            rows[i] = uses.row(others[i]);
            numbers.put(occurrences.get(others[i]), others[i]);
        }
        UseRanking ranking = new UseRanking(rest, Matrix.copyOf(rows));
        int[] first = numbers(ranking.hits(new UseQuery(List.of(uses.row(query)), List.of()), rest.size()), numbers);
        sums[4] += precision(first, gold, query);
        List<float[]> near = new ArrayList<>(List.of(uses.row(query)));
        List<float[]> far = new ArrayList<>();
        Set<Integer> judged = new HashSet<>();
        for (int i = 0; i < Math.min(JUDGED, first.length); i++) {
            judged.add(first[i]);
            (gold[first[i]] == gold[query] ? near : far).add(uses.row(first[i]));
        }
        int[] second = numbers(ranking.hits(new UseQuery(near, far), rest.size()), numbers);
        sums[5] += precision(without(first, judged), gold, query);
        sums[6] += precision(without(second, judged), gold, query);
    }

    private static int[] numbers(List<Hit> hits, Map<Occurrence, Integer> numbers) {
        return hits.stream().mapToInt(hit -> numbers.get(hit.occurrence())).toArray();
    }

    private static int[] without(int[] ranked, Set<Integer> judged) {
        return IntStream.of(ranked).filter(i -> !judged.contains(i)).toArray();
    }

    private interface Score {
        double of(int other);
    }

    private static int[] order(int query, int n, Score score) {
        return IntStream.range(0, n)
                .filter(i -> i != query)
                .boxed()
                .sorted((a, b) -> Double.compare(score.of(b), score.of(a)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Average precision; 0 if nothing alike is left. */
    private static double precision(int[] ranked, int[] gold, int query) {
        double sum = 0;
        int found = 0;
        for (int i = 0; i < ranked.length; i++) {
            if (gold[ranked[i]] == gold[query]) {
                found++;
                sum += found / (i + 1.0);
            }
        }
        return found == 0 ? 0 : sum / found;
    }

    private static Matrix sentences(Encoder encoder, List<Occurrence> occurrences) {
        return Matrix.copyOf(
                encoder.embed(occurrences.stream().map(Occurrence::passage).toList()).stream()
                        .map(embedding -> embedding.vector())
                        .toArray(float[][]::new));
    }

    private static double[][] tfidf(List<Occurrence> occurrences) {
        int n = occurrences.size();
        List<Map<String, Double>> texts = new ArrayList<>();
        Map<String, Integer> documents = new HashMap<>();
        for (Occurrence occurrence : occurrences) {
            Map<String, Double> counts = new java.util.TreeMap<>();
            for (Segment segment : WordSegmenter.segments(occurrence.passage())) {
                if (segment.kind() == Segment.Kind.WORD) {
                    counts.merge(segment.span().in(occurrence.passage()).toLowerCase(Locale.ROOT), 1.0, Double::sum);
                }
            }
            counts.keySet().forEach(word -> documents.merge(word, 1, Integer::sum));
            texts.add(counts);
        }
        for (Map<String, Double> text : texts) {
            text.replaceAll((word, count) -> count * Math.log((double) n / documents.get(word)));
            double norm =
                    Math.sqrt(text.values().stream().mapToDouble(v -> v * v).sum());
            text.replaceAll((word, weight) -> norm == 0 ? 0 : weight / norm);
        }
        double[][] cosines = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (var entry : texts.get(i).entrySet()) {
                    sum += entry.getValue() * texts.get(j).getOrDefault(entry.getKey(), 0.0);
                }
                cosines[i][j] = sum;
                cosines[j][i] = sum;
            }
        }
        return cosines;
    }
}
