package dev.heed.generation.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CirclesTest {
    private static final int[] SOURCE = IntStream.range(100, 120).toArray();

    private static int[] times(int times, int... run) {
        return IntStream.range(0, times * run.length)
                .map(i -> run[i % run.length])
                .toArray();
    }

    private static int[] after(int[] first, int... rest) {
        return IntStream.concat(IntStream.of(first), IntStream.of(rest)).toArray();
    }

    private static int kept(int[] source, int... target) {
        return new Circles(source).kept(target, 0, target.length);
    }

    @Test
    void oneIdOverAndOverIsACircle() {
        assertThat(kept(SOURCE, times(15, 7))).isEqualTo(15);
        assertThat(kept(SOURCE, times(16, 7))).isEqualTo(1);
        assertThat(kept(SOURCE, after(new int[] {1, 2, 3}, times(20, 7)))).isEqualTo(4);
    }

    @Test
    void aSentenceOverAndOverIsOneToo() {
        int[] sentence = {5, 6, 7, 8, 9};
        assertThat(kept(SOURCE, times(3, sentence))).isEqualTo(15);
        assertThat(kept(SOURCE, after(new int[] {1}, times(4, sentence)))).isEqualTo(6);
        assertThat(kept(SOURCE, after(times(4, sentence), 5, 6)))
                .as("in the middle of the fifth: four runs that end here, turned")
                .isEqualTo(7);
    }

    @Test
    void whatTheSourceRepeatsMayBeRepeated() {
        int[] dots = after(new int[] {3, 4}, times(30, 9));
        assertThat(kept(dots, times(30, 7))).isEqualTo(30);
        assertThat(kept(dots, times(45, 7))).isEqualTo(45);
        assertThat(kept(dots, times(46, 7))).isEqualTo(1);
    }

    @Test
    void whatIsBeforeDoesNotCount() {
        int[] target = times(16, 7);
        assertThat(new Circles(SOURCE).kept(target, 1, target.length)).isEqualTo(16);
        assertThat(kept(SOURCE, IntStream.range(0, 500).toArray())).isEqualTo(500);
        assertThat(new Circles(new int[0]).kept(new int[0], 0, 0)).isZero();
    }
}
