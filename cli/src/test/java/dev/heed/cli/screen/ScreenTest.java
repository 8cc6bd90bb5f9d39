package dev.heed.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
    @ParameterizedTest
    @CsvSource({"bank,4", "東京,4", "e\u0301,1", "😀,2", "👩‍👩‍👧,2", "👍🏽,2", "❤️,2", "שלום,4", "한국,4", "ｱ,1", "'',0"})
    void widthsAreThoseOfATerminal(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void controlsAreSpelledOut() {
        assertThat(Shown.of("a\u001b[1m\nb\t\u202e\u200b\ud800")).isEqualTo("a\\u001b[1m\\nb\\t\\u202e\\u200b\\ud800");
        assertThat(Shown.of("ünïcode 東京 👩‍👧")).isEqualTo("ünïcode 東京 👩‍👧");
    }

    @Test
    void whatIsCutSaysSo() {
        assertThat(Shown.fitted("bank", 4)).isEqualTo("bank");
        assertThat(Shown.fitted("banks", 4)).isEqualTo("ban…");
        assertThat(Shown.fitted("東京都", 4)).isEqualTo("東…");
    }

    @ParameterizedTest
    @CsvSource({"0.6715,0.672", "-0.0004,0.000", "-0.0796,-0.080", "1,1.000", "-12.3456,-12.346", "0.9999,1.000"})
    void numbersHaveThreePlaces(double number, String text) {
        assertThat(Numbers.three(number)).isEqualTo(text);
    }

    @Test
    void sentencesBreakAtSpaces() {
        assertThat(Prose.wrap("one two three four", 9, 2)).isEqualTo("one two\n  three\n  four");
    }
}
