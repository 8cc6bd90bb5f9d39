package dev.heed.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordSearchTest {
    @TempDir
    private Path folder;

    @Test
    void whatHasNoDirectionHasNoNeighbours() throws IOException {
        try (WordSearch search = open("5 2\npad 0 0\nx 1 0\ny -1 0\nz 0 1\nw 1 1\n")) {
            for (Runnable question : List.<Runnable>of(
                    () -> search.neighbors("pad", 3),
                    () -> search.neighbors(List.of("x", "pad"), 3),
                    () -> search.analogy("x", "pad", "z", 3),
                    () -> search.analogyByProduct("pad", "x", "z", 3),
                    () -> search.centroid(List.of("x", "pad"), 3),
                    () -> search.oddOneOut(List.of("x", "z", "pad")))) {
                assertThatThrownBy(question::run)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("word \"pad\": its vector is zero, so that nothing is near it or far from it");
            }
            assertThatThrownBy(() -> search.centroid(List.of("x", "y"), 3))
                    .hasMessage("words x, y: their vectors cancel out, so that nothing is near or far");
            assertThat(search.neighbors("x", 1)).extracting(Neighbor::word).containsExactly("w");
        }
    }

    @Test
    void anotherSpellingOfTheWordIsNoAnswer() throws IOException {
        StringBuilder file = new StringBuilder("36 2\nWord 1 0\nword 1 0.01\nWORD 1 0.02\nnear 1 0.1\n");
        for (int i = 0; i < 32; i++) {
            StringBuilder spelled = new StringBuilder("spelling");
            for (int bit = 0; bit < 5; bit++) {
                if ((i >> bit & 1) != 0) {
                    spelled.setCharAt(bit, Character.toUpperCase(spelled.charAt(bit)));
                }
            }
            file.append(spelled).append(" 0 1\n");
        }
        try (WordSearch search = open(file.toString())) {
            assertThat(search.neighbors("Word", 1)).extracting(Neighbor::word).containsExactly("near");
            assertThat(search.neighbors("spelling", 9))
                    .extracting(Neighbor::word)
                    .containsExactly("near", "WORD", "word", "Word");
            assertThat(search.centroid(List.of("Word", "WORD"), 1))
                    .extracting(Neighbor::word)
                    .containsExactly("near");
            assertThat(search.analogy("Word", "near", "word", 9))
                    .extracting(Neighbor::word)
                    .doesNotContain("WORD")
                    .hasSize(9);
        }
    }

    private WordSearch open(String text) throws IOException {
        return WordSearch.of(VectorFiles.open(Files.writeString(folder.resolve("v.vec"), text)), 2);
    }
}
