package dev.heed.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures that users of other tokenizers have reported; the answers are the reference's, as "id start end" a token. */
class TokenizerCasesTest {
    private static final Tokenizer TOKENIZER = TestTokenizers.UNCASED;

    static Stream<Arguments> plainText() {
        return Stream.of(
                // One syllable becomes three letters, each with the syllable's place.
                arguments("Gwa\ub0adn's", "1043 0 1 4213 1 3 29992 3 4 30006 3 4 30025 3 4 2078 4 5 1005 5 6 1055 6 7"),
                arguments("\uac01", "1455 0 1 30006 0 1 30020 0 1"),
                arguments(
                        "x\ud55c\uad6d\uc5b4y",
                        "1060 0 1 30005 1 2 30006 1 2 30021 1 2 29991 2 3 30014 2 3 30020 2 3 29999 3 4 "
                                + "30008 3 4 2100 4 5"),
                // Places are UTF-16 units, not bytes and not code points.
                arguments(
                        "Fee: \u00a312.50 or \u20ac9 \u2014 na\u00efve, isn\u2019t it?",
                        "7408 0 3 1024 3 4 14534 5 7 2475 7 8 "
                                + "1012 8 9 2753 9 11 2030 12 14 1574 15 16 2683 16 17 1517 18 19 15743 20 25 1010 25 26 "
                                + "3475 27 30 1521 30 31 1056 31 32 2009 33 35 1029 35 36"),
                arguments("\ud83d\ude00 na\u00efve \u20ac9", "100 0 2 15743 3 8 1574 9 10 2683 10 11"),
                arguments("\ud835\udc00b caf\u00e9", "100 0 3 7668 4 8"),
                // Ideographs stand alone, also those outside the BMP.
                arguments(
                        "x\u5317\u4eac\u5e02y tokyo\u6771\u4eactower",
                        "1060 0 1 1781 1 2 1755 2 3 100 3 4 1061 4 5 5522 6 11 " + "1879 11 12 1755 12 13 3578 13 18"),
                arguments("a\ud840\udc00b", "1037 0 1 100 1 3 1038 3 4"),
                arguments("\u3400\uf900", "100 0 1 100 1 2"),
                // Marks are dropped, spans keep pointing into the text as given.
                arguments(
                        "\u30ac\u30e9\u30b9\u306e\u30b3\u30c3\u30d7\u3067\u30d0\u30ca\u30ca",
                        "1700 0 1 30257 1 2 30233 2 3 "
                                + "30197 3 4 30230 4 5 30237 5 6 30246 6 7 30191 7 8 30244 8 9 30241 9 10 30241 10 11"),
                arguments("\u304b\u3099\u30ac", "1651 0 1 30226 2 3"),
                arguments("e\u0301e", "25212 0 3"),
                arguments("\u0130i", "2462 0 2"),
                // What cleaning removes leaves no token, inside a word it leaves the word whole.
                arguments("east \ufffd wind\ufffdward \u0000tide", "2264 0 4 3612 7 11 7652 12 16 10401 18 22"),
                arguments("a\u0000b", "11113 0 3"),
                arguments("a\u00adb\u2028c", "11113 0 3 1039 4 5"),
                // All ASCII symbols are punctuation, other symbols are not.
                arguments(
                        "a<b>c=5$+3\u20ac|x^2`~",
                        "1037 0 1 1026 1 2 1038 2 3 1028 3 4 1039 4 5 1027 5 6 1019 6 7 1002 7 8 "
                                + "1009 8 9 1017 9 10 30102 10 11 1064 11 12 1060 12 13 1034 13 14 1016 14 15 1036 15 16 "
                                + "1066 16 17"),
                arguments(
                        "8\u00b0C \u00a92024 \u00a37",
                        "1022 0 1 7737 1 2 2278 2 3 1075 4 5 11387 5 7 18827 7 9 1069 10 11 " + "2581 11 12"),
                arguments("\u00d77\u00f7", "1095 0 1 2581 1 2 29669 2 3"));
    }

    @ParameterizedTest
    @MethodSource
    void plainText(String text, String expected) {
        assertThat(TOKENIZER.tokenize(text)).isEqualTo(TestTokenizers.sequence(expected));
    }

    @Test
    void aSpecialTokenInTheTextIsPlainTextUnlessAskedOtherwise() {
        String text = "Try [MASK]-like ideas! [MASK].";
        assertThat(TOKENIZER.tokenize(text))
                .isEqualTo(TestTokenizers.sequence("3046 0 3 1031 4 5 7308 5 9 1033 9 10 1011 10 11 2066 11 15 "
                        + "4784 16 21 999 21 22 1031 23 24 7308 24 28 1033 28 29 1012 29 30"));
        assertThat(TOKENIZER.tokenize(text, UserSpecials.AS_TOKENS))
                .isEqualTo(TestTokenizers.sequence(
                        "3046 0 3 103 4 10 1011 10 11 2066 11 15 4784 16 21 999 21 22 103 23 29 1012 29 30"));
        assertThat(TOKENIZER.tokenize("[SEP][CLS]x[SEP]y", UserSpecials.AS_TOKENS))
                .isEqualTo(TestTokenizers.sequence("102 0 5 101 5 10 1060 10 11 102 11 16 1061 16 17"));
        assertThat(TOKENIZER.tokenize("[mask] [ MASK ]", UserSpecials.AS_TOKENS))
                .isEqualTo(TestTokenizers.sequence("1031 0 1 7308 1 5 1033 5 6 1031 7 8 7308 9 13 1033 14 15"));
    }

