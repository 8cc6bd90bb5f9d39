package dev.heed.meaning.concordance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.CorpusReader;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.tensor.Matrix;
import dev.heed.text.Span;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A story of a few dozen lines, in which a mill's owner goes from the bank of the river to the bank in the town. */
class SmallTextTest {
    private static final String STORY = "../docs/examples/the-mill.txt";
    private static final Set<Integer> OF_THE_RIVER = Set.of(3, 4, 5, 7, 8, 9, 21, 22, 23, 26, 50, 51, 56, 57, 59, 62);

    @Test
    void theRiversBanksComeBeforeTheTowns() throws IOException {
        List<Occurrence> places = banks();
        assertThat(places).hasSize(35);
        try (Encoder encoder = Encoder.open(Models.minilm())) {
            UseReader reader = new UseReader(encoder);
            Occurrence query = new Occurrence("query", 1, new Span(14, 18), "We sat on the bank of the stream.", 0);
            Matrix vectors = reader.read(places, done -> {});
            UseQuery wanted =
                    new UseQuery(List.of(reader.read(List.of(query), done -> {}).row(0)), List.of());
            List<Integer> lines = new UseRanking(places, vectors)
                    .hits(wanted, 12).stream()
                            .map(hit -> (int) hit.occurrence().line())
                            .toList();
            assertThat(OF_THE_RIVER).containsAll(lines);
        }
    }

    private static List<Occurrence> banks() throws IOException {
        WordFinder finder = new WordFinder(Set.of("bank"));
        List<Occurrence> places = new ArrayList<>();
        try (CorpusReader reader = new CorpusReader(List.of(STORY), InputStream.nullInputStream())) {
            for (CorpusLine line = reader.next(); line != null; line = reader.next()) {
                for (Span span : finder.places(line.text())) {
                    places.add(Passages.occurrence(line, span));
                }
            }
        }
        return places;
    }
}
