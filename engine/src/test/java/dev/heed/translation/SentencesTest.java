package dev.heed.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.text.Span;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {
    @Test
    void marksBlanksAndLineEndsStandBetween() {
        assertThat(of("# The bank\r\n\r\n- We sat.  They stood!\r\n  1. One\n> * [x] Two\n---\n\tEnd. \n"))
                .containsExactly("The bank", "We sat.", "They stood!", "One", "Two", "---", "End.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dr. Smith met Mrs. Jones at St. Mary's.",
                "J. R. R. Tolkien wrote it.",
                "See No. 5 and Fig. 3 on p. 12.",
                "Wir essen Obst, z. B. Äpfel und z.B. Birnen.",
                "Am 3. Oktober begann das 21. Jahrhundert.",
                "The U.S. Army came (e.g. Monday).",
                "See https://heed.dev/Read?Me=1!Yes and notes.Txt now",
                "It costs 3.50 or 1.000,25 euros.",
                "**Note.** Go on",
                "1.5 litres",
                "2024. was not a year's end", // a number is a marker only before a stop and at most one line's
                // beginning
                "He said \"go.\" and went."
            })
    void oneSentenceStaysOne(String text) {
        List<String> sentences = of(text);
        assertThat(sentences).hasSize(1);
        assertThat(text).endsWith(sentences.getFirst());
    }

    @Test
    void whatEndsASentenceEndsIt() {
        assertThat(
                        of(
                                "He was 5. She was 6. You and I. They came at 5 p.m. The end. We met in the U.S. It rained etc. Then"))
                .containsExactly(
                        "He was 5.",
                        "She was 6.",
                        "You and I.",
                        "They came at 5 p.m.",
                        "The end.",
                        "We met in the U.S.",
                        "It rained etc. Then");
        assertThat(of("今日は。雨です！「はい。」そう？")).containsExactly("今日は。", "雨です！", "「はい。」", "そう？");
        assertThat(of("Что? Да! Нет!")).containsExactly("Что?", "Да!", "Нет!");
    }

    @Test
    void numbersInFrontOfALineAreMarkersAndWithinItAreNot() {
        assertThat(of("1. Open the door.\n2) Close it.\n(a) Wait 3. Go\n- \n5.\n"))
                .containsExactly("Open the door.", "Close it.", "Wait 3.", "Go");
    }

    @Test
    void blankTextsHaveNone() {
        assertThat(of("")).isEmpty();
        assertThat(of(" \r\n\u00a0\t\u3000\n")).isEmpty();
    }

    @Test
    void longLinesOfStopsTakeLinearTime() {
        String text = "z. B. ".repeat(200_000) + "> ".repeat(200_000) + "a.b!".repeat(200_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(of(text)).isNotEmpty());
    }

    private static List<String> of(String text) {
        return Sentences.of(text, List.of()).stream()
                .map((Span span) -> span.in(text))
                .toList();
    }
}
