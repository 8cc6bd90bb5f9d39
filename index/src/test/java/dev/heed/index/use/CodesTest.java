package dev.heed.index.use;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.tensor.Vectors;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CodesTest {
    private final Random random = new Random(7);

    @Test
    void dotProductsOfBytesAreThoseOfTheVectors() {
        for (int dimension : new int[] {1, 7, 64, 384, 1_000}) {
            float[] a = vector(dimension);
            float[] b = vector(dimension);
            byte[] codes = ByteCodes.of(b);
            assertThat(codes).hasSize(ByteCodes.length(dimension));
            assertThat((double) new ByteCodes.Query(a).dot(codes, 0))
                    .as("dimension %d", dimension)
                    .isCloseTo(Vectors.dot(a, b), Offset.offset(0.006));
            assertThat(Vectors.cosine(ByteCodes.vector(codes, 0, dimension), b)).isGreaterThan(0.9999);
        }
    }

    @Test
    void noSumOverflows() {
        float[] ones = new float[4_096];
        Arrays.fill(ones, 1);
        assertThat(new ByteCodes.Query(ones).dot(ByteCodes.of(ones), 0)).isCloseTo(4_096f, Offset.offset(0.01f));
    }

    @Test
    void aVectorOfZerosHasNoProducts() {
        float[] zeros = new float[64];
        assertThat(new ByteCodes.Query(vector(64)).dot(ByteCodes.of(zeros), 0)).isZero();
        assertThat(new ByteCodes.Query(zeros).dot(ByteCodes.of(vector(64)), 0)).isZero();
        assertThat(new Sketch.Query(zeros).score(Sketch.of(zeros), 0)).isZero();
    }

    @Test
    void aSketchScoresTheSumOfTheQuerysNumbersAtItsOnes() {
        for (int dimension : new int[] {1, 63, 64, 65, 384, 1_000}) {
            float[] query = vector(dimension);
            float[] vector = vector(dimension);
            double expected = 0;
            double magnitude = 0;
            for (int i = 0; i < dimension; i++) {
                expected += vector[i] > 0 ? query[i] : 0;
                magnitude += Math.abs(query[i]);
            }
            byte[] bits = Sketch.of(vector);
            assertThat(bits).hasSize(Sketch.length(dimension));
            assertThat((double) new Sketch.Query(query).score(bits, 0))
                    .as("dimension %d", dimension)
                    .isCloseTo(expected, Offset.offset(0.2 * magnitude));
        }
    }

    @Test
    void theBestAreKeptWhateverTheOrder() {
        float[] scores = new float[500];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextInt(40) - 20;
        }
        int[] expected = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Float.compare(scores[b], scores[a]))
                .limit(30)
                .mapToInt(Integer::intValue)
                .toArray();
        Best forward = new Best(30);
        Best halves = new Best(30);
        Best rest = new Best(30);
        for (int i = 0; i < scores.length; i++) {
            forward.offer(scores[i], i);
            int back = scores.length - 1 - i;
            (back % 2 == 0 ? halves : rest).offer(scores[back], back);
        }
        halves.offerAll(rest);
        assertThat(forward.numbers()).isEqualTo(expected);
        assertThat(halves.numbers()).isEqualTo(expected);
    }

    private float[] vector(int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        Vectors.normalize(vector);
        return vector;
    }
}
