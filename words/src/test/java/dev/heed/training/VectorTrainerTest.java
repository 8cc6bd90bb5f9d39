package dev.heed.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.kernel.WindowChoice;
import dev.heed.kernel.window.WindowKernel;
import dev.heed.training.TrainingOptions.Algorithm;
import dev.heed.training.corpus.Corpus;
import dev.heed.vectors.WordVectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VectorTrainerTest {
    private static Corpus corpus; // 13 slices, the last one short

    @BeforeAll
    static void read() throws IOException {
        corpus = TrainingTexts.read(TrainingTexts.of(64_000, 1));
        assertThat(corpus.slices()).isEqualTo(13);
    }

    @AfterAll
    static void close() {
        corpus.close();
    }

    @ParameterizedTest
    @CsvSource({"SKIPGRAM, 1", "SKIPGRAM, 2", "SKIPGRAM, 3", "CBOW, 2", "CBOW, 8"})
    void threadsKernelsAndRunsGiveTheSameBits(Algorithm algorithm, int workers) {
        TrainingOptions options = options(algorithm, workers);
        TrainedVectors expected = train(options, WindowChoice.active(), 1);
        for (int threads : new int[] {1, 2, 8}) {
            assertSame(train(options, WindowChoice.active(), threads), expected);
        }
        assertSame(train(options, WindowChoice.named("plain"), 2), expected);
    }

    @Test
    void vectorsThatOverflowAreRefused() {
        TrainingOptions options = new TrainingOptions(Algorithm.CBOW, 20, 5, 5, 1e-3, 20, 10f, 1, 2);
        assertThatThrownBy(() -> train(options, WindowChoice.active(), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("learning rate: expected one with which the vectors stay finite, got 10.0 with 2 workers;"
                        + " lower one of them");
    }

    @Test
    void moreNumbersThanAnArrayHoldsAreRefusedBeforeTraining() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < 1 << 19; word++) {
            text.append(Integer.toString(word, 36)).append(word % 100 == 99 ? '\n' : ' ');
        }
        try (Corpus many = TrainingTexts.read(text.toString(), Corpus.Known.NONE, 1)) {
            TrainingOptions options = TrainingOptions.of(Algorithm.CBOW).withDimension(4096);
            assertThatThrownBy(() -> VectorTrainer.train(many, options, null, 1, progress -> true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("vectors: expected at most 2147483631 numbers in all, got 524288 words of 4096;"
                            + " raise min-count or lower the dimension");
        }
    }

    @Test
    void aWordTooLongForATableIsRefusedBeforeTraining() throws IOException {
        String text = "some words " + "\u023a".repeat(500_000) + "\n"; // 2 bytes each, 3 in lower case
        try (Corpus one = TrainingTexts.read(text, Corpus.Known.NONE, 1)) {
            TrainingOptions options = TrainingOptions.of(Algorithm.CBOW);
            assertThatThrownBy(() -> VectorTrainer.train(one, options, null, 1, progress -> {
                        throw new AssertionError("trained");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "word: expected at most 1048575 bytes, got 1500000 in one that begins with");
        }
    }

    private static void assertSame(TrainedVectors found, TrainedVectors expected) {
        assertThat(found.outputs().data()).isEqualTo(expected.outputs().data());
        assertThat(found.progress()).isEqualTo(expected.progress());
        for (int row = 0; row < expected.vectors().size(); row++) {
            assertThat(found.vectors().vector(row)).isEqualTo(expected.vectors().vector(row));
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void wordsOfATopicAreNeighbours(Algorithm algorithm) {
        for (int workers : new int[] {1, 2, 4}) {
            TrainingOptions options =
                    new TrainingOptions(algorithm, 20, 5, 5, 1e-3, 10, algorithm.learningRate(), 1, workers);
            WordVectors vectors = train(options, WindowChoice.active(), 2).vectors();
            for (int topic = 0; topic < TrainingTexts.TOPICS; topic++) {
                String other = "t" + (topic + 1) % TrainingTexts.TOPICS + "w8";
                double inside = cosine(vectors, "t" + topic + "w3", "t" + topic + "w8");
                assertThat(inside).isGreaterThan(cosine(vectors, "t" + topic + "w3", other) + 0.3);
            }
            assertThat(vectors.count(vectors.row("the").orElseThrow()).orElseThrow())
                    .isGreaterThan(10_000);
        }
    }

    @Test
    void seedAndWorkersArePartOfTheResult() {
        TrainingOptions two = options(Algorithm.SKIPGRAM, 2);
        float[] expected = train(two, WindowChoice.active(), 2).vectors().vector(0);
        assertThat(train(two.withWorkers(3), WindowChoice.active(), 2).vectors().vector(0))
                .isNotEqualTo(expected);
        TrainingOptions seeded = new TrainingOptions(Algorithm.SKIPGRAM, 20, 5, 5, 1e-3, 2, 0.025f, 2, 2);
        assertThat(train(seeded, WindowChoice.active(), 2).vectors().vector(0)).isNotEqualTo(expected);
    }

    @Test
    void theLossFallsAndTheWatchCanEndIt() {
        List<TrainingProgress> heard = new ArrayList<>();
        TrainedVectors whole = VectorTrainer.train(corpus, options(Algorithm.SKIPGRAM, 2), null, 2, progress -> {
            heard.add(progress);
            return true;
        });
        assertThat(heard).hasSize(14); // seven rounds an epoch
        // untrained, six answers of one half each: 6·ln 2
        assertThat(heard.getFirst().loss()).isBetween(2.0, 6 * Math.log(2));
        assertThat(heard.getLast().loss()).isLessThan(heard.get(6).loss());
        assertThat(whole.progress().words())
                .isEqualTo(2 * corpus.words())
                .isEqualTo(whole.progress().wordsTotal());
        assertThat(whole.stopped()).isFalse();

        TrainedVectors stopped =
                VectorTrainer.train(corpus, options(Algorithm.SKIPGRAM, 2), null, 2, progress -> false);
        assertThat(stopped.stopped()).isTrue();
        assertThat(stopped.progress()).isEqualTo(heard.getFirst());
        assertThat(stopped.vectors().size()).isEqualTo(whole.vectors().size());
    }

    @Test
    void aTrainingGoesOnFromRows() throws IOException {
        TrainedVectors first = train(options(Algorithm.SKIPGRAM, 2), WindowChoice.active(), 2);
        StartRows start = new StartRows(first.vectors(), first.outputs());
        String text = TrainingTexts.of(20_000, 2).replaceAll("t0w1\\b", "fresh");
        try (Corpus more =
                TrainingTexts.read(text, new Corpus.Known(first.vectors().words(), null))) {
            TrainedVectors second = VectorTrainer.train(more, options(Algorithm.SKIPGRAM, 2), start, 2, p -> true);
            assertThat(second.vectors().words().subList(0, first.vectors().size()))
                    .isEqualTo(first.vectors().words());
            assertThat(cosine(second.vectors(), "fresh", "t0w2"))
                    .isGreaterThan(cosine(second.vectors(), "fresh", "t1w2"));
            // a word that did not come stays where it was
            assertThat(second.vectors().vector("t0w1").orElseThrow())
                    .isEqualTo(first.vectors().vector("t0w1").orElseThrow());
        }
    }

    @Test
    void aTextOfAFewLinesIsLearntFromAtTheFirstRate() throws IOException {
        try (Corpus few = TrainingTexts.read(TrainingTexts.of(700, 3))) {
            TrainingOptions options = new TrainingOptions(Algorithm.SKIPGRAM, 20, 5, 5, 0, 1, 0.025f, 1, 2);
            float[] outputs = VectorTrainer.train(few, options, null, 1, progress -> true)
                    .outputs()
                    .data();
            float most = 0;
            for (float value : outputs) { // all 0 before
                most = Math.max(most, Math.abs(value));
            }
            assertThat(most).isGreaterThan(1e-3f);
        }
    }

    /** Up to 40 words of context, more than a record holds, and more outputs too. */
    @Test
    void wideWindowsAreLearntFrom() {
        TrainingOptions options = new TrainingOptions(Algorithm.SKIPGRAM, 8, 20, 7, 0, 1, 0.025f, 1, 2);
        TrainedVectors expected = train(options, WindowChoice.named("plain"), 1);
        assertThat(expected.progress().loss()).isBetween(1.0, 8 * Math.log(2));
        assertSame(train(options, WindowChoice.active(), 2), expected);
    }

    @Test
    void manyNegativesAndNarrowWindowsAreLearntFrom() {
        TrainingOptions options = new TrainingOptions(Algorithm.SKIPGRAM, 8, 1, 17, 0, 1, 0.025f, 1, 2);
        assertThat(train(options, WindowChoice.active(), 2).progress().loss())
                .isBetween(1.0, 18 * Math.log(2))
                .isEqualTo(train(options, WindowChoice.named("plain"), 1)
                        .progress()
                        .loss());
    }

    @Test
    void oneWordOverAndOverIsNoMischief() throws IOException {
        try (Corpus one = TrainingTexts.read("a a a a a a a a b\n".repeat(5))) {
            assertThat(train(one, options(Algorithm.SKIPGRAM, 2)).vectors().vector(0))
                    .doesNotContain(Float.NaN);
            assertThat(train(one, options(Algorithm.CBOW, 2)).vectors().vector(0))
                    .doesNotContain(Float.NaN);
        }
        try (Corpus none = TrainingTexts.read("too few words")) {
            assertThatThrownBy(() -> train(none, options(Algorithm.CBOW, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("corpus: expected words that occur often enough for a vector, found none of 3;"
                            + " a lower min-count takes rarer ones");
        }
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> TrainingOptions.of(Algorithm.CBOW).withDimension(0))
                .hasMessage("dimension: expected 1 to 4096, got 0");
        assertThatThrownBy(() -> new TrainingOptions(Algorithm.CBOW, 1, 1, 1, Double.NaN, 1, 1, 1, 1))
                .hasMessage("subsample: expected 0 to 1, got NaN");
        assertThatThrownBy(() -> new TrainingOptions(Algorithm.CBOW, 1, 1, 1, 0, 1, 0, 1, 1))
                .hasMessageStartingWith("learning-rate");
    }

    private static TrainingOptions options(Algorithm algorithm, int workers) {
        return new TrainingOptions(algorithm, 20, 5, 5, 1e-3, 2, algorithm.learningRate(), 1, workers);
    }

    private static TrainedVectors train(TrainingOptions options, WindowKernel kernel, int threads) {
        return VectorTrainer.train(corpus, options, null, kernel, threads, progress -> true);
    }

    private static TrainedVectors train(Corpus corpus, TrainingOptions options) {
        return VectorTrainer.train(corpus, options, null, 2, progress -> true);
    }

    private static double cosine(WordVectors vectors, String a, String b) {
        float[] x = vectors.vector(a).orElseThrow();
        float[] y = vectors.vector(b).orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }
        return xy / Math.sqrt(xx * yy);
    }
}
