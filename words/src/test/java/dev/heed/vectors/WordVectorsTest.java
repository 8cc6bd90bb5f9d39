package dev.heed.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordVectorsTest {
    @Test
    void rowsKeepTheOrderOfTheWords() {
        Matrix padded = new Matrix(new float[] {9, 1, 2, 9, 3, 4, 9, 5, 6}, 1, 3, 2, 3);
        try (WordVectors vectors = WordVectors.of(List.of("bank", "naïve", ""), padded, new long[] {7, 5, 3})) {
            assertThat(vectors.words()).containsExactly("bank", "naïve", "");
            assertThat(vectors.size()).isEqualTo(3);
            assertThat(vectors.dimension()).isEqualTo(2);
            assertThat(vectors.vector("naïve")).hasValue(new float[] {3, 4});
            assertThat(vectors.vector(2)).containsExactly(5, 6);
            assertThat(vectors.row("")).hasValue(2);
            assertThat(vectors.row("Bank")).isEmpty();
            assertThat(vectors.vector("river")).isEmpty();
            assertThat(vectors.count(1)).hasValue(5);
        }
    }

    @Test
    void everyWordOfManyIsFound() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            words.add("w" + i * 7919L + "é".repeat(i % 5));
        }
        WordVectors vectors = WordVectors.of(words, Matrix.zeros(words.size(), 1));

        for (int i = 0; i < words.size(); i++) {
            assertThat(vectors.row(words.get(i))).hasValue(i);
        }
        assertThat(vectors.row("w1")).isEmpty();
        assertThat(vectors.count(0)).isEmpty();
    }

    @Test
    void aWordHasOneRow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WordVectors.of(List.of("bank", "bank"), Matrix.zeros(2, 2)))
                .withMessage("word: expected each once, got bank again in row 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WordVectors.of(List.of("bank"), Matrix.zeros(2, 2)))
                .withMessageContaining("expected a row and a count for each of 1 words, got 2 rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WordVectors.of(List.of("a\ud83d"), Matrix.zeros(1, 2)))
                .withMessageContaining("half a surrogate pair");
    }
}