    @Test
    void aWordOfAHundredCharactersIsTakenApartALongerOneIsUnknown() {
        TokenSequence hundred = TOKENIZER.tokenize("x " + "a".repeat(100) + " y");
        int[] ids = IntStream.range(0, 52).map(i -> 11057).toArray();
        ids[0] = 1060;
        ids[1] = 13360;
        ids[50] = 2050;
        ids[51] = 1061;
        assertThat(hundred.ids()).isEqualTo(ids);
        assertThat(hundred.ends()[50]).isEqualTo(102);
        assertThat(TOKENIZER.tokenize("a".repeat(101))).isEqualTo(TestTokenizers.sequence("100 0 101"));
        assertThat(TOKENIZER.tokenize("a".repeat(1_000_000))).isEqualTo(TestTokenizers.sequence("100 0 1000000"));
    }

    /** The limit counts code points of the normalized word: not UTF-16 units, not characters as given. */
    @Test
    void theLimitCountsNormalizedCodePoints() {
        assertThat(TOKENIZER.tokenize("\u00e9".repeat(100)).size()).isEqualTo(50);
        assertThat(TOKENIZER.tokenize("\u00e9".repeat(101))).isEqualTo(TestTokenizers.sequence("100 0 101"));
        assertThat(TOKENIZER.tokenize("\uac01".repeat(33)).size()).isEqualTo(99);
        assertThat(TOKENIZER.tokenize("\uac01".repeat(34))).isEqualTo(TestTokenizers.sequence("100 0 34"));
        String normalizer = TestTokenizers.BERT_NORMALIZER;
        Tokenizer emoji = TestTokenizers.read(TestTokenizers.file(normalizer, "", "\ud83d\ude00", "##\ud83d\ude00"));
        assertThat(emoji.tokenize("\ud83d\ude00".repeat(100)).size()).isEqualTo(100);
        assertThat(emoji.tokenize("\ud83d\ude00".repeat(101))).isEqualTo(TestTokenizers.sequence("1 0 202"));
    }

    @Test
    void loneSurrogatesAreDroppedAndAPairIsOneCharacter() {
        assertThat(TOKENIZER.tokenize("a\ud83d\ude00b \ude00\ud83d")).isEqualTo(TestTokenizers.sequence("100 0 4"));
        assertThat(TOKENIZER.tokenize("x\ud800y")).isEqualTo(TestTokenizers.sequence("1060 0 1 2100 2 3"));
        assertThat(TOKENIZER.tokenize("\udc00\ud800 z")).isEqualTo(TestTokenizers.sequence("1062 3 4"));
        assertThat(TOKENIZER.tokenize("ab\ud83d")).isEqualTo(TestTokenizers.sequence("11113 0 2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t \r\n",
                "\0",
                "\ufffd\u200d\0",
                "\ud83d",
                "\ude00\ud83d",
                "\u0301\u0323\u0344",
                "\ufeff"
            })
    void aTextThatCleansToNothingHasNoTokens(String text) {
        assertThat(TOKENIZER.tokenize(text).size()).isZero();
        assertThat(TOKENIZER.tokenize(text, UserSpecials.AS_TOKENS).size()).isZero();
    }

    @Test
    void theTemplateGoesAroundAText() {
        Template template = TOKENIZER.template();
        int[] text = TOKENIZER
                .tokenize("Deposits rose at every branch of the savings bank.")
                .ids();
        int[] whole = concat(concat(template.prefix(), text), template.suffix());
        assertThat(whole).containsExactly(101, 10042, 3123, 2012, 2296, 3589, 1997, 1996, 10995, 2924, 1012, 102);
        assertThat(template.size()).isEqualTo(2);
        template.prefix()[0] = 0;
        assertThat(TOKENIZER.template().prefix()).containsExactly(101);
    }

    @Test
    void piecesAndIdsAreEachOthersInverse() {
        assertThat(TOKENIZER.vocabularySize()).isEqualTo(30522);
        for (int id = 0; id < TOKENIZER.vocabularySize(); id++) {
            assertThat(TOKENIZER.id(TOKENIZER.piece(id))).isEqualTo(OptionalInt.of(id));
        }
        assertThat(TOKENIZER.id("no such piece")).isEmpty();
        assertThat(IntStream.range(0, 30522).filter(TOKENIZER::isControl)).containsExactly(0, 100, 101, 102, 103);
        Assertions.assertThrows(IllegalArgumentException.class, () -> TOKENIZER.piece(30522));
        Assertions.assertThrows(IllegalArgumentException.class, () -> TOKENIZER.piece(-1));
        assertThat(TOKENIZER.isControl(-1)).isFalse();
    }

    @Test
    void aMillionMarksOrPunctuationTakeLinearTime() {
        String marks = "a" + "\u0301\u0323".repeat(500_000) + "b " + "[MASK".repeat(200_000);
        TokenSequence tokens = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> TOKENIZER.tokenize(marks, UserSpecials.AS_TOKENS));
        assertThat(tokens.ids()[0]).isEqualTo(11113);
        assertThat(tokens.ends()[0]).isEqualTo(1_000_002);
        assertThat(tokens.size()).isEqualTo(400_001);
    }

    private static int[] concat(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
