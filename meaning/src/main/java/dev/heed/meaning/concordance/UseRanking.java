package dev.heed.meaning.concordance;

import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.feature.RowProducts;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Ranks occurrences by how much they use the word as a query does.
 *
 * <p>All are compared with the query; the {@value #MOST} nearest are ranked once more by a {@link MeaningKernel} that the
 * query's own uses are part of; the others follow. Immutable, thread-safe.
 */
public final class UseRanking {
    /** Occurrences that are linked with each other; what that takes grows with their square. */
    public static final int MOST = 1_500;

    private final List<Occurrence> occurrences;
    private final Matrix vectors;

    /** @param vectors of the occurrences by {@link dev.heed.meaning.feature.Recipe#ofUse}; (occurrences, dimension) */
    public UseRanking(List<Occurrence> occurrences, Matrix vectors) {
        this.occurrences = List.copyOf(occurrences);
        this.vectors = vectors;
    }

    /** The best first; of equals the earlier. */
    public List<Hit> hits(UseQuery query, int top) {
        return rows(vectors, query, top).stream()
                .map(ranked -> new Hit(occurrences.get(ranked.row()), ranked.similarity(), ranked.score()))
                .toList();
    }

    /**
     * A row of the answer.
     *
     * @param similarity mean cosine with the uses asked for
     * @param score what the order follows; null behind the rows that are linked with each other
     */
    public record Ranked(int row, double similarity, Double score) {}

    /**
     * The same for vectors alone.
     *
     * @param vectors of length 1; (occurrences, dimension)
     * @return their rows, the best first; of equals the earlier
     */
    public static List<Ranked> rows(Matrix vectors, UseQuery query, int top) {
        double[] near = new double[vectors.rows()];
        double[] far = new double[vectors.rows()];
        add(vectors, query.near(), near);
        add(vectors, query.far(), far);
        int[] order = order(IntStream.range(0, near.length)
                .mapToDouble(i -> near[i] - far[i])
                .toArray());
        int size = Math.min(MOST, order.length);
        int[] best = Arrays.copyOf(order, size);
        Arrays.sort(best); // what decides between equals is their place in the corpus
        double[] scores = scores(vectors, query, best);
        int[] ranked = order(scores);
        List<Ranked> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(top, order.length); i++) {
            int row = i < size ? best[ranked[i]] : order[i];
            rows.add(new Ranked(row, near[row], i < size ? scores[ranked[i]] : null));
        }
        return rows;
    }

    /**
     * By how much each is nearer to what is wanted than to what is not, which says which of many are ranked with each other: the
     * {@link #MOST} largest, of equals the earlier.
     *
     * @param vectors of length 1; (occurrences, dimension)
     */
    public static double[] atSight(Matrix vectors, UseQuery query) {
        double[] near = new double[vectors.rows()];
        double[] far = new double[vectors.rows()];
        add(vectors, query.near(), near);
        add(vectors, query.far(), far);
        return IntStream.range(0, near.length)
                .mapToDouble(i -> near[i] - far[i])
                .toArray();
    }

    /** Mean cosine of every occurrence with the uses. */
    private static void add(Matrix vectors, List<float[]> uses, double[] cosines) {
        for (float[] use : uses) {
            float[] products = RowProducts.with(vectors, use);
            for (int i = 0; i < cosines.length; i++) {
                cosines[i] += products[i] / (double) uses.size();
            }
        }
    }

    /** The scores of some rows; uses that stand among them are told by their vectors. */
    private static double[] scores(Matrix vectors, UseQuery query, int[] rows) {
        List<float[]> nodes = new ArrayList<>();
        for (int row : rows) {
            nodes.add(vectors.row(row));
        }
        Map<Integer, Double> labels = new TreeMap<>();
        query.near().forEach(use -> labels.merge(node(use, nodes), 1.0, (before, one) -> before));
        query.far().forEach(use -> labels.putIfAbsent(node(use, nodes), -1.0));
        MeaningKernel kernel = new MeaningKernel(Matrix.copyOf(nodes.toArray(float[][]::new)));
        double[] scores = kernel.scores(
                labels.keySet().stream().mapToInt(Integer::intValue).toArray(),
                labels.values().stream().mapToDouble(Double::doubleValue).toArray());
        return Arrays.copyOf(scores, rows.length);
    }

    /** The number of a use among the nodes; a new one if it is none of them. */
    private static int node(float[] use, List<float[]> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            if (Arrays.equals(use, nodes.get(i))) {
                return i;
            }
        }
        nodes.add(use);
        return nodes.size() - 1;
    }

    private static int[] order(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
