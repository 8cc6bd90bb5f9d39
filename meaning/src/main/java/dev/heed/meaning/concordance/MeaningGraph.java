package dev.heed.meaning.concordance;

import dev.heed.meaning.feature.RowProducts;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Occurrences linked to those most like them, and scores that spread along the links (Zhou et al. 2004, <i>Ranking on data
 * manifolds</i>): an occurrence is near a query if it is near what is near the query.
 *
 * <p>Each is linked with its {@value #NEIGHBOURS} nearest, of few an eighth (else they would all be linked with each other),
 * but {@value #FEWEST}; weights are max(cos, 0)³, symmetric and divided by the roots of
 * both degrees; scores are {@code f = α·W·f + (1 − α)·y} with α = {@value #ALPHA}, iterated {@value #ROUNDS} times.
 * Immutable; the same bits on any number of threads.
 */
final class MeaningGraph {
    private static final int NEIGHBOURS = 10;
    private static final int FEWEST = 3;
    private static final int PART = 8;
    private static final double ALPHA = 0.97;
    private static final int ROUNDS = 200;

    private final int[][] links;
    private final double[][] weights;

    /** @param rows vectors of length 1; (occurrences, dimension) */
    MeaningGraph(Matrix rows) {
        int n = rows.rows();
        float[] cosines = RowProducts.all(rows);
        int[][] nearest = new int[n][];
        int neighbours = Math.clamp(n / PART, FEWEST, NEIGHBOURS);
        IntStream.range(0, n).parallel().forEach(i -> nearest[i] = nearest(cosines, n, i, neighbours));
        TreeSet<Integer>[] linked = symmetric(nearest);
        this.links = new int[n][];
        this.weights = new double[n][];
        double[] degrees = new double[n];
        for (int i = 0; i < n; i++) {
            int row = i;
            links[i] = linked[i].stream().mapToInt(Integer::intValue).toArray();
            weights[i] = Arrays.stream(links[i])
                    .mapToDouble(j -> Math.pow(Math.max(0, cosines[row * n + j]), 3))
                    .toArray();
            degrees[i] = Arrays.stream(weights[i]).sum();
        }
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < links[i].length; l++) {
                double degree = Math.sqrt(degrees[i] * degrees[links[i][l]]);
                weights[i][l] = degree == 0 ? 0 : weights[i][l] / degree;
            }
        }
    }

    /** What reaches each occurrence of a score of 1 at one of them; (occurrences). */
    double[] spread(int from) {
        double[] scores = new double[links.length];
        scores[from] = 1;
        for (int round = 0; round < ROUNDS; round++) {
            double[] next = new double[scores.length];
            for (int i = 0; i < scores.length; i++) {
                double sum = 0;
                for (int l = 0; l < links[i].length; l++) {
                    sum += weights[i][l] * scores[links[i][l]];
                }
                next[i] = ALPHA * sum + (i == from ? 1 - ALPHA : 0);
            }
            scores = next;
        }
        return scores;
    }

    @SuppressWarnings("unchecked")
    private static TreeSet<Integer>[] symmetric(int[][] nearest) {
        TreeSet<Integer>[] linked = new TreeSet[nearest.length];
        Arrays.setAll(linked, i -> new TreeSet<>());
        for (int i = 0; i < nearest.length; i++) {
            for (int j : nearest[i]) {
                linked[i].add(j);
                linked[j].add(i);
            }
        }
        return linked;
    }

    /** The most alike, the occurrence itself left out; of equals the earlier. */
    private static int[] nearest(float[] cosines, int n, int i, int neighbours) {
        int[] nearest = new int[neighbours];
        int count = 0;
        for (int j = 0; j < n; j++) {
            float cosine = cosines[i * n + j];
            if (j == i || count == neighbours && cosine <= cosines[i * n + nearest[count - 1]]) {
                continue;
            }
            int at = count == neighbours ? count - 1 : count++;
            for (; at > 0 && cosine > cosines[i * n + nearest[at - 1]]; at--) {
                nearest[at] = nearest[at - 1];
            }
            nearest[at] = j;
        }
        return Arrays.copyOf(nearest, count);
    }
}
