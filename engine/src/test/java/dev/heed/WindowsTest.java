package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.tensor.Matrix;
import dev.heed.tokenizer.Template;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long texts are cut and put together again, against a plain reading of the rule. */
class WindowsTest {
    private static final Template TEMPLATE = new Template(new int[] {101}, new int[] {102});

    @Test
    void windowsCoverTheTextAndShareTheirOverlap() {
        for (int tokens = 1; tokens < 60; tokens++) {
            Windows windows = Windows.overlapping(tokens, 10, 3, TEMPLATE);
            assertThat(windows.starts()[0]).isZero();
            assertThat(windows.ends()[windows.count() - 1]).isEqualTo(tokens);
            for (int w = 1; w < windows.count(); w++) {
                assertThat(windows.ends()[w - 1] - windows.starts()[w]).isEqualTo(3);
                assertThat(windows.ends()[w]).isGreaterThan(windows.ends()[w - 1]);
            }
        }
    }

    @Test
    void idsStandBetweenTheTemplates() {
        Windows windows = Windows.overlapping(5, 4, 1, TEMPLATE);
        int[] content = {7, 8, 9, 10, 11};
        assertThat(windows.count()).isEqualTo(2);
        assertThat(windows.ids(0, content)).containsExactly(101, 7, 8, 9, 10, 102);
        assertThat(windows.ids(1, content)).containsExactly(101, 10, 11, 102);
    }

    @Test
    void aTokenTakesTheWindowInWhichItStandsFurthestFromAnEdge() {
        for (int tokens : new int[] {10, 11, 25, 40, 97}) {
            for (int overlap : new int[] {0, 1, 3, 6}) {
                Windows windows = Windows.overlapping(tokens, 10, overlap, TEMPLATE);
                for (int token = 0; token < tokens; token++) {
                    assertThat(windows.mostCentral(token))
                            .as("%d tokens, overlap %d, token %d", tokens, overlap, token)
                            .isEqualTo(plainly(windows, token));
                }
            }
        }
    }

    private static int plainly(Windows windows, int token) {
        int best = -1;
        int distance = -1;
        for (int w = 0; w < windows.count(); w++) {
            int before = w == 0 ? Integer.MAX_VALUE : token - windows.starts()[w];
            int after = w == windows.count() - 1 ? Integer.MAX_VALUE : windows.ends()[w] - 1 - token;
            boolean inside = token >= windows.starts()[w] && token < windows.ends()[w];
            if (inside && Math.min(before, after) > distance) {
                best = w;
                distance = Math.min(before, after);
            }
        }
        return best;
    }

    @Test
    void mergedRowsAreThoseOfTheirWindows() {
        Windows windows = Windows.overlapping(25, 10, 4, TEMPLATE);
        List<Matrix> parts = new ArrayList<>();
        for (int w = 0; w < windows.count(); w++) {
            int rows = windows.ends()[w] - windows.starts()[w] + 2;
            Matrix part = Matrix.zeros(rows, 1);
            for (int row = 0; row < rows; row++) {
                part.data()[row] = 1000 * w + row;
            }
            parts.add(part);
        }
        Matrix merged = windows.merge(parts);
        assertThat(merged.rows()).isEqualTo(27);
        assertThat(merged.at(0, 0)).isZero();
        for (int token = 0; token < 25; token++) {
            int window = windows.mostCentral(token);
            assertThat(merged.at(token + 1, 0)).isEqualTo(1000 * window + token - windows.starts()[window] + 1);
        }
        Matrix last = parts.getLast();
        assertThat(merged.at(26, 0)).isEqualTo(last.at(last.rows() - 1, 0));
    }

    @Test
    void aTextsVectorIsTheMeanOfItsWindowsWeightedByTheirTokens() {
        Windows windows = Windows.overlapping(5, 4, 1, TEMPLATE); // 4 and 2 tokens
        float[] pooled = windows.mean(List.of(new float[] {3, 0}, new float[] {0, 6}));
        assertThat(pooled).containsExactly(2, 2);
        Windows none = Windows.single(0, TEMPLATE);
        assertThat(none.mean(List.of(new float[] {5, 5}))).containsExactly(5, 5);
    }
}
