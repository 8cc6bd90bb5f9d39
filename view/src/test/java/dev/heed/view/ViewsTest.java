package dev.heed.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.feature.SameMeaning;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is shown has the engine's own numbers. */
class ViewsTest {
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
    void the_explainers_example() {
        AttentionView view = AttentionView.simple(
                encoder, AttentionQuestion.of("bank grows money").explain("bank"));

        assertThat(view.wordWeights().at(0, 0)).isCloseTo(0.672f, within(5e-4f));
        assertThat(view.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.trace().weights())
                        .containsExactly(view.weights().toArrays()[0]));
        assertThat(Names.ofWords(view.words(), view.tokens())).containsExactly("bank", "grows", "money");
    }

    @Test
    void one_pass_serves_any_layer_and_head() {
        var attention = encoder.attention("The unbelievable bank grows.");
        HeadsView heads = HeadsView.of(attention, encoder.model().name());
        AttentionView view = AttentionView.of(
                attention,
                encoder.model(),
                AttentionQuestion.of("The unbelievable bank grows.").layer(3).head(7));

        assertThat(heads.wordWeights())
                .hasSize(6)
                .allSatisfy(layer -> assertThat(layer).hasSize(12));
        assertThat(heads.wordWeights(3, 7).toArrays())
                .isDeepEqualTo(view.wordWeights().toArrays());
        assertThat(Names.ofTokens(view.words(), view.tokens()))
                .startsWith("[CLS]", "The")
                .endsWith(".", "[SEP]");
    }

    @Test
    void a_comparison_needs_the_word_twice() {
        assertThatThrownBy(() -> ComparisonView.of(encoder, "bank", List.of("A bank.")))
                .hasMessage("word bank: expected it twice or more, found it once; give another text");
        ComparisonView view = ComparisonView.of(encoder, "bank", List.of("A bank.", "The river bank."));
        assertThat(view.layers()).hasSize(7);
        assertThat(view.staticSimilarity().at(0, 1)).isCloseTo(1, within(1e-6f));
    }

    @Test
    void no_verdict_is_as_good_as_certain() {
        ComparisonView view = ComparisonView.of(
                        encoder, "bank", List.of("A river bank.", "A river bank.", "A bank loan."))
                .judged(encoder);
        assertThat(view.verdicts())
                .extracting(verdict -> verdict.a() + " " + verdict.b())
                .containsExactly("0 1", "0 2", "1 2");
        assertThat(view.verdicts().getFirst().answer()).isEqualTo("yes");
        assertThat(new Verdict(0, 1, new SameMeaning(9, true, 0.9999)).sure()).isEqualTo("over 99% sure");
        assertThat(new Verdict(0, 1, new SameMeaning(1, false, 0.994)).sure()).isEqualTo("99% sure");
    }

    @Test
    void beyond_raw_weights_has_the_rows_of_the_engines_matrices() {
        String text = "I went to the bank to deposit money.";
        var attention = encoder.attention(text);
        var layer = attention.layer(4);
        BeyondView view = BeyondView.of(encoder, text, 4, 5);

        assertThat(view.words().get(view.row()).text()).isEqualTo("bank");
        assertThat(view.weights())
                .containsExactly(layer.wordWeights(layer.meanWeights()).row(5));
        assertThat(view.rollout())
                .containsExactly(layer.wordWeights(attention.rollout(4)).row(5));
        assertThat(view.norms())
                .containsExactly(layer.wordWeights(RowParts.of(layer.valueWeightedNorms()))
                        .row(5));
        assertThat(view.leftOut()).isEqualTo(encoder.leaveOneOut(text, 5).effects());
        assertThat(BeyondView.of(encoder, "word ".repeat(120), null, 1).leftOut())
                .isNull();
        assertThatThrownBy(() -> BeyondView.of(encoder, "bank", null, 3)).hasMessage("row: expected 0 to 2, got 3");
    }
}
