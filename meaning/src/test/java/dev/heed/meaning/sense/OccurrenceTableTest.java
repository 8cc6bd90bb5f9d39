package dev.heed.meaning.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.heed.meaning.corpus.Occurrence;
import dev.heed.tensor.Matrix;
import dev.heed.text.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OccurrenceTableTest {
    private static final int SIDES = 2;
    private static final int DIMENSION = 64;

    @Test
    void ofMoreThanAreGroupedWithEachOtherTheOthersGoToTheNearestSense() {
        List<Occurrence> two = List.of(occurrence("A bank lends."), occurrence("A bank floods."));
        OccurrenceTable read = new OccurrenceTable("bank", Set.of("bank"), two, views(), Optional.empty());
        OccurrenceTable table = DrawnOccurrences.around("bank", two, read, 3 * OccurrenceTable.MOST + 1);
        int[] groups = table.groups();
        assertThat(groups)
                .isEqualTo(IntStream.range(0, groups.length).map(i -> i % SIDES).toArray());
        assertThat(table.senses(groups).senses())
                .extracting(sense -> sense.members().size(), Sense::keywords)
                .containsExactly(tuple(2_251, List.of("lends")), tuple(2_250, List.of("floods")));
    }

    private static Occurrence occurrence(String text) {
        return new Occurrence("f", 1, new Span(2, 6), text, 0);
    }

    private static TwoViews views() {
        Matrix rows = Matrix.zeros(SIDES, 2 * DIMENSION);
        for (int i = 0; i < SIDES; i++) {
            rows.data()[rows.index(i) + i] = (float) Math.sqrt(0.5);
            rows.data()[rows.index(i) + DIMENSION + i] = (float) Math.sqrt(0.5);
        }
        return new TwoViews(rows, DIMENSION);
    }
}
