package dev.heed.meaning.sense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupingTest {
    private static final int DIMENSION = 32;

    @Test
    void findsTwoCloudsThatLieApart() {
        int[] groups = new Grouping(clouds(60, 2, 0.15, 3)).groups();
        for (int i = 0; i < groups.length; i++) {
            assertThat(groups[i]).isEqualTo(i % 2);
        }
    }

    @Test
    void saysOneOfASingleCloud() {
        assertThat(new Grouping(clouds(80, 1, 0.15, 5)).groups()).containsOnly(0);
    }

    @Test
    void makesAsManyAsAskedFor() {
        int[] groups = new Grouping(clouds(60, 2, 0.15, 3)).groups(4, apart(60));
        assertThat(Arrays.stream(groups).distinct().count()).isEqualTo(4);
    }

    @Test
    void equalOccurrencesStayTogetherHoweverManyGroupsAreAskedFor() {
        TwoViews drawn = clouds(6, 2, 0.15, 3);
        int[] same = {0, 1, 2, 0, 1, 2, 0, 1, 2};
        TwoViews repeated = drawn.rows(same);
        for (int count = 1; count <= 9; count++) {
            int[] groups = new Grouping(repeated).groups(count, same);
            assertThat(Arrays.stream(groups).distinct().count()).isEqualTo(Math.min(count, 3));
            for (int i = 3; i < same.length; i++) {
                assertThat(groups[i]).isEqualTo(groups[i - 3]);
            }
        }
    }

    private static int[] apart(int n) {
        return java.util.stream.IntStream.range(0, n).toArray();
    }

    @Test
    void givesTheSameGroupsWhateverTheRun() {
        int[] once = new Grouping(clouds(90, 3, 0.2, 11)).groups();
        int[] again = new Grouping(clouds(90, 3, 0.2, 11)).groups();
        assertThat(again).isEqualTo(once);
    }

    @Test
    void aFewOccurrencesAreOneSense() {
        assertThat(new Grouping(clouds(1, 1, 0.2, 1)).groups()).containsExactly(0);
        assertThat(new Grouping(clouds(4, 2, 0.2, 1)).groups()).containsOnly(0);
    }

    @Test
    void membersOfSmallGroupsGoToTheNearest() {
        Likeness likeness = Likeness.of(clouds(12, 2, 0.05, 2).first(), 0.5f);
        int[] groups = {0, 1, 0, 1, 0, 1, 0, 1, 2, 1, 0, 3};
        assertThat(Grouping.dissolved(groups, likeness, 3)).containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    }

    /** Occurrence i belongs to cloud i mod {@code clouds}. */
    private static TwoViews clouds(int n, int clouds, double spread, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[n][2 * DIMENSION];
        for (int i = 0; i < n; i++) {
            for (int view = 0; view < 2; view++) {
                float[] vector = new float[DIMENSION];
                vector[i % clouds] = 1;
                for (int d = 0; d < DIMENSION; d++) {
                    vector[d] += (float) (spread * random.nextGaussian());
                }
                Vectors.normalize(vector);
                for (int d = 0; d < DIMENSION; d++) {
                    rows[i][view * DIMENSION + d] = vector[d] * (float) Math.sqrt(0.5);
                }
            }
        }
        return new TwoViews(Matrix.copyOf(rows), DIMENSION);
    }
}
