package dev.heed.meaning.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.InvalidFileException;
import dev.heed.meaning.statistics.ModelStatistics.Spread;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsFileTest {
    @Test
    void comesBackAsItWas() {
        ModelStatistics statistics = statistics();
        byte[] bytes = StatisticsFile.write(statistics);
        ModelStatistics read = StatisticsFile.read(bytes, "s.safetensors");
        assertThat(read.model()).isEqualTo("tiny");
        assertThat(read.firstLayer()).isEqualTo(3);
        assertThat(read.cosines()).isEqualTo(statistics.cosines());
        assertThat(read.pairs()).isEqualTo(statistics.pairs());
        assertThat(read.moments(Surrounding.AROUND, 4).deviations()).containsExactly(2, 3);
        assertThat(StatisticsFile.write(read)).isEqualTo(bytes);
    }

    @Test
    void everyCutIsRefused() {
        byte[] bytes = StatisticsFile.write(statistics());
        for (int length = 0; length < bytes.length; length += 37) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> StatisticsFile.read(cut, "s.safetensors"))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageStartingWith("s.safetensors");
        }
    }

    @Test
    void momentsAreThoseOfWhatWasAdded() {
        Moments.Sum sum = new Moments.Sum(2);
        sum.add(new float[] {1, 5});
        sum.add(new float[] {3, 5});
        Moments moments = sum.moments();
        assertThat(moments.means()).containsExactly(2, 5);
        assertThat(moments.deviations()).containsExactly(1, 1);
        assertThat(moments.standardized(new float[] {4, 5})).containsExactly(2, 0);
    }

    @Test
    void percentilesFollowTheHistogram() {
        Scores scores = new Scores(new float[] {1, 1, 2, 0}); // bins from -1, -0.5, 0, 0.5
        assertThat(scores.percentile(-1)).isEqualTo(0);
        assertThat(scores.percentile(0)).isEqualTo(50, within(1e-9));
        assertThat(scores.percentile(0.25)).isEqualTo(75, within(1e-9));
        assertThat(scores.percentile(1)).isEqualTo(100);
        assertThatThrownBy(() -> new Scores(new float[3])).hasMessageContaining("at least one pair");
    }

    private static ModelStatistics statistics() {
        Map<Surrounding, List<Moments>> moments = new EnumMap<>(Surrounding.class);
        Map<Surrounding, Spread> cosines = new EnumMap<>(Surrounding.class);
        for (Surrounding surrounding : Surrounding.values()) {
            moments.put(
                    surrounding,
                    List.of(
                            new Moments(new float[] {0, 1}, new float[] {1, 1}),
                            new Moments(new float[] {0, 1}, new float[] {2, 3})));
            cosines.put(surrounding, new Spread(0.5, 0.25));
        }
        return new ModelStatistics(
                "tiny", 3, moments, cosines, new Spread(0.25, 2), new Scores(new float[] {1, 2}), new float[0][]);
    }
}
