package dev.heed.meaning.sense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.concordance.UseReader;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.text.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts' vectors may have another length than tokens': what is made of tokens goes by the tokens'. */
class DenseModelTest {
    private static final Path FOLDERS = Path.of("../engine/src/test/resources/dev/heed/heads/text");

    @ParameterizedTest
    @ValueSource(strings = {"dense-tanh", "list", "embedding-gemma", "truncated"})
    void sensesAndUsesAreOfTokens(String name) {
        try (Encoder encoder = Encoder.open(Models.folder(FOLDERS.resolve(name)))) {
            assertThat(encoder.hiddenSize())
                    .isEqualTo(12)
                    .isNotEqualTo(encoder.model().dimension());
            List<Occurrence> occurrences = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String text = i % 2 == 0 ? "the bank of the river" : "money of the old bank grows";
                int start = text.indexOf("bank");
                occurrences.add(Passages.occurrence(new CorpusLine("f", i + 1, text), new Span(start, start + 4)));
            }
            OccurrenceTable table = new SenseFinder(encoder).read("bank", Set.of("bank"), occurrences, done -> {});
            assertThat(table.groups()).hasSize(12);
            assertThat(table.groups(2)).containsOnly(0, 1);
            assertThat(new UseReader(encoder).read(occurrences, done -> {}).rows())
                    .isEqualTo(12);
        }
    }
}
