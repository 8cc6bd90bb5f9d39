package dev.heed.translation;

import dev.heed.format.Json;
import dev.heed.text.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A sentence, its translation, and the words that are known to belong together; as tools/translation/small_pairs.py makes them. */
public record KnownPairs(String source, String target, Set<List<Span>> pairs) {
    /** Lines of {@code {"source", "target", "pairs": [[[start, end], [start, end]], …]}}. */
    public static List<KnownPairs> read(Path file) throws IOException {
        List<KnownPairs> all = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Map<?, ?> object = (Map<?, ?>) Json.read(line.getBytes(StandardCharsets.UTF_8), file.toString());
            Set<List<Span>> pairs = new HashSet<>();
            for (Object pair : (List<?>) object.get("pairs")) {
                List<?> both = (List<?>) pair;
                pairs.add(List.of(span(both.get(0)), span(both.get(1))));
            }
            all.add(new KnownPairs((String) object.get("source"), (String) object.get("target"), pairs));
        }
        return all;
    }

    private static Span span(Object pair) {
        List<?> both = (List<?>) pair;
        return new Span(((Number) both.get(0)).intValue(), ((Number) both.get(1)).intValue());
    }

    /** How many links hold, how many there are, and how many pairs are known. */
    public record Count(int right, int links, int known) {
        public static final Count NONE = new Count(0, 0, 0);

        public Count plus(Count other) {
            return new Count(right + other.right, links + other.links, known + other.known);
        }

        /** Alignment error rate (Och and Ney 2003), every known pair sure. */
        public double errorRate() {
            return 1 - 2.0 * right / (links + known);
        }

        /** Share of the links that are right. */
        public double precision() {
            return (double) right / links;
        }
    }

    /** A known place may be more than one word ({@code 3.50}, a mail address): a link is right if it lies within. */
    public Count count(List<WordLink> links) {
        int right = 0;
        for (WordLink link : links) {
            if (pairs.stream()
                    .anyMatch(pair ->
                            pair.get(0).overlaps(link.source()) && pair.get(1).overlaps(link.target()))) {
                right++;
            }
        }
        return new Count(right, links.size(), Math.max(pairs.size(), right));
    }
}
