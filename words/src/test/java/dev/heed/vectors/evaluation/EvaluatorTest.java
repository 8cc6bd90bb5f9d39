package dev.heed.vectors.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.vectors.VectorFiles;
import dev.heed.vectors.WordSearch;
import dev.heed.vectors.WordVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of a set counts or is told of. */
class EvaluatorTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1f", "1d", "0x1p3", "1e999", "", "high", "7,5", "1 2"})
    void whatIsNoDecimalNumberIsNoScore(String score) throws IOException {
        Evaluation evaluation = evaluate("a\tb\t" + score, "a\tc\t1", "b\tc\t5");
        assertThat(evaluation.pairs()).isEqualTo(2);
        assertThat(evaluation.leftOut().lines()).isEqualTo(1);
        assertThat(evaluation.leftOut().first()).startsWith("line 1: expected ");
    }

    @Test
    void otherColumnsAndSeparatorsAreLeftOutAndCounted() throws IOException {
        Evaluation evaluation = evaluate("# a comment", "", "a\tb\t9", "a\tc\t1e0", "b\tc\t5\tnote", "b c 5", "b\tc");
        assertThat(evaluation.pairs()).isEqualTo(2);
        assertThat(evaluation.leftOut())
                .isEqualTo(new Evaluation.LeftOut(
                        3, "line 5: expected two words and a score, split by tabs, got 4 fields"));
        assertThat(evaluate("a b 9", "a,c,1", "b c 7,5").leftOut().first())
                .isEqualTo("line 3: expected two words and a score, got 4 fields");
        assertThat(evaluate("a\tb\t9", "a\tc\t1.").leftOut()).isNull();
        assertThat(evaluate("a\tb\t9", "a\tc\t1", "#a\tb\t3").leftOut().first()).contains("comment");
    }

    @Test
    void linesOfAnalogiesTooAreCounted() throws IOException {
        Evaluation evaluation = evaluate("a b c a", ": first", "a b c b", "a b c", "a b c b x");
        assertThat(evaluation.pairs()).isEqualTo(1);
        assertThat(evaluation.leftOut())
                .isEqualTo(new Evaluation.LeftOut(3, "line 1: stands before the first heading"));
    }

    @Test
    void whereNothingIsLeftTheFileAndTheLineAreNamed() {
        assertThatThrownBy(() -> evaluate("x;y;1", "a;b;2"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("set.tsv: expected lines of two words and a score, got none among 2; "
                        + "line 1: expected two words and a score, got 1 field");
        assertThatThrownBy(() -> evaluate(": s", "a b")).hasMessageContaining("line 2: expected four words, got 2");
        assertThatThrownBy(() -> evaluate("x\ty\t1")).hasMessageContaining("got 0 of 1 pair");
    }

    @Test
    void whatHasNoRankIsRefusedAtOnce() {
        double[] good = {1, 2};
        double[] bad = {1, Double.NaN};
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThatThrownBy(() -> RankCorrelation.ranks(bad)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> RankCorrelation.spearman(bad, good)).hasMessageContaining("NaN at 1");
            assertThatThrownBy(() -> RankCorrelation.spearman(good, bad)).hasMessageContaining("NaN at 1");
            assertThatThrownBy(() -> RankCorrelation.spearman(good, new double[3]))
                    .hasMessageContaining("2 and 3");
        });
        assertThat(RankCorrelation.ranks(new double[] {Double.POSITIVE_INFINITY, 1, 1, -0.0, 0.0}))
                .containsExactly(4, 2.5, 2.5, 0.5, 0.5);
    }

    private Evaluation evaluate(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("v.vec"), "3 2\na 1 0\nb 1 1\nc 0 1\n");
        try (WordVectors vectors = VectorFiles.open(file);
                WordSearch search = WordSearch.of(vectors, 1)) {
            return new Evaluator(vectors, search, 10).evaluate("set.tsv", List.of(lines));
        }
    }
}
