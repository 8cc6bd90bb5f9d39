package dev.heed.index.use;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BestTest {
    private static final int COUNT = 1_000;

    @Test
    void keepsTheBestOfManyInAnyOrder() {
        int[] numbers = new Random(3).ints(COUNT, 0, COUNT).distinct().toArray();
        int[] descending =
                IntStream.of(numbers).map(i -> -i).sorted().map(i -> -i).toArray();
        for (int most : new int[] {1, 63, 64, 65, 129, numbers.length, COUNT}) {
            Best best = new Best(most);
            Best half = new Best(most);
            for (int i = 0; i < numbers.length; i++) {
                (i % 2 == 0 ? best : half).offer(numbers[i], numbers[i]);
            }
            best.offerAll(half);
            assertThat(best.numbers())
                    .isEqualTo(IntStream.of(descending).limit(most).toArray());
        }
    }

    @Test
    void allMayBeKept() {
        Best best = new Best(Integer.MAX_VALUE);
        best.offer(0.25f, 7);
        best.offer(0.5f, 9);
        assertThat(best.numbers()).containsExactly(9, 7);
    }
}
