package dev.heed.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The segmenter against Unicode's own test file and by example. */
class WordSegmenterTest {
    @Test
    void passesUnicodesWordBreakTest() throws IOException {
        UnicodeTestFile.holds("WordBreakTest", WordSegmenterTest::surfaces);
    }

    @Test
    void contractionsNumbersAndAbbreviationsStayWhole() {
        assertThat(surfaces("It isn't 3.5 km—U.S.A.'s e-mail, snake_case 1,000."))
                .containsExactly(
                        "It",
                        " ",
                        "isn't",
                        " ",
                        "3.5",
                        " ",
                        "km",
                        "—",
                        "U.S.A",
                        ".",
                        "'",
                        "s",
                        " ",
                        "e",
                        "-",
                        "mail",
                        ",",
                        " ",
                        "snake_case",
                        " ",
                        "1,000",
                        ".");
    }

    @Test
    void emojiSequencesAndFlagsStayWhole() {
        assertThat(surfaces("👨‍👩‍👧 🇩🇪🇫🇷🇺 👍🏽❤️"))
                .containsExactly("👨‍👩‍👧", " ", "🇩🇪", "🇫🇷", "🇺", " ", "👍🏽", "❤️");
    }

    @Test
    void scriptsWithoutSpacesAreCutByCharacterButKatakanaIsNot() {
        assertThat(surfaces("北京のカタカナ한국어")).containsExactly("北", "京", "の", "カタカナ", "한국어");
    }

    @Test
    void kindsTellWordsSymbolsAndBlanksApart() {
        assertThat(kinds("a1")).containsExactly(Segment.Kind.WORD);
        assertThat(kinds("'")).containsExactly(Segment.Kind.SYMBOL);
        assertThat(kinds("__")).containsExactly(Segment.Kind.SYMBOL);
        assertThat(kinds("😀")).containsExactly(Segment.Kind.SYMBOL);
        assertThat(kinds("\ud800")).containsExactly(Segment.Kind.SYMBOL);
        assertThat(kinds("\u0301")).containsExactly(Segment.Kind.SYMBOL);
        assertThat(kinds(" \u3000\t\r\n\u00a0\0\u200b\ufeff")).containsOnly(Segment.Kind.BLANK);
    }

    @Test
    void anEmptyTextHasNoSegmentsAndNullIsRefused() {
        assertThat(WordSegmenter.segments("")).isEmpty();
        assertThatThrownBy(() -> WordSegmenter.segments(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aLongRunOfMarksTakesLinearTime() {
        String text = ("a'" + "\u0301".repeat(200_000)).repeat(5) + "1." + "\u0301".repeat(500_000) + "b";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(surfaces(text)).hasSizeLessThan(20));
    }

    private static List<String> surfaces(String text) {
        return WordSegmenter.segments(text).stream()
                .map(segment -> segment.span().in(text))
                .toList();
    }

    private static List<Segment.Kind> kinds(String text) {
        return WordSegmenter.segments(text).stream().map(Segment::kind).toList();
    }
}
