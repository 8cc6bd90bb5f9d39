package dev.heed.vectors;

import dev.heed.format.Quoted;
import dev.heed.parallel.Workers;
import dev.heed.search.Questions;
import dev.heed.search.Ranking;
import dev.heed.search.RowCosines;
import dev.heed.search.RowScan;
import dev.heed.search.TopRows;
import dev.heed.tensor.Vectors;
import dev.heed.text.SameWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Questions to word vectors, all answered exactly: neighbours by cosine, analogies, the odd one out, the centre of some
 * words. Words that are asked about are not among the answers, however they are spelled ({@link SameWord}).
 *
 * <p>Thread-safe; the same bits on any number of threads. A word is looked up as written; one without a vector is an
 * {@link IllegalArgumentException} that names the nearest spellings; so is, where nearness is asked for, one whose vector
 * is zero.
 */
public final class WordSearch implements AutoCloseable {
    private static final int QUESTIONS_A_PASS = 256;

    /** Of a word, as far as they are expected. */
    private static final int SPELLINGS = 8;

    private final WordVectors vectors;
    private final Workers workers;
    private final RowScan scan;
    private final boolean shared; // the workers are another's to close

    private WordSearch(WordVectors vectors, Workers workers, boolean shared) {
        this.vectors = vectors;
        this.workers = workers;
        this.shared = shared;
        this.scan = new RowScan(vectors.rows(), vectors.size(), workers);
    }

    /** @param threads the most that work at once, the caller's included */
    public static WordSearch of(WordVectors vectors, int threads) {
        return new WordSearch(vectors, Workers.of(threads), false);
    }

    /** @param workers of the caller, who closes them */
    public static WordSearch of(WordVectors vectors, Workers workers) {
        return new WordSearch(vectors, workers, true);
    }

    /** The words nearest to a word, nearest first. */
    public List<Neighbor> neighbors(String word, int count) {
        return neighbors(List.of(word), count).getFirst();
    }

    /** The words nearest to each of several words, in one pass over the rows. */
    public List<List<Neighbor>> neighbors(List<String> words, int count) {
        float[][] queries = words.stream().map(this::direction).toArray(float[][]::new);
        int[][] excluded = words.stream().map(word -> rows(word)).toArray(int[][]::new);
        return nearestBeside(words.stream().map(List::of).toList(), queries, excluded, count);
    }

    /** Nearest words that are none of those asked about: as many more are looked for as turn out to be those, respelled. */
    private List<List<Neighbor>> nearestBeside(
            List<List<String>> asked, float[][] queries, int[][] excluded, int count) {
        checkCount(count);
        for (int i = 0; i < queries.length; i++) {
            if (isZero(queries[i])) {
                throw new IllegalArgumentException("words " + String.join(", ", asked.get(i))
                        + ": their vectors cancel out, so that nothing is near or far");
            }
        }
        int enough = Math.min(count, vectors.size());
        for (int more = SPELLINGS; ; more *= 4) {
            List<List<Neighbor>> found =
                    nearest(queries, excluded, Math.min(vectors.size(), enough + more), vectors.size());
            List<List<Neighbor>> kept = new ArrayList<>();
            boolean all = true;
            for (int i = 0; i < found.size(); i++) {
                List<Neighbor> others = beside(asked.get(i), found.get(i));
                all &= others.size() >= enough || found.get(i).size() < enough + more;
                kept.add(others.subList(0, Math.min(enough, others.size())));
            }
            if (all) {
                return kept;
            }
        }
    }

    private static List<Neighbor> beside(List<String> asked, List<Neighbor> found) {
        Set<String> keys = new HashSet<>();
        asked.forEach(word -> keys.add(SameWord.key(word)));
        return found.stream()
                .filter(neighbor -> !keys.contains(SameWord.key(neighbor.word())))
                .toList();
    }

    /** The words nearest to a vector. */
    public List<Neighbor> nearest(float[] vector, int count) {
        return nearest(List.of(vector), count).getFirst();
    }

    /** The words nearest to each of several vectors. */
    public List<List<Neighbor>> nearest(List<float[]> queries, int count) {
        for (float[] vector : queries) {
            if (vector.length != vectors.dimension()) {
                throw new IllegalArgumentException(
                        "vector: expected " + vectors.dimension() + " numbers, got " + vector.length);
            }
        }
        return nearest(queries.toArray(float[][]::new), new int[queries.size()][0], count, vectors.size());
    }

    /** The {@code count} nearest words of each query, a vector of the file's dimension, among the first {@code limit} rows and without the rows of {@code excluded}, one list a query. */
    public List<List<Neighbor>> nearest(float[][] queries, int[][] excluded, int count, int limit) {
        checkCount(count);
        List<List<Neighbor>> all = new ArrayList<>();
        for (int from = 0; from < queries.length; from += QUESTIONS_A_PASS) {
            int to = Math.min(queries.length, from + QUESTIONS_A_PASS);
            TopRows[] best = scan.best(Questions.of(
                    Ranking.COSINE,
                    Arrays.copyOfRange(queries, from, to),
                    count,
                    Math.min(limit, vectors.size()),
                    Arrays.copyOfRange(excluded, from, to)));
            Arrays.stream(best).map(this::neighbors).forEach(all::add);
        }
        return all;
    }

