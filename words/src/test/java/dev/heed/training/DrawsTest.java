package dev.heed.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DrawsTest {
    @Test
    void theStreamIsSplitMix64() {
        // the published first numbers for the state 1234567
        Draws draws = Draws.from(1234567);
        assertThat(new long[] {draws.next(), draws.next(), draws.next()})
                .containsExactly(
                        6457827717110365317L, 3203168211198807973L, Long.parseUnsignedLong("9817491932198370423"));
    }

    @Test
    void streamsDifferByEveryNumber() {
        long one = Draws.of(1, 2, 3).next();
        assertThat(Draws.of(1, 2, 3).next()).isEqualTo(one);
        assertThat(new long[] {
                    Draws.of(1, 2, 4).next(),
                    Draws.of(1, 3, 2).next(),
                    Draws.of(1, 2).next()
                })
                .doesNotContain(one)
                .doesNotHaveDuplicates();
    }

    @Test
    void oneOrNoneByItsShareAndNothingDrawnForWhatIsCertain() {
        Draws draws = Draws.of(1);
        int ones = 0;
        for (int i = 0; i < 1_000_000; i++) {
            ones += draws.oneOrNone(3L << 29); // 3/8
            assertThat(draws.oneOrNone(1L << 32)).isOne();
        }
        assertThat(ones / 1e6).isCloseTo(0.375, within(0.002));
        assertThat(draws.oneOrNone(0)).isZero();
        Draws drawn = Draws.of(1);
        for (int i = 0; i <= 1_000_000; i++) {
            drawn.next();
        }
        assertThat(draws.next()).isEqualTo(drawn.next());
    }

    @Test
    void anAliasTableDrawsByWeight() {
        double[] weights = {5, 0, 1, 0.25, 3, 0.75};
        AliasTable table = new AliasTable(weights);
        Draws draws = Draws.of(1);
        int[] drawn = new int[weights.length];
        for (int i = 0; i < 1_000_000; i++) {
            drawn[table.draw(draws)]++;
        }
        for (int i = 0; i < weights.length; i++) {
            assertThat(drawn[i] / 1e6).isCloseTo(weights[i] / 10, within(0.002));
        }
        assertThat(drawn[1]).isZero();
        assertThat(new AliasTable(new double[] {7}).draw(draws)).isZero();
    }

    @Test
    void changesAreDampedBetweenTheirSumAndTheirMean() {
        assertThat(RowDamping.scale(1, 4)).isEqualTo(1);
        assertThat(RowDamping.scale(0, 4)).isEqualTo(0.25f);
        assertThat(RowDamping.scale(0.5f, 2)).isEqualTo(0.75f);
    }
}
