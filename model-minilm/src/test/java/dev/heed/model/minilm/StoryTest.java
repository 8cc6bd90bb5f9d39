package dev.heed.model.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Encoder;
import dev.heed.SimpleAttention;
import dev.heed.TextAttention;
import dev.heed.Word;
import dev.heed.WordComparison;
import dev.heed.WordVector;
import dev.heed.attention.AttentionTrace;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import dev.heed.text.Span;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The explainer's story with the model's real numbers. */
class StoryTest {
    private static final String MONEY = "I went to the bank to deposit money.";
    private static final String RIVER = "We sat by the river bank.";

    private static Encoder encoder;

    @BeforeAll
    static void open() {
        encoder = Encoder.open(TestModels.named("minilm"));
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void bankGrowsMoneyByPlainDotProducts() {
        SimpleAttention simple = encoder.simpleAttention("bank grows money");
        Matrix scores = simple.map().scores();
        Matrix weights = simple.map().weights();
        assertThat(simple.words()).extracting(Word::text).containsExactly("bank", "grows", "money");
        assertRow(scores, 0, 1e-3, 1.789, -0.080, 0.693);
        assertRow(weights, 0, 1e-3, 0.672, 0.104, 0.225);

        AttentionTrace bank = simple.trace(0);
        assertThat(bank.products()).containsExactly(scores.row(0));
        assertThat(bank.weights()).containsExactly(weights.row(0));
        float[] mixed = simple.contextualVectors().row(0);
        for (int i = 0; i < mixed.length; i++) {
            double sum = 0;
            for (int word = 0; word < 3; word++) {
                sum += weights.at(0, word) * simple.staticVectors().at(word, i);
            }
            assertThat((double) mixed[i]).isCloseTo(sum, within(1e-6));
        }
    }

    @Test
    void aTextWithoutAWordHasNothingToAttend() {
        assertThatThrownBy(() -> encoder.simpleAttention("?!"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text: expected at least one word, got none");
    }

    @Test
    void bankAttendsToDepositInOneSentenceAndToRiverInTheOther() {
        assertThat(meanWeight(MONEY, "bank", "deposit")).isCloseTo(0.19, within(0.005));
        assertThat(meanWeight(RIVER, "bank", "river")).isCloseTo(0.13, within(0.005));
    }

    private static double meanWeight(String text, String from, String to) {
        TextAttention attention = encoder.attention(text);
        Matrix weights = attention.last().wordWeights(attention.last().meanWeights());
        List<String> words =
                attention.tokenized().words().stream().map(Word::text).toList();
        return weights.at(words.indexOf(from), words.indexOf(to));
    }

    @Test
    void bankHasOneStaticVectorAndTwoContextualOnes() {
        WordComparison comparison = encoder.compare("bank", List.of(MONEY, RIVER));
        assertThat(comparison.occurrences()).hasSize(2);
        assertThat(comparison.occurrences().get(1).span()).isEqualTo(new Span(20, 24));
        assertThat(comparison.staticSimilarity().at(0, 1)).isEqualTo(1f);
        assertThat(comparison.layers()).hasSize(7);
        assertThat(comparison.layers().getLast().at(0, 1)).isBetween(0.7f, 0.8f);
        assertThat(comparison.layers().getLast().at(0, 0)).isEqualTo(1f);
    }

    @Test
    void everyOccurrenceIsComparedCaseIgnored() {
        WordComparison comparison = encoder.compare("Bank", List.of("The BANK by the bank; embankment.", RIVER));
        assertThat(comparison.occurrences())
                .extracting(WordComparison.Occurrence::text)
                .containsExactly("BANK", "bank", "bank");
        assertThatThrownBy(() -> encoder.compare("money", List.of(MONEY, RIVER)))
                .hasMessage("word money: expected it in every text, not found in \"" + RIVER + "\"");
    }

    @Test
    void theExplainersCosines() {
        assertThat(staticCosine("king", "queen")).isCloseTo(0.627, within(5e-4));
        assertThat(staticCosine("king", "apple")).isCloseTo(0.013, within(5e-4));
        assertThat(staticCosine("dog", "cat")).isCloseTo(0.424, within(5e-4));
        assertThat(staticCosine("dog", "table")).isCloseTo(0.110, within(5e-4));
    }

    private static double staticCosine(String a, String b) {
        Matrix vectors = encoder.simpleAttention(a + " " + b).staticVectors();
        return Vectors.cosine(vectors.row(0), vectors.row(1));
    }

    @Test
    void wordsCarryPlaceTokensAndEveryLayer() {
        List<WordVector> words = encoder.words("An unbelievably naïve riverbank!");
        assertThat(words).extracting(w -> w.word().text()).containsExactly("An", "unbelievably", "naïve", "riverbank");
        WordVector long2 = words.get(1);
        assertThat(long2.tokens().size()).isGreaterThan(1);
        assertThat(long2.word().span()).isEqualTo(new Span(3, 15));
        for (int layer = 0; layer <= 6; layer++) {
            assertThat(long2.vector(layer)).hasSize(384);
        }
        assertThat(long2.vector()).containsExactly(long2.vector(6));
        assertThatThrownBy(() -> long2.vector(7)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void attentionRowsSumToOneAndTopWeightsAreTheLargest() {
        TextAttention attention = encoder.attention(MONEY);
        for (int layer = 1; layer <= 6; layer++) {
            for (int head = 1; head <= 12; head++) {
                var one = attention.layer(layer).head(head);
                Matrix weights = one.weights();
                var top = one.top(3).rows();
                for (int row = 0; row < weights.rows(); row++) {
                    float[] values = weights.row(row);
                    double sum = 0;
                    for (float v : values) {
                        sum += v;
                    }
                    assertThat(sum).isCloseTo(1, within(1e-6));
                    java.util.Arrays.sort(values);
                    assertThat(top.get(row).weights())
                            .containsExactly(
                                    values[values.length - 1], values[values.length - 2], values[values.length - 3]);
                }
            }
        }
        assertThatThrownBy(() -> attention.layer(99)).hasMessage("layer: expected 1 to 6, got 99");
        assertThatThrownBy(() -> attention.layer(1).head(0)).hasMessage("head: expected 1 to 12, got 0");
    }

    private static void assertRow(Matrix matrix, int row, double tolerance, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) matrix.at(row, i)).isCloseTo(expected[i], within(tolerance));
        }
    }
}
