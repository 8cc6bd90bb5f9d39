package dev.heed.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordSearchTest {
    @Test
    void composedAndDecomposedLettersAreTheSame() {
        String composed = "Die Bänke im Café";
        String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
        for (String word : List.of("bänke", Normalizer.normalize("bänke", Normalizer.Form.NFD))) {
            assertThat(found(word, composed)).containsExactly("Bänke");
            assertThat(found(word, decomposed)).containsExactly(Normalizer.normalize("Bänke", Normalizer.Form.NFD));
        }
        assertThat(found("banke", decomposed + " Banke")).containsExactly("Banke");
        assertThat(found("caf", decomposed)).isEmpty();
        assertThat(found("각하", Normalizer.normalize("각하 각하는", Normalizer.Form.NFD)))
                .hasSize(1);
    }

    @Test
    void marksInAnotherOrderAreTheSame() {
        assertThat(found("a\u0323\u0307b", "x a\u0307\u0323b \u1ea1\u0307b \u0227\u0323b"))
                .hasSize(3);
        assertThat(found("qu\u1ec7", "Que\u0302\u0323, que\u0323\u0302; \u1eb9\u0302"))
                .hasSize(2);
    }

    @Test
    void caseIsFoldedInFull() {
        assertThat(found("straße", "Straße STRASSE strasse STRAẞE Strase"))
                .containsExactly("Straße", "STRASSE", "strasse", "STRAẞE");
        assertThat(found("STRASSE", "in der Straße")).containsExactly("Straße");
        assertThat(found("οδός", "ΟΔΌΣ, οδόσ, οδός")).hasSize(3);
        assertThat(found("ﬁsch", "Fisch FISCH")).hasSize(2);
        assertThat(found("𐐨𐐩", "𐐀𐐁 𐐨𐐩")).hasSize(2);
        assertThat(found("ısı", "ısı isi ISI")).containsExactly("ısı");
    }

    @Test
    void apostrophesAreOne() {
        String text = "the bank's door, the bank\u2019s door, the BANK\u02bcs door, the banks door";
        for (String word : List.of("bank's", "bank\u2019s", "bank\u02bcs")) {
            assertThat(found(word, text)).containsExactly("bank's", "bank\u2019s", "BANK\u02bcs");
        }
    }

    @Test
    void spansAreThoseOfTheTextAsGiven() {
        String text = "DIE STRASSE ZUM CAFE\u0301.";
        assertThat(new WordSearch(Set.of("straße")).places(text)).containsExactly(new Span(4, 11));
        assertThat(new WordSearch(Set.of("café")).places(text)).containsExactly(new Span(16, 21));
        assertThat(new WordSearch(Set.of("丽")).places("x \ud87e\udc00 丽"))
                .containsExactly(new Span(2, 4), new Span(5, 6));
    }

    @Test
    void theLongestWinsAndBordersHold() {
        assertThat(new WordSearch(Set.of("new", "new york")).places("New York, new"))
                .containsExactly(new Span(0, 8), new Span(10, 13));
        assertThat(found("bank", "embank banker Bank")).containsExactly("Bank");
    }

    @Test
    void refusesABlank() {
        assertThatThrownBy(() -> new WordSearch(Set.of(" "))).hasMessageContaining("word: expected");
    }

    @Test
    void everyCodePointsKeyIsTheKeyOfItself() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            String key = SameWord.key(Character.toString(codePoint));
            assertThat(SameWord.key(key)).as("U+%X", codePoint).isEqualTo(key);
        }
    }

    private static List<String> found(String word, String text) {
        return new WordSearch(Set.of(word))
                .places(text).stream().map(span -> span.in(text)).toList();
    }
}
