package dev.heed.meaning.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.similarity.TextSimilarity.Effect;
import dev.heed.meaning.similarity.TextSimilarity.Pair;
import dev.heed.tensor.Vectors;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextSimilarityTest {
    private static Encoder encoder;

    @BeforeAll
    static void open() {
        encoder = Encoder.open(Models.minilm());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void sharesAndRestAreTheScore() {
        for (var texts : List.of(
                List.of("A man is eating food.", "Someone eats a meal!"),
                List.of("unaffordability", "x"),
                List.of("😀 naïve café", "The cafe was naive."))) {
            TextSimilarity similarity = TextSimilarity.of(encoder, texts.getFirst(), texts.getLast());
            double sum = similarity.pairs().stream().mapToDouble(Pair::share).sum();
            assertThat(sum + similarity.rest()).isEqualTo(similarity.score(), within(1e-6));
            assertThat(similarity.rest()).isEqualTo(specialTokens(texts.getFirst(), texts.getLast()), within(1e-6));
            assertThat(similarity.exact()).isTrue();
        }
    }

    @Test
    void vectorsThatAreCutHaveSharesOfTheirOwn() {
        try (Encoder cut = Encoder.builder(Models.minilm()).dimensions(64).open()) {
            TextSimilarity similarity = TextSimilarity.of(cut, "A man is eating food.", "Someone eats a meal!");
            double sum = similarity.pairs().stream().mapToDouble(Pair::share).sum();
            assertThat(similarity.exact()).isTrue();
            assertThat(sum + similarity.rest()).isEqualTo(similarity.score(), within(1e-6));
            float[] first = new float[64];
            float[] second = new float[64];
            addAll(cut, "A man is eating food.", first);
            addAll(cut, "Someone eats a meal!", second);
            assertThat(Vectors.cosine(first, second)).isEqualTo(similarity.score(), within(1e-6));
        }
    }

    private static void addAll(Encoder encoder, String text, float[] sum) {
        var vectors = encoder.encode(text).summands().orElseThrow();
        for (int row = 0; row < vectors.rows(); row++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vectors.row(row)[i];
            }
        }
    }

    @Test
    void effectsAreWhatLeavingTheWordOutChanges() {
        TextSimilarity similarity = TextSimilarity.of(encoder, "A man is eating food.", "Someone eats a meal.");
        assertThat(similarity.aEffects())
                .extracting(e -> e.place().text())
                .containsExactly("A", "man", "is", "eating", "food");
        Effect eating = similarity.aEffects().get(3);
        double without = Vectors.cosine(
                encoder.embed("A man is  food.").vector(),
                encoder.embed("Someone eats a meal.").vector());
        assertThat(eating.effect()).isEqualTo(similarity.score() - without, within(1e-6));
        assertThat(eating.effect()).isPositive();
    }

    @Test
    void aTextWithItselfIsMoreAlikeThanAnyRandomPair() {
        TextSimilarity same = TextSimilarity.of(encoder, "We sat by the river bank.", "We sat by the river bank.");
        assertThat(same.score()).isEqualTo(1, within(1e-6));
        assertThat(same.percentile().orElseThrow()).isEqualTo(100, within(0.01));
        assertThat(same.standing()).contains("of 100 random pairs of texts, more than 99.9 are less alike");
        for (int i = 0; i < same.aPlaces().size(); i++) {
            int entry = i;
            assertThat(same.row(i))
                    .allSatisfy(pair ->
                            assertThat(pair.a()).isEqualTo(same.aPlaces().get(entry)));
        }
    }

    @Test
    void theStandingIsAsFineAsATableOfPairsKnows() {
        assertThat(standing(99.97)).isEqualTo("of 100 random pairs of texts, more than 99.9 are less alike");
        assertThat(standing(99.9)).isEqualTo("of 100 random pairs of texts, 99.9 are less alike");
        assertThat(standing(88.25)).isEqualTo("of 100 random pairs of texts, 88.3 are less alike");
        assertThat(standing(0.02)).isEqualTo("of 100 random pairs of texts, fewer than 0.1 are less alike");
    }

    private static String standing(double percentile) {
        OptionalDouble known = OptionalDouble.of(percentile);
        return new TextSimilarity(
                        "a", "b", 0, known, "mean", true, List.of(), List.of(), List.of(), 0, List.of(), List.of(),
                        List.of())
                .standing()
                .orElseThrow();
    }

    @Test
    void aTextWithoutAWordIsRefused() {
        assertThatThrownBy(() -> TextSimilarity.of(encoder, " ", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first text: expected at least one word");
    }

    /** The pairs with a special token on either side, token by token. */
    private static double specialTokens(String a, String b) {
        var one = encoder.encode(a);
        var other = encoder.encode(b);
        var t = one.tokenVectors(one.lastLayer());
        var u = other.tokenVectors(other.lastLayer());
        double sum = 0;
        for (int i = 0; i < t.rows(); i++) {
            for (int j = 0; j < u.rows(); j++) {
                boolean special = one.tokenized().tokens().get(i).special()
                        || other.tokenized().tokens().get(j).special();
                sum += special ? Vectors.dot(t.row(i), u.row(j)) : 0;
            }
        }
        double lengths = Vectors.norm(
                        Vectors.mean(t, IntStream.range(0, t.rows()).toArray()))
                * Vectors.norm(Vectors.mean(u, IntStream.range(0, u.rows()).toArray()));
        return sum / (t.rows() * (double) u.rows() * lengths);
    }
}