    /** a is to b as c is to …: the words nearest to b − a + c, of vectors of length 1 (3CosAdd, Mikolov et al., 2013). */
    public List<Neighbor> analogy(String a, String b, String c, int count) {
        float[][] target = {sum(new double[] {-1, 1, 1}, direction(a), direction(b), direction(c))};
        return nearestBeside(List.of(List.of(a, b, c)), target, new int[][] {rows(a, b, c)}, count)
                .getFirst();
    }

    /**
     * The same by a product instead of a sum, so that one large cosine decides less (3CosMul, Levy and Goldberg, 2014);
     * similarity is {@code cos(b)·cos(c)/(cos(a) + 1e-6)} with cosines moved to 0 … 1.
     */
    public List<Neighbor> analogyByProduct(String a, String b, String c, int count) {
        checkCount(count);
        float[][] three = {direction(a), direction(b), direction(c)};
        int enough = Math.min(count, vectors.size());
        for (int more = SPELLINGS; ; more *= 4) {
            int most = Math.min(vectors.size(), enough + more);
            TopRows[] best =
                    scan.best(Questions.of(Ranking.PRODUCT, three, most, vectors.size(), new int[][] {rows(a, b, c)}));
            List<Neighbor> others = beside(List.of(a, b, c), neighbors(best[0]));
            if (others.size() >= enough || best[0].size() < enough + more) {
                return others.subList(0, Math.min(enough, others.size()));
            }
        }
    }

    /** Cosine of two words. */
    public double similarity(String a, String b) {
        return Vectors.cosine(vector(a), vector(b));
    }

    /** How near each of some words is to their centre, the mean of their vectors at length 1; in their order. */
    public double[] nearnessToCenter(List<String> words) {
        float[] center = center(words);
        return words.stream()
                .mapToDouble(word -> Vectors.cosine(vector(word), center))
                .toArray();
    }

    /** Position of the word that is least near to the centre of all. */
    public int oddOneOut(List<String> words) {
        double[] nearness = nearnessToCenter(words);
        return IntStream.range(0, nearness.length)
                .boxed()
                .min((i, j) -> Double.compare(nearness[i], nearness[j]))
                .orElseThrow(() -> new IllegalArgumentException("words: expected at least one, got none"));
    }

    /** The words nearest to the centre of some words. */
    public List<Neighbor> centroid(List<String> words, int count) {
        float[][] center = {center(words)};
        return nearestBeside(List.of(words), center, new int[][] {rows(words.toArray(String[]::new))}, count)
                .getFirst();
    }

    private float[] center(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("words: expected at least one, got none");
        }
        double[] weights = new double[words.size()];
        Arrays.fill(weights, 1.0 / words.size());
        return sum(weights, words.stream().map(this::direction).toArray(float[][]::new));
    }

    /** Weighted sum of vectors at length 1; (dimension). */
    public static float[] sum(double[] weights, float[]... vectors) {
        double[] sum = new double[vectors[0].length];
        for (int v = 0; v < vectors.length; v++) {
            double norm = Math.sqrt(RowCosines.dot(vectors[v], vectors[v]));
            for (int i = 0; norm > 0 && i < sum.length; i++) {
                sum[i] += weights[v] * vectors[v][i] / norm;
            }
        }
        float[] rounded = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            rounded[i] = (float) sum[i];
        }
        return rounded;
    }

    private List<Neighbor> neighbors(TopRows best) {
        return IntStream.range(0, best.size())
                .mapToObj(i -> new Neighbor(vectors.word(best.row(i)), best.row(i), best.score(i)))
                .toList();
    }

    private float[] vector(String word) {
        Optional<float[]> found = vectors.vector(word);
        return found.orElseThrow(() -> {
            List<String> near = Spelling.nearest(word, vectors, 5);
            return new IllegalArgumentException("word " + Quoted.of(word) + ": not among the " + vectors.size()
                    + (vectors.size() == 1 ? " word" : " words")
                    + (near.isEmpty() ? "" : "; nearest spellings: " + String.join(", ", near)));
        });
    }

    private int[] rows(String... words) {
        return Arrays.stream(words)
                .flatMap(word -> vectors.row(word).stream().boxed())
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /** A word's vector, which has a direction. */
    private float[] direction(String word) {
        float[] vector = vector(word);
        if (isZero(vector)) {
            throw new IllegalArgumentException(
                    "word " + Quoted.of(word) + ": its vector is zero, so that nothing is near it or far from it");
        }
        return vector;
    }

    private static boolean isZero(float[] vector) {
        for (float value : vector) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static void checkCount(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count: expected 1 or more, got " + count);
        }
    }

    /** Ends the threads; the vectors stay open. */
    @Override
    public void close() {
        if (!shared) {
            workers.close();
        }
    }

    @Override
    public String toString() {
        return "WordSearch[" + vectors + "]";
    }
}
