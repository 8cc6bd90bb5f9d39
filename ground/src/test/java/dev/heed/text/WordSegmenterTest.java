package dev.heed.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The segmenter against Unicode's own test file and by example. */
class WordSegmenterTest {
    @Test
    void passesUnicodesWordBreakTest() throws IOException {
        List<String> lines = unicodeTest();
        assertThat(lines.getFirst()).isEqualTo("# WordBreakTest-" + WordSegmenter.UNICODE_VERSION + ".txt");
        SoftAssertions softly = new SoftAssertions();
        int tests = 0;
        for (String line : lines) {
            String test = line.replaceFirst("#.*", "").strip();
            if (!test.isEmpty()) {
                List<String> expected = expected(test);
                softly.assertThat(surfaces(String.join("", expected))).as(line).isEqualTo(expected);
                tests++;
            }
        }
        softly.assertAll();
        assertThat(lines).contains("# Lines: " + tests);
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

    /** {@code ÷ 0061 × 0308 ÷ 0062 ÷} as the segments it stands for. */
    private static List<String> expected(String test) {
        List<String> segments = new ArrayList<>();
        for (String segment : test.split("÷")) {
            StringBuilder text = new StringBuilder();
            for (String codePoint : segment.strip().split("\\s*×\\s*")) {
                if (!codePoint.isEmpty()) {
                    text.appendCodePoint(Integer.parseInt(codePoint, 16));
                }
            }
            if (!text.isEmpty()) {
                segments.add(text.toString());
            }
        }
        return segments;
    }

    private static List<String> unicodeTest() throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(
                WordSegmenterTest.class.getResourceAsStream("WordBreakTest.txt"), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }
}
