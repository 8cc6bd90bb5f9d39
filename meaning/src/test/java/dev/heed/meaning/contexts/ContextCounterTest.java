package dev.heed.meaning.contexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.meaning.contexts.SharedContexts.Context;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.tensor.Matrix;
import dev.heed.vectors.WordVectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextCounterTest {
    private static final List<String> WORDS = List.of("king", "queen", "crown", "throne", "the", "sea", "Ahab");

    private static SharedContexts shared(int window, String... lines) {
        WordVectors vectors = WordVectors.of(WORDS, Matrix.zeros(WORDS.size(), 2));
        ContextCounter counter = new ContextCounter(vectors, "King", "queen", window);
        for (int i = 0; i < lines.length; i++) {
            counter.add(new CorpusLine("c.txt", i + 1, lines[i]));
        }
        return counter.shared();
    }

    @Test
    void sharesAreProductsOfAssociations() {
        SharedContexts shared = shared(
                1,
                "crown King, crown; the sea the sea the sea the sea.",
                "king throne … the king the",
                "crown queen crown",
                "throne unknown queen throne the queen the sea");
        assertThat(shared.a()).isEqualTo(new SharedContexts.Word("king", 3));
        assertThat(shared.b().occurrences()).isEqualTo(3);
        assertThat(shared.tokens()).isEqualTo(26);

        // near king: crown ×2, throne, the ×2; near queen: crown ×2, throne ×2, the ×2; one throne near king is too few
        assertThat(shared.contexts()).extracting(Context::word).containsExactly("crown", "the");
        double chances =
                2 * Math.pow(3, .75) + Math.pow(4, .75) + Math.pow(3, .75) + Math.pow(8, .75) + Math.pow(5, .75);
        Context crown = shared.contexts().getFirst();
        double ofKing = Math.log(2 / 5.0 / (Math.pow(4, .75) / chances));
        assertThat(crown.a().association()).isEqualTo(ofKing, within(1e-12));
        assertThat(crown.a().count()).isEqualTo(2);
        double ofQueen = Math.log(2 / 6.0 / (Math.pow(4, .75) / chances));
        double theOfKing = Math.log(2 / 5.0 / (Math.pow(8, .75) / chances));
        double theOfQueen = Math.log(2 / 6.0 / (Math.pow(8, .75) / chances));
        assertThat(shared.contexts().get(1).share())
                .isEqualTo(theOfKing * theOfQueen / (theOfKing * theOfQueen + ofKing * ofQueen), within(1e-12));
        assertThat(shared.contexts().stream().mapToDouble(Context::share).sum()).isEqualTo(1, within(1e-12));
        assertThat(shared.similarity()).isBetween(0.5, 1.0);
    }

    @Test
    void examplesAreTheNearestPlaces() {
        SharedContexts shared = shared(
                3, "crown the the king", "the crown of the king; king crown, crown king", "queen crown. crown queen");
        Context crown = shared.contexts().stream()
                .filter(c -> c.word().equals("crown"))
                .findFirst()
                .orElseThrow();
        assertThat(crown.a().example().line()).isEqualTo(2);
        assertThat(crown.a().example().surface()).isEqualTo("crown");
        assertThat(crown.a().example().span().start()).isEqualTo(28);
        assertThat(crown.b().example().line()).isEqualTo(3);
    }

    @Test
    void whatCannotBeAskedIsSaid() {
        WordVectors vectors = WordVectors.of(WORDS, Matrix.zeros(WORDS.size(), 2));
        assertThatThrownBy(() -> new ContextCounter(vectors, "king", "KING", 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("words: expected two different ones, got king twice");
        assertThatThrownBy(() -> new ContextCounter(vectors, "king", "prince", 5))
                .hasMessage("word prince: not among the 7 words");
        assertThatThrownBy(() -> shared(5, "king crown"))
                .hasMessage("word queen: expected it in the corpus, found it nowhere in 2 words");
        assertThat(shared(5, "king crown", "queen sea").contexts()).isEmpty();
    }
}
