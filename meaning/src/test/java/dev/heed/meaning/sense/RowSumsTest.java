package dev.heed.meaning.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums that merge to the same bits however the rows are spread. */
class RowSumsTest {
    private static final int ROWS = 1_000;
    private static final int COLUMNS = 37;
    private static final int GROUPS = 3;

    @Test
    void partsMergeToTheSameBitsInAnyOrder() {
        float[] data = data(7);
        int[] groups = new Random(8).ints(ROWS, -1, GROUPS).toArray();
        RowSums whole = sums(data, groups, 0, ROWS);
        for (int parts : new int[] {2, 3, 7, 999}) {
            RowSums merged = new RowSums(GROUPS, COLUMNS);
            for (int part = parts - 1; part >= 0; part--) {
                merged.add(sums(data, groups, part * ROWS / parts, (part + 1) * ROWS / parts));
            }
            for (int g = 0; g < GROUPS; g++) {
                assertThat(merged.directions().row(g))
                        .isEqualTo(whole.directions().row(g));
            }
        }
    }

    @Test
    void directionsAreThoseOfSumsInDoublePrecision() {
        float[] data = data(9);
        float[] direction = sums(data, new int[ROWS], 0, ROWS).directions().row(0);
        double[] exact = new double[COLUMNS];
        for (int i = 0; i < data.length; i++) {
            exact[i % COLUMNS] += data[i];
        }
        float[] expected = new float[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            expected[i] = (float) exact[i];
        }
        Vectors.normalize(expected);
        for (int i = 0; i < COLUMNS; i++) {
            assertThat(direction[i]).isEqualTo(expected[i], within(1e-7f));
        }
    }

    @Test
    void rowsInMemoryAnswerLikewise() {
        float[] data = data(11);
        OccurrenceRows rows = OccurrenceRows.of(Matrix.of(data, ROWS, COLUMNS));
        int[] groups = new Random(12).ints(ROWS, -1, GROUPS).toArray();
        assertThat(rows.sums(groups, GROUPS).directions().toArrays())
                .isDeepEqualTo(sums(data, groups, 0, ROWS).directions().toArrays());
        assertThat(rows.some(new int[] {5, 2}).row(0))
                .isEqualTo(Matrix.of(data, ROWS, COLUMNS).row(5));
        assertThat(rows.count()).isEqualTo(ROWS);
    }

    private static RowSums sums(float[] data, int[] groups, int from, int to) {
        RowSums sums = new RowSums(GROUPS, COLUMNS);
        for (int row = from; row < to; row++) {
            sums.add(data, row * COLUMNS, groups[row]);
        }
        return sums;
    }

    private static float[] data(long seed) {
        Random random = new Random(seed);
        float[] data = new float[ROWS * COLUMNS];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextFloat(-1, 1);
        }
        return data;
    }
}
