package dev.heed.meaning.sense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.meaning.corpus.Occurrence;
import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeywordsTest {
    @Test
    void theRatioIsDunnings() {
        // G² of the table 110, 2442, 111, 29114: Dunning 1993, table 1, "the swiss" = 270.72
        assertThat(Keywords.ratio(110, 110 + 2442, 111, 111 + 29114)).isEqualTo(270.72, within(0.01));
        assertThat(Keywords.ratio(5, 100, 5, 100)).isEqualTo(0, within(1e-12));
        assertThat(Keywords.ratio(1, 100, 50, 100)).isNegative();
    }

    @Test
    void wordsOfTheGroupAreFoundAndStopWordsAndTheWordItselfAreNot() {
        List<Occurrence> occurrences = new ArrayList<>();
        int[] groups = new int[40];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = i % 2;
            String text = i % 2 == 0 ? "The bank lent us money at last." : "The bank of the river was steep.";
            occurrences.add(new Occurrence("f", i + 1, new Span(4, 8), text, 0));
        }
        List<List<String>> keywords = new Keywords(Set.of("bank")).of(occurrences, groups, 2);
        assertThat(keywords.getFirst()).containsExactly("lent", "money");
        assertThat(keywords.getLast()).containsExactly("river", "steep");
    }

    @Test
    void ofFewPassagesThoseThatStandInNoOtherGroupAreEnough() {
        List<String> texts = List.of(
                "The bank lent ten pounds.",
                "Forty pounds lay in the bank.",
                "The old bank was closed.",
                "An old clerk left the bank.",
                "The boat lay at the old bank.",
                "A boat passed the bank.",
                "Mud on the bank.");
        List<Occurrence> occurrences = new ArrayList<>();
        for (String text : texts) {
            occurrences.add(new Occurrence("f", occurrences.size() + 1, new Span(0, 1), text, 0));
        }
        List<List<String>> keywords = new Keywords(Set.of("bank")).of(occurrences, new int[] {0, 0, 0, 0, 1, 1, 1}, 2);
        assertThat(keywords.getFirst()).containsExactly("pounds");
        assertThat(keywords.getLast()).containsExactly("boat");
    }

    @Test
    void ofManyPassagesAFewAreChance() {
        List<Occurrence> occurrences = new ArrayList<>();
        int[] groups = new int[200];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = i % 2;
            String text = i == 0 || i == 2 ? "The bank of pounds." : "The bank.";
            occurrences.add(new Occurrence("f", i + 1, new Span(4, 8), text, 0));
        }
        assertThat(new Keywords(Set.of("bank")).of(occurrences, groups, 2)).containsExactly(List.of(), List.of());
    }
}
