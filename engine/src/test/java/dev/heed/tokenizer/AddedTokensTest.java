package dev.heed.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Added tokens with each of their flags; the answers are the reference's. */
class AddedTokensTest {
    private static final String ADDED = """
            , {"id": 11, "content": "New York", "normalized": true}, {"id": 12, "content": "<w>", "single_word": true},
            {"id": 13, "content": "<l>", "lstrip": true}, {"id": 14, "content": "<r>", "rstrip": true},
            {"id": 15, "content": "[SEP]]"}""";
    private static final Tokenizer TOKENIZER = TestTokenizers.read(
            TestTokenizers.file(TestTokenizers.BERT_NORMALIZER, ADDED, "a", "b", "##b", "new", "york", "."));

    static Stream<Arguments> tokensThatAreNotSpecialAreFoundInPlainText() {
        return Stream.of(
                arguments("a NEW YORK b", "5 0 1 11 2 10 6 11 12"),
                arguments("new y\u00f6rk", "11 0 8"),
                arguments("New  York", "8 0 3 9 5 9"),
                arguments("a<w>", "5 0 1 1 1 2 1 2 3 1 3 4"),
                arguments("a <w>.", "5 0 1 12 2 5 10 5 6"),
                arguments("b  <l> a", "6 0 1 13 1 6 5 7 8"),
                arguments("b <r>  a", "6 0 1 14 2 7 5 7 8"),
                arguments(" <l><r> <l>", "13 0 4 14 4 8 13 8 11"),
                arguments("[SEP]]", "15 0 6"),
                arguments("a[SEP]b", "5 0 1 1 1 2 1 2 5 1 5 6 6 6 7"));
    }

    @ParameterizedTest
    @MethodSource
    void tokensThatAreNotSpecialAreFoundInPlainText(String text, String expected) {
        assertThat(TOKENIZER.tokenize(text)).isEqualTo(TestTokenizers.sequence(expected));
    }

    @Test
    void specialOnesAreFoundWhenAskedFor() {
        assertThat(TOKENIZER.tokenize("a[SEP]b", UserSpecials.AS_TOKENS))
                .isEqualTo(TestTokenizers.sequence("5 0 1 3 1 6 6 6 7"));
    }

    /** Their ids lie behind the model's, and the model itself does not know them. */
    @Test
    void theyHaveIdsAndPiecesOfTheirOwn() {
        assertThat(TOKENIZER.vocabularySize()).isEqualTo(16);
        assertThat(TOKENIZER.piece(11)).isEqualTo("New York");
        assertThat(TOKENIZER.id("[SEP]]")).hasValue(15);
        assertThat(TOKENIZER.isControl(15)).isFalse();
        assertThat(TOKENIZER.isControl(3)).isTrue();
    }
}
