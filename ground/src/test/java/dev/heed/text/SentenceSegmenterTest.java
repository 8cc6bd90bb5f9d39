package dev.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The segmenter against Unicode's own test file and by example. */
class SentenceSegmenterTest {
    @Test
    void passesUnicodesSentenceBreakTest() throws IOException {
        UnicodeTestFile.holds("SentenceBreakTest", SentenceSegmenterTest::surfaces);
    }

    @Test
    void quotesNumbersAndLinesAsTheAnnexCutsThem() {
        assertThat(surfaces("\"Go!\" he said. It cost 3.50. U.S.A. is. \r\nNew? \"Yes.\"  No"))
                .containsExactly(
                        "\"Go!\" ", "he said. ", "It cost 3.50. ", "U.S.A. is. \r\n", "New? ", "\"Yes.\"  ", "No");
    }

    @Test
    void anEmptyTextHasNoSentence() {
        assertThat(SentenceSegmenter.sentences("")).isEmpty();
    }

    @Test
    void aLongRunOfTermsOrMarksTakesLinearTime() {
        String text = "a. 1 1 1 1".repeat(100_000) + "a.\"" + "\u0301".repeat(500_000) + " 1".repeat(500_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(surfaces(text)).isNotEmpty());
    }

    private static List<String> surfaces(String text) {
        return SentenceSegmenter.sentences(text).stream()
                .map(span -> span.in(text))
                .toList();
    }
}
