package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Encoder;
import dev.heed.Encoding;
import dev.heed.Models;
import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.meaning.statistics.Moments;
import dev.heed.meaning.statistics.Surrounding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model without statistics gets them of the user's own texts: what is said of it, and what the numbers are. */
class OwnStatisticsTest {
    private static final int WORDS = 120;
    /** Lines that each word stands in: as many as are taken of it, so that none is left out by lot. */
    private static final int EACH = 20;

    private static final int A_LINE = 6;
    private static final int LAST = 2;

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();
    private Path model;
    private Path texts;

    @BeforeEach
    void write() throws IOException {
        String[] words = IntStream.range(0, WORDS)
                .mapToObj(i -> "word" + (char) ('a' + i / 26) + (char) ('a' + i % 26))
                .toArray(String[]::new);
        float unlikeAnyBefore = (System.nanoTime() & 0xffff) / 65_536f; // else an earlier run's are found in the cache
        model = TinyFolder.of(words)
                .weights("embeddings.LayerNorm.bias", unlikeAnyBefore)
                .in(folder.resolve("tiny"));
        Random random = new Random(5);
        List<String> order = new ArrayList<>(List.of(words));
        for (int round = 0; round < EACH; round++) {
            Collections.shuffle(order, random);
            for (int from = 0; from < WORDS; from += A_LINE) {
                lines.add(String.join(" ", order.subList(from, from + A_LINE)));
            }
        }
        texts = Files.write(folder.resolve("own.txt"), lines);
    }

    @Test
    void theyAreComputedOnceSaidAndKept() throws IOException {
        Ran first = heed("senses", "--model", model.toString(), "--word", "wordaa", texts.toString());
        Path kept = kept(first);
        try {
            assertThat(first.code()).isZero();
            Ran second = heed("senses", "--model", model.toString(), "--word", "wordaa", texts.toString());
            assertThat(second.err()).doesNotContain("statistics");
            assertThat(second.out()).isEqualTo(first.out());
        } finally {
            Files.delete(kept);
        }
    }

    @Test
    void theirNumbersAreMeanAndDeviationOfTheWordsVectors() throws IOException {
        Path kept = kept(heed("senses", "--model", model.toString(), "--word", "wordaa", texts.toString()));
        try (Encoder encoder = Encoder.open(Models.find(model.toString()))) {
            ModelStatistics statistics = ModelStatistics.of(encoder).orElseThrow();
            assertThat(statistics.model()).isEqualTo("tiny");
            List<float[]> vectors = new ArrayList<>();
            for (Encoding encoding : encoder.encode(lines)) {
                for (int word = 1; word <= A_LINE; word++) { // behind [CLS]
                    vectors.add(encoding.tokenVectors(LAST).row(word));
                }
            }
            assertThat(vectors).hasSize(WORDS * EACH);
            Moments moments = statistics.moments(Surrounding.WORD, LAST);
            for (int d = 0; d < TinyFolder.WIDTH; d++) {
                int at = d;
                double mean = vectors.stream().mapToDouble(v -> v[at]).average().orElseThrow();
                double variance = vectors.stream()
                        .mapToDouble(v -> (v[at] - mean) * (v[at] - mean))
                        .average()
                        .orElseThrow();
                assertThat((double) moments.means()[d]).isCloseTo(mean, within(1e-5));
                assertThat((double) moments.deviations()[d]).isCloseTo(Math.sqrt(variance), within(1e-5));
            }
        } finally {
            Files.delete(kept);
        }
    }

    @Test
    void textsThatAreTooFewAreSaidToBe() throws IOException {
        Path few = Files.write(folder.resolve("few.txt"), lines.subList(0, 40));
        Ran ran = heed("senses", "--model", model.toString(), "--word", "wordaa", few.toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("tiny has no statistics, and the texts are too few to compute any");
    }

    private static Path kept(Ran ran) {
        String before = "tiny had no statistics: computed of these texts, kept in ";
        assertThat(ran.err()).contains(before).contains(", and used from now on");
        int from = ran.err().indexOf(before) + before.length();
        Path kept = Path.of(ran.err()
                .substring(from, ran.err().indexOf(", and used from now on", from))
                .strip());
        assertThat(kept).startsWith(Models.cacheFolder().resolve("statistics")).isRegularFile();
        return kept;
    }
}
