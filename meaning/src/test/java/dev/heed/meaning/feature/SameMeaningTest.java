package dev.heed.meaning.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.meaning.statistics.ModelStatistics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SameMeaningTest {
    private static Encoder encoder;
    private static ModelStatistics statistics;

    @BeforeAll
    static void open() {
        encoder = Encoder.open(Models.minilm());
        statistics = ModelStatistics.of(encoder).orElseThrow();
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void theBanksOfMoneyAndOfTheRiverAreTwo() {
        SameMeaning answer = answer("bank", "I went to the bank to deposit money.", "We sat by the river bank.");
        assertThat(answer.same()).isFalse();
        assertThat(answer.confidence()).isBetween(0.5, 0.9);
    }

    /** Lines of same or different, a word and two short sentences, tab-separated. */
    @Test
    void shortPlainSentencesAreMostlyTold() throws IOException {
        List<String> lines;
        try (InputStream in = SameMeaningTest.class.getResourceAsStream("short-pairs.tsv")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        long right = lines.stream()
                .map(line -> line.split("\t"))
                .filter(pair -> answer(pair[1], pair[2], pair[3]).same() == pair[0].equals("same"))
                .count();
        assertThat(lines).hasSize(60);
        assertThat(right).isGreaterThanOrEqualTo(46);
    }

    @Test
    void aTextWithoutContentWordsIsComparedByWhatItHas() {
        assertThat(answer("bank", "The bank.", "bank").score()).isFinite();
    }

    private static SameMeaning answer(String word, String a, String b) {
        List<OccurrenceVectors> pair =
                new OccurrenceEncoder(encoder).encode(List.of(occurrence(word, a), occurrence(word, b)));
        return SameMeaning.of(
                pair.getFirst(), pair.getLast(), statistics, encoder.model().layers());
    }

    private static Occurrence occurrence(String word, String text) {
        return new Occurrence(
                "test", 1, new WordFinder(Set.of(word)).places(text).getFirst(), text, 0);
    }
}
