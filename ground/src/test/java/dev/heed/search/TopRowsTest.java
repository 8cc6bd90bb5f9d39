package dev.heed.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopRowsTest {
    private record Scored(int row, double score) {}

    /** Many equal scores, and rows in any order; looked at in between. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 40, 1000, 3000})
    void theBestAreThoseOfAWholeSort(int most) {
        Random random = new Random(most);
        List<Scored> all = new ArrayList<>();
        for (int row = 0; row < 2000; row++) {
            double score = random.nextInt(40) == 0 ? Double.NaN : random.nextInt(-20, 20) / 8d;
            all.add(new Scored(row, random.nextInt(5) == 0 ? -0d : score));
        }
        java.util.Collections.shuffle(all, random);
        TopRows best = new TopRows(most, new int[] {3, 1999});
        for (int i = 0; i < all.size(); i++) {
            best.offer(all.get(i).row, all.get(i).score);
            if (i % 211 == 0) {
                assertThat(ranked(best)).isEqualTo(expected(all.subList(0, i + 1), most));
            }
        }
        TopRows merged = new TopRows(most, new int[] {3, 1999});
        merged.offerAll(best);
        assertThat(ranked(merged)).isEqualTo(expected(all, most));
        assertThat(best.least()).isEqualTo(best.size() < most ? Double.NEGATIVE_INFINITY : best.score(most - 1));
    }

    @Test
    void whatIsAskedForTakesNoMemoryBeforeItIsThere() {
        List<Object> held = new ArrayList<>();
        for (int i = 0; i < 1000; i++) { // 24 GB if all were reserved
            held.add(new TopRows(2_000_000, new int[0]));
            held.add(new BestBounds(2_000_000));
        }
        assertThat(held).hasSize(2000);
    }

    @Test
    void allRowsAreRankedInNoTime() {
        int count = 1 << 20;
        TopRows best = new TopRows(count, new int[0]);
        for (int row = 0; row < count; row++) {
            best.offer(row, row / 2); // each better than those before
        }
        assertThat(best.row(0)).isEqualTo(count - 2);
        assertThat(best.row(1)).isEqualTo(count - 1);
        assertThat(best.row(count - 1)).isEqualTo(1);
    }

    private static List<String> ranked(TopRows best) {
        List<String> rows = new ArrayList<>();
        for (int rank = 0; rank < best.size(); rank++) {
            rows.add(best.row(rank) + " " + best.score(rank));
        }
        return rows;
    }

    private static List<String> expected(List<Scored> all, int most) {
        return all.stream()
                .filter(scored -> !Double.isNaN(scored.score) && scored.row != 3 && scored.row != 1999)
                .sorted(Comparator.comparingDouble((Scored scored) -> 0d - scored.score)
                        .thenComparingInt(Scored::row))
                .limit(most)
                .map(scored -> scored.row + " " + scored.score)
                .toList();
    }
}
