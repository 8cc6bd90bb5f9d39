package dev.heed.model.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Encoder;
import dev.heed.Overflow;
import dev.heed.TextEmbedding;
import dev.heed.Token;
import dev.heed.TokenizedText;
import dev.heed.tensor.Vectors;
import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Failures reported in tools of this kind, with their right answers by the reference encoder. */
class EmbeddingCasesTest {
    private static final float[] SPECIAL_TOKENS_ALONE = {
        -0.11883836f, 0.04829869f, -0.00254812f, -0.01101118f, 0.05195079f, 0.01029174f, 0.11543332f, 0.00070079f
    };

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
    void emptyBlankAndInvisibleTextsHaveTheVectorOfTheSpecialTokens() {
        for (String text : List.of("", " ", "\n", " \t\r\n\u3000", "\u200b\u00ad", "\0", "\ud800", "\ufffd\ufeff")) {
            TextEmbedding embedding = encoder.embed(text);
            assertBegins(embedding.vector(), SPECIAL_TOKENS_ALONE);
            assertThat(embedding.tokenCount()).isEqualTo(2);
            assertThat(embedding.truncated()).isFalse();
            assertThat(ids(encoder.tokenize(text))).containsExactly(101, 102);
        }
    }

    @Test
    void theFixedPaddingInTheTokenizerFileIsIgnored() {
        TextEmbedding embedding = encoder.embed("A violin is tuned in perfect fifths.");
        assertThat(ids(encoder.tokenize(embedding.text())))
                .containsExactly(101, 1037, 6710, 2003, 15757, 1999, 3819, 3587, 2015, 1012, 102);
        assertThat(embedding.tokenCount()).isEqualTo(11);
        assertBegins(
                embedding.vector(),
                -0.03474221f,
                -0.02036843f,
                0.02085625f,
                -0.03744966f,
                -0.16077264f,
                0.03734141f,
                0.01019242f,
                0.02469301f);
        assertThat(Vectors.norm(embedding.vector())).isCloseTo(1, within(1e-6));
    }

    @Test
    void textsOfUnequalLengthShareACall() {
        List<TextEmbedding> rows =
                encoder.embed(List.of("A", "A much longer second text, with more than a few tokens in it.", ""));
        assertBegins(
                rows.get(0).vector(),
                -0.03643288f,
                0.03470345f,
                -0.0459599f,
                0.03432557f,
                -0.0808234f,
                0.03283861f,
                0.11697562f,
                -0.02330924f);
        assertBegins(
                rows.get(1).vector(),
                -0.03893583f,
                0.01042338f,
                0.0091693f,
                0.00303787f,
                -0.00568392f,
                0.0120236f,
                0.03171238f,
                0.04791758f);
        assertBegins(rows.get(2).vector(), SPECIAL_TOKENS_ALONE);
        assertThat(encoder.embed(List.of())).isEmpty();
    }

