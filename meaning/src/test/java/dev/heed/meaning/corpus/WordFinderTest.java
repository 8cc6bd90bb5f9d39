package dev.heed.meaning.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordFinderTest {
    @Test
    void findsTheWordBetweenBordersCaseIgnored() {
        String text = "Bank, the bank's BANK; embank banker bank";
        assertThat(surfaces(Set.of("bank"), text)).containsExactly("Bank", "BANK", "bank");
    }

    @Test
    void takesEverySpellingOfTheWord() {
        assertThat(surfaces(WordForms.asWritten("B\u00e4nke"), "Ba\u0308nke B\u00e4nke Banke"))
                .containsExactly("Ba\u0308nke", "B\u00e4nke");
        assertThat(surfaces(WordForms.inflections("bank"), "the bank\u2019s, bank's, BANK\u02bcS"))
                .containsExactly("bank\u2019s", "bank's", "BANK\u02bcS");
        assertThat(StopWords.contains("ISN\u02bcT")).isTrue();
    }

    @Test
    void theLongestFormWins() {
        assertThat(surfaces(WordForms.inflections("bank"), "banks banking the bank's bank"))
                .containsExactly("banks", "banking", "bank's", "bank");
        assertThat(surfaces(Set.of("new", "new york"), "New York, new")).containsExactly("New York", "new");
    }

    @Test
    void findsAWordFarInsideALongLine() {
        String text = "x ".repeat(100_000) + "bank" + " y".repeat(10);
        assertThat(new WordFinder(Set.of("bank")).places(text))
                .singleElement()
                .satisfies(span -> assertThat(span.in(text)).isEqualTo("bank"));
    }

    @Test
    void refusesABlank() {
        assertThatThrownBy(() -> new WordFinder(Set.of(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("word: expected");
    }

    @Test
    void inflectsBySpelling() {
        assertThat(WordForms.inflections("carry"))
                .contains("carries", "carried", "carrying")
                .doesNotContain("carrys");
        assertThat(WordForms.inflections("stop")).contains("stops", "stopped", "stopping");
        assertThat(WordForms.inflections("use")).contains("uses", "used", "using");
        assertThat(WordForms.inflections("church")).contains("churches");
        assertThat(WordForms.inflections("man")).contains("men", "men's");
        assertThat(WordForms.asWritten("Bank")).containsExactly("bank");
    }

    private static List<String> surfaces(Set<String> forms, String text) {
        return new WordFinder(forms)
                .places(text).stream().map(span -> span.in(text)).toList();
    }
}
