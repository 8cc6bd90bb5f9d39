package dev.heed.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.parallel.Workers;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The fast pass gives what looking at every row gives, to the last bit. */
class RowScanTest {
    private static final int ROWS = 9000; // three stretches, the last in part

    /** Rows of all lengths, some twice, some a hair apart, some zero, some not finite. */
    private static float[] numbers(Random random, int dimension) {
        float[] numbers = new float[ROWS * dimension];
        for (int row = 0; row < ROWS; row++) {
            float length = (float) Math.exp(4 * random.nextGaussian());
            int other = row == 0 ? 0 : random.nextInt(row);
            int kind = random.nextInt(12);
            for (int i = 0; i < dimension; i++) {
                float fresh = length * (float) random.nextGaussian();
                float copied = numbers[other * dimension + i];
                numbers[row * dimension + i] = switch (kind) {
                    case 0 -> 0;
                    case 1, 2 -> copied;
                    case 3, 4 -> i == 0 ? Math.nextUp(copied) : copied;
                    case 5 -> -copied;
                    case 6 -> copied * 0.5f;
                    default -> fresh;
                };
            }
        }
        numbers[77 * dimension] = Float.NaN;
        numbers[4999 * dimension] = Float.POSITIVE_INFINITY;
        for (int i = 0; i < dimension; i++) {
            numbers[5000 * dimension + i] = Float.MAX_VALUE;
            numbers[5001 * dimension + i] = Float.MIN_VALUE;
        }
        return numbers;
    }

    private static VectorRows rows(float[] numbers, int dimension) {
        return new VectorRows.Even(MemorySegment.ofArray(numbers), 0, 4L * dimension, dimension);
    }

    private static Questions questions(
            Ranking ranking, float[] numbers, int dimension, Random random, int size, int count, int limit) {
        float[][] vectors = new float[size * ranking.vectors][];
        int[][] excluded = new int[size][];
        for (int v = 0; v < vectors.length; v++) {
            int row = nonzeroRow(numbers, dimension, random);
            vectors[v] = java.util.Arrays.copyOfRange(numbers, row * dimension, (row + 1) * dimension);
            if (v % 3 == 1) {
                vectors[v][0] += 0.1f;
            }
            excluded[v / ranking.vectors] = v % 2 == 0 ? new int[] {row} : new int[0];
        }
        return Questions.of(ranking, vectors, count, limit, excluded);
    }

    private static int nonzeroRow(float[] numbers, int dimension, Random random) {
        while (true) {
            int row = random.nextInt(ROWS);
            float first = numbers[row * dimension];
            if (first != 0 && Float.isFinite(first)) {
                return row;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 10", "13, 1", "101, 200"})
    void candidatesAreEnough(int dimension, int count) {
        Random random = new Random(dimension);
        float[] numbers = numbers(random, dimension);
        VectorRows rows = rows(numbers, dimension);
        long half = 2L * 4096 * (dimension + RowSketch.BYTES_BESIDE);
        try (Workers workers = Workers.of(3)) {
            for (long memory : new long[] {0, half, Long.MAX_VALUE}) {
                RowScan scan = new RowScan(rows, ROWS, workers, memory);
                for (Ranking ranking : Ranking.values()) {
                    for (int limit : new int[] {ROWS, 4097}) {
                        Questions asked = questions(ranking, numbers, dimension, random, 9, count, limit);
                        assertThat(answers(scan.bestOfCandidates(asked))).isEqualTo(answers(scan.bestOfAll(asked)));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Ranking.class)
    void theFirstQuestionsAndLaterOnesHaveTheSameAnswers(Ranking ranking) {
        Random random = new Random(8);
        float[] numbers = numbers(random, 20);
        RowScan scan = new RowScan(rows(numbers, 20), ROWS, Workers.CALLER_ONLY);
        Questions asked = questions(ranking, numbers, 20, random, 1, 7, ROWS);
        List<List<String>> first = answers(scan.best(asked));
        for (int i = 0; i < 10; i++) {
            assertThat(answers(scan.best(asked))).isEqualTo(first);
        }
    }

    private static List<List<String>> answers(TopRows[] best) {
        List<List<String>> answers = new ArrayList<>();
        for (TopRows rows : best) {
            List<String> ranked = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                ranked.add(rows.row(i) + " " + Long.toHexString(Double.doubleToLongBits(rows.score(i))));
            }
            answers.add(ranked);
        }
        return answers;
    }
}