    @Test
    void aLimitCountsTheSpecialTokensAndKeepsThem() {
        String text = "Deposits rose at every branch of the savings bank.";
        assertThat(idsWithin(256, text))
                .containsExactly(101, 10042, 3123, 2012, 2296, 3589, 1997, 1996, 10995, 2924, 1012, 102);
        assertThat(idsWithin(8, text)).containsExactly(101, 10042, 3123, 2012, 2296, 3589, 1997, 102);
        assertThat(idsWithin(4, text)).containsExactly(101, 10042, 3123, 102);
        assertThat(idsWithin(3, text)).containsExactly(101, 10042, 102);
        assertThat(idsWithin(2, text)).containsExactly(101, 102);
        assertThatThrownBy(() -> idsWithin(1, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max tokens: expected 2 (the special tokens) to 512 (the model's positions), got 1");
        assertThatThrownBy(() -> idsWithin(513, text)).hasMessageEndingWith("got 513");
    }

    @Test
    void whatIsNotReadIsReported() {
        String text = "word ".repeat(400);
        TextEmbedding cut = encoder.embed(text);
        assertThat(cut.tokenCount()).isEqualTo(256);
        assertThat(cut.tokensTotal()).isEqualTo(402);
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.vector())
                .containsExactly(encoder.embed("word ".repeat(254)).vector());
        assertThat(encoder.embed("word ".repeat(254)).truncated()).isFalse();
    }

    @Test
    void anOverflowThatIsAnErrorNamesBothNumbers() {
        try (Encoder strict = Encoder.builder(TestModels.named("minilm"))
                .overflow(Overflow.ERROR)
                .open()) {
            assertThatThrownBy(() -> strict.embed("word ".repeat(255)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("text: expected at most 256 tokens, got 257");
            assertThat(strict.embed("word ".repeat(254)).tokenCount()).isEqualTo(256);
        }
    }

    @Test
    void windowsReadTheWholeText() {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sentences.add("Sentence number " + i + " tells of a river and its bank.");
        }
        String text = String.join(" ", sentences);
        try (Encoder windowed = Encoder.builder(TestModels.named("minilm"))
                .overflow(Overflow.WINDOW)
                .open()) {
            TextEmbedding whole = windowed.embed(text);
            assertThat(whole.truncated()).isFalse();
            assertThat(whole.tokenCount()).isGreaterThan(600);
            assertThat(Vectors.norm(whole.vector())).isCloseTo(1, within(1e-6));
            var encoding = windowed.encode(text);
            int tokens = encoding.tokenized().tokenCount();
            assertThat(encoding.tokenVectors(6).rows()).isEqualTo(tokens);
            // the first token stands in the first window alone, as if the text were truncated
            assertThat(encoding.tokenVectors(6).row(1))
                    .containsExactly(encoder.encode(text).tokenVectors(6).row(1));
            assertThatThrownBy(() -> windowed.attention(text)).hasMessageContaining("at most 256 tokens");
            // a text that fits is read as ever
            assertThat(windowed.embed("A").vector())
                    .containsExactly(encoder.embed("A").vector());
        }
    }

    @Test
    void aWindowedTextsVectorIsTheMeanOfItsWindowsAlone() {
        String text = "word ".repeat(300).strip();
        try (Encoder windowed = Encoder.builder(TestModels.named("minilm"))
                .overflow(Overflow.WINDOW)
                .windowOverlap(0)
                .open()) {
            float[] first = encoder.encode("word ".repeat(254)).vector();
            float[] second = encoder.encode("word ".repeat(46)).vector();
            // normalised vectors point where the means do: the weighted sum of both lies in their plane
            float[] whole = windowed.embed(text).vector();
            assertThat(Vectors.cosine(whole, first)).isGreaterThan(Vectors.cosine(first, second) - 1e-6);
            assertThat(windowed.encode(text).tokenVectors(6).row(255))
                    .containsExactly(
                            encoder.encode("word ".repeat(46)).tokenVectors(6).row(1));
        }
    }

    @Test
    void aClosedEncoderSaysSoAndMayBeClosedAgain() {
        Encoder once = Encoder.open(TestModels.named("minilm"));
        TokenizedText read = once.tokenize("a");
        once.close();
        once.close();
        assertThatThrownBy(() -> once.embed("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> once.attention("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> once.tokenize("a")).isInstanceOf(IllegalStateException.class);
        Stream.<ThrowingCallable>of(
                        () -> once.windows("a"),
                        () -> once.tokenize("a", 0),
                        () -> once.embed(List.of()),
                        () -> once.simpleAttention("a"),
                        () -> once.simpleWords("a"),
                        () -> once.unknownPiece(read, new Span(0, 1)),
                        () -> once.leaveOneOut("a", -1),
                        () -> once.compare("a", List.of("a")),
                        once::staticTable,
                        () -> once.nearestWords(List.of(), 1))
                .forEach(call -> assertThatThrownBy(call)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("encoder: expected it to be open, it is closed"));
    }

    @Test
    void specialTokensInATextArePlainText() {
        TokenizedText tokenized = encoder.tokenize("Try [MASK]-like ideas! [SEP]");
        assertThat(tokenized.tokens().stream().filter(Token::special)).hasSize(2);
        assertThat(tokenized.tokens().get(2).piece()).isEqualTo("[");
    }

    private static int[] idsWithin(int limit, String text) {
        try (Encoder limited =
                Encoder.builder(TestModels.named("minilm")).maxTokens(limit).open()) {
            return ids(limited.tokenize(text));
        }
    }

    private static int[] ids(TokenizedText text) {
        return text.tokens().stream().mapToInt(Token::id).toArray();
    }

    private static void assertBegins(float[] vector, float... first) {
        float[] start = Arrays.copyOf(vector, first.length);
        for (int i = 0; i < first.length; i++) {
            assertThat(start[i]).as("component %d", i).isCloseTo(first[i], within(1e-5f));
        }
    }
}
