package dev.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;

/** A test file of Unicode's own: texts with their boundaries. */
final class UnicodeTestFile {
    private UnicodeTestFile() {}

    /** Holds the cuts of a text against the file's, all of them. */
    static void holds(String name, Function<String, List<String>> cut) throws IOException {
        List<String> lines = lines(name + ".txt");
        assertThat(lines.getFirst()).isEqualTo("# " + name + "-" + WordSegmenter.UNICODE_VERSION + ".txt");
        SoftAssertions softly = new SoftAssertions();
        int tests = 0;
        for (String line : lines) {
            String test = line.replaceFirst("#.*", "").strip();
            if (!test.isEmpty()) {
                List<String> expected = expected(test);
                softly.assertThat(cut.apply(String.join("", expected))).as(line).isEqualTo(expected);
                tests++;
            }
        }
        softly.assertAll();
        assertThat(lines).contains("# Lines: " + tests);
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

    private static List<String> lines(String file) throws IOException {
        try (var in = new BufferedReader(
                new InputStreamReader(UnicodeTestFile.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }
}
