package dev.heed.meaning.concordance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.meaning.concordance.UseRanking.Ranked;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class UseRankingTest {
    private static final int EACH = 40;
    private static final int WIDTH = 24;

    /** Two clouds about two directions, one after the other. */
    private static Matrix clouds(double spread) {
        SplittableRandom random = new SplittableRandom(7);
        float[][] rows = new float[2 * EACH][WIDTH];
        for (int i = 0; i < rows.length; i++) {
            for (int column = 0; column < WIDTH; column++) {
                rows[i][column] = (float) (spread * (random.nextDouble() - 0.5));
            }
            rows[i][i / EACH] += 1;
            Vectors.normalize(rows[i]);
        }
        return Matrix.copyOf(rows);
    }

    private static List<Integer> ranked(Matrix vectors, UseQuery query) {
        return UseRanking.rows(vectors, query, Integer.MAX_VALUE).stream()
                .map(Ranked::row)
                .toList();
    }

    private static long ofFirstCloud(List<Integer> rows) {
        return rows.subList(0, EACH).stream().filter(row -> row < EACH).count();
    }

    @Test
    void theCloudOfTheQueryComesFirst() {
        Matrix vectors = clouds(0.8);
        List<Integer> rows = ranked(vectors, new UseQuery(List.of(vectors.row(3)), List.of()));
        assertThat(rows).hasSize(2 * EACH).doesNotHaveDuplicates().startsWith(3);
        assertThat(ofFirstCloud(rows)).isGreaterThan(EACH - 3);
    }

    @Test
    void likeAndNotDecideWhereTheQueryDoesNot() {
        Matrix vectors = clouds(0.8);
        float[] between = new float[WIDTH];
        between[0] = (float) Math.sqrt(0.5);
        between[1] = (float) Math.sqrt(0.5);
        List<Integer> one =
                ranked(vectors, new UseQuery(List.of(between, vectors.row(5)), List.of(vectors.row(EACH + 5))));
        List<Integer> other =
                ranked(vectors, new UseQuery(List.of(between, vectors.row(EACH + 5)), List.of(vectors.row(5))));
        assertThat(ofFirstCloud(one)).isGreaterThan(EACH - 5);
        assertThat(ofFirstCloud(other)).isLessThan(5);
        assertThat(one.getLast()).isGreaterThanOrEqualTo(EACH);
    }

    @Test
    void anyNumberOfThreadsRanksAlike() throws Exception {
        Matrix vectors = clouds(3);
        UseQuery query = new UseQuery(List.of(vectors.row(0), vectors.row(9)), List.of(vectors.row(EACH)));
        Supplier<List<Ranked>> ranking = () -> UseRanking.rows(vectors, query, Integer.MAX_VALUE);
        List<Ranked> alone = on(1, ranking);
        assertThat(on(2, ranking)).isEqualTo(alone);
        assertThat(on(5, ranking)).isEqualTo(alone);
    }

    private static <T> T on(int threads, Supplier<T> work) throws Exception {
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit(work::get).get();
        }
    }
}
