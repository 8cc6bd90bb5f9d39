package dev.heed.index.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.meaning.corpus.Passages;
import dev.heed.text.Span;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {
    @Test
    void aLineOfUsualLengthIsReadWhole() {
        String line = "word ".repeat(Passages.WHOLE / 5);
        assertThat(Window.at(line, 0)).isEqualTo(new Window(new Span(0, line.length()), new Span(0, line.length())));
    }

    @Test
    void coresCoverALongLineOnceAndPassagesStandAround() {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        while (text.length() < 20_000) {
            text.append(random.nextInt(4) == 0 ? " " : random.nextInt(9) == 0 ? "\ud83d\ude00" : "x");
        }
        for (String line : new String[] {text.toString(), "x".repeat(5_000), "\ud83d\ude00".repeat(2_000)}) {
            int from = 0;
            while (from < line.length()) {
                Window window = Window.at(line, from);
                assertThat(window.core().start()).isEqualTo(from);
                assertThat(window.core().length()).isBetween(1, Window.CORE);
                assertThat(window.passage().start()).isLessThanOrEqualTo(from);
                assertThat(window.passage().end())
                        .isGreaterThanOrEqualTo(window.core().end());
                assertThat(window.passage().length()).isLessThanOrEqualTo(Passages.WHOLE);
                String passage = window.passage().in(line);
                assertThat(Character.isLowSurrogate(passage.charAt(0))).isFalse();
                assertThat(Character.isHighSurrogate(passage.charAt(passage.length() - 1)))
                        .isFalse();
                from = window.core().end();
            }
            assertThat(from).isEqualTo(line.length());
        }
    }
}
