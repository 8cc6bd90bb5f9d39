package dev.heed.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.model.NotFiniteException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The chain of sampling, step by step, against its definition in plain words. */
class SamplerTest {
    private static final Kernels KERNELS = KernelChoice.active();
    private static final float[] LOGITS = {1f, 3f, 2f, 3f, -1f, 0f};

    private static double[] shares(Sampling sampling, float[] logits, int draws) {
        int[] counts = new int[logits.length];
        Sampler sampler = new Sampler(sampling, KERNELS);
        for (int i = 0; i < draws; i++) {
            counts[sampler.choose(logits, null)]++;
        }
        return IntStream.of(counts).mapToDouble(c -> c / (double) draws).toArray();
    }

    private static double[] softmax(double temperature, boolean... kept) {
        double[] p = new double[LOGITS.length];
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            p[i] = kept.length == 0 || kept[i] ? Math.exp(LOGITS[i] / temperature) : 0;
            sum += p[i];
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    private static void close(double[] found, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(0.02));
            assertThat(found[i] > 0).isEqualTo(expected[i] > 0);
        }
    }

    @Test
    void greedyTakesTheHighestAndOfEqualOnesTheLowestId() {
        assertThat(new Sampler(Sampling.GREEDY, KERNELS).choose(LOGITS, null)).isEqualTo(1);
    }

    @Test
    void drawsFollowTheProbabilities() {
        Sampling hot = Sampling.GREEDY.temperature(1).seed(5);
        close(shares(hot, LOGITS, 20_000), softmax(1));
        close(shares(hot.temperature(0.5), LOGITS, 20_000), softmax(0.5, true, true, true, true, true, true));
        close(shares(hot.topK(3), LOGITS, 20_000), softmax(1, false, true, true, true, false, false));
        close(shares(hot.topK(1), LOGITS, 100), softmax(1, false, true, false, false, false, false));
        // the two likeliest have 0.37 each, the third 0.136
        close(shares(hot.topP(0.5), LOGITS, 20_000), softmax(1, false, true, false, true, false, false));
        close(shares(hot.topP(0.8), LOGITS, 20_000), softmax(1, false, true, true, true, false, false));
        close(shares(hot.minP(0.3), LOGITS, 20_000), softmax(1, false, true, true, true, false, false));
    }

    @Test
    void temperatureComesBeforeTheCuts() {
        // at temperature 4 the third of four has 0.78 of the highest's weight, at 1 only 0.37
        boolean[] kept = {false, true, true, true, false, false};
        close(shares(Sampling.GREEDY.temperature(4).minP(0.7).seed(1), LOGITS, 20_000), softmax(4, kept));
    }

    @Test
    void biasAndPenaltyMoveScores() {
        Sampler biased = new Sampler(Sampling.GREEDY.logitBias(Map.of(4, 5f, 1, -100f)), KERNELS);
        assertThat(biased.choose(LOGITS, null)).isEqualTo(4);
        Sampler penal = new Sampler(Sampling.GREEDY.repeatPenalty(2), KERNELS);
        penal.see(1);
        penal.see(3);
        assertThat(penal.choose(LOGITS, null)).isEqualTo(2); // 1.5, 2, 1.5
        assertThat(penal.choose(new float[] {-1f, -0.4f, -0.9f, -2f}, null)).isEqualTo(1); // −0.8
        assertThat(penal.choose(new float[] {-1f, -0.6f, -0.9f, -2f}, null)).isEqualTo(2); // −1.2
        assertThatThrownBy(() -> new Sampler(Sampling.GREEDY.logitBias(Map.of(6, 1f)), KERNELS).choose(LOGITS, null))
                .hasMessage("logit-bias: expected token ids from 0 to 5, got 6");
    }

    @Test
    void aMaskRulesOut() {
        BitSet allowed = new BitSet();
        assertThat(new Sampler(Sampling.GREEDY, KERNELS).choose(LOGITS, allowed))
                .isEqualTo(-1);
        allowed.set(4);
        allowed.set(5);
        assertThat(new Sampler(Sampling.GREEDY, KERNELS).choose(LOGITS, allowed))
                .isEqualTo(5);
        assertThat(new Sampler(Sampling.GREEDY.temperature(1), KERNELS).choose(LOGITS, allowed))
                .isIn(4, 5);
    }

    /** A seed means the same wherever it is used, and another seed something else. */
    @Test
    void theSameSeedDrawsTheSameOnAnyMachine() {
        Sampler sampler = new Sampler(Sampling.GREEDY.temperature(1).seed(42), KERNELS);
        int[] drawn =
                IntStream.range(0, 12).map(i -> sampler.choose(LOGITS, null)).toArray();
        Sampler again = new Sampler(Sampling.GREEDY.temperature(1).seed(42), KERNELS);
        assertThat(IntStream.range(0, 12).map(i -> again.choose(LOGITS, null)).toArray())
                .isEqualTo(drawn);
        Sampler other = new Sampler(Sampling.GREEDY.temperature(1).seed(43), KERNELS);
        assertThat(IntStream.range(0, 12).map(i -> other.choose(LOGITS, null)).toArray())
                .isNotEqualTo(drawn);
    }

    @Test
    void topOrdersByScoreThenById() {
        Random random = new Random(11);
        float[] logits = new float[1000];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextInt(50) - 25;
        }
        int[] expected = IntStream.range(0, logits.length)
                .boxed()
                .sorted((a, b) -> logits[a] != logits[b] ? Float.compare(logits[b], logits[a]) : a - b)
                .mapToInt(i -> i)
                .toArray();
        for (int count : new int[] {0, 1, 2, 10, 999, 1000, 5000}) {
            assertThat(Probabilities.of(logits, KERNELS).top(count))
                    .isEqualTo(Arrays.copyOf(expected, Math.min(count, 1000)));
        }
    }

    @Test
    void logprobsAreThoseOfTheModelsOwnScores() {
        Probabilities p = Probabilities.of(LOGITS, KERNELS);
        double[] expected = softmax(1);
        for (int i = 0; i < expected.length; i++) {
            assertThat(p.logprob(i)).isCloseTo((float) Math.log(expected[i]), within(1e-6f));
            assertThat(p.probability(i)).isCloseTo((float) expected[i], within(1e-6f));
        }
    }

    @Test
    void scoresThatAreNoNumbersAreRefused() {
        assertThatThrownBy(() -> Probabilities.of(new float[] {1, Float.NaN}, KERNELS))
                .isInstanceOf(NotFiniteException.class)
                .hasMessageContaining("expected finite numbers, got NaN (the score of the id 1)");
        assertThatThrownBy(() -> new Sampling(Double.NaN, 0, 1, 0, 1, Map.of(), 0))
                .hasMessageStartingWith("temperature:");
        assertThatThrownBy(() -> Sampling.GREEDY.topP(0)).hasMessageStartingWith("top-p: expected");
        assertThatThrownBy(() -> Sampling.GREEDY.topK(-1)).hasMessageStartingWith("top-k: expected");
        assertThatThrownBy(() -> Sampling.GREEDY.minP(1.5)).hasMessageStartingWith("min-p: expected");
        assertThatThrownBy(() -> Sampling.GREEDY.repeatPenalty(0)).hasMessageStartingWith("repeat-penalty: expected");
    }
}
