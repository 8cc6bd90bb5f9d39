package dev.heed.meaning.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.corpus.CorpusText;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class EditedSensesTest {
    private static final String TEXT = """
            She put her money in the bank.
            The bank raised its interest rates.
            We sat on the river bank and fished.

            The bank lent him money for a house.
            The boat drifted to the muddy bank.\r
            Reeds grow along the bank of the lake.
            The bank charges a fee for each account.
            He robbed a bank in broad daylight.
            """;

    private static OccurrenceTable table(int threads) {
        try (Encoder encoder = Encoder.builder(Models.minilm()).threads(threads).open()) {
            WordFinder finder = new WordFinder(List.of("bank"));
            List<Occurrence> places = CorpusText.lines("text", TEXT).stream()
                    .flatMap(line -> finder.places(line.text()).stream().map(span -> Passages.occurrence(line, span)))
                    .toList();
            return new SenseFinder(encoder).read("bank", Set.of("bank"), places, done -> {});
        }
    }

    private static List<Long> lines(Sense sense) {
        return sense.members().stream().map(m -> m.occurrence().line()).toList();
    }

    @Test
    void stepsUseTheIdsOfTheirTimeAndNamesStayWithTheirSenses() {
        OccurrenceTable table = table(1);
        EditedSenses two = EditedSenses.of(table, table.groups(2));
        List<Sense> found = two.senses().senses();
        assertThat(lines(found.get(0))).containsExactly(1L, 2L, 5L, 8L, 9L);
        assertThat(lines(found.get(1))).containsExactly(3L, 6L, 7L);
        EditedSenses named = two.named(1, " money ").named(2, "river");
        Senses merged = named.merged(2, 1).senses();
        assertThat(merged.senses()).singleElement().satisfies(sense -> {
            assertThat(sense.name()).isEqualTo("river");
            assertThat(sense.members()).hasSize(8);
        });
        Senses split = named.split(1).senses();
        assertThat(split.senses()).hasSize(3).extracting(Sense::name).contains("money", "river");
        assertThat(split.senses().stream().filter(s -> "river".equals(s.name())))
                .singleElement()
                .satisfies(sense -> assertThat(lines(sense)).containsExactly(3L, 6L, 7L));
        assertThat(named.named(2, " ").senses().senses().get(1).name()).isNull();
        assertThatThrownBy(() -> named.merged(1, 3)).hasMessage("sense 3: expected 1 to 2, the senses found");
    }

    @Test
    void threadsChangeNoBit() throws Exception {
        OccurrenceTable one = table(1);
        OccurrenceTable two = table(2);
        Senses alone;
        try (ForkJoinPool pool = new ForkJoinPool(1)) {
            alone = pool.submit(() -> one.senses(one.groups(2))).get();
        }
        assertThat(two.senses(two.groups(2))).isEqualTo(alone);
        assertThat(two.map().places()).isDeepEqualTo(one.map().places());
    }
}
