package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rerankers of every layout, against sentence-transformers' CrossEncoder (tools/goldens/heads.py). */
class RerankerTest {
    private static final Path FOLDERS = Path.of("src/test/resources/dev/heed/heads/pairs");

    static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(FOLDERS)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void scoresAreThoseOfTheReference(Path folder) throws IOException {
        JsonObject golden = JsonObject.read(Files.readAllBytes(folder.resolve("golden.json")), folder.toString());
        List<String> queries = golden.strings("queries");
        List<String> texts = golden.strings("texts");
        try (Reranker reranker = Reranker.open(Models.folder(folder))) {
            for (int q = 0; q < queries.size(); q++) {
                List<?> scores = (List<?>) ((List<?>) golden.value("scores").orElseThrow()).get(q);
                List<?> raw = (List<?>) ((List<?>) golden.value("raw").orElseThrow()).get(q);
                List<?> counts = (List<?>) ((List<?>) golden.value("tokens").orElseThrow()).get(q);
                List<Reranker.Result> results = reranker.score(queries.get(q), texts);
                for (int i = 0; i < texts.size(); i++) {
                    Reranker.Result result = results.get(i);
                    assertThat(result.tokenCount()).as("pair %d %d", q, i).isEqualTo(counts.get(i));
                    assertEqual(result.scores(), (List<?>) scores.get(i));
                    assertEqual(result.raw(), (List<?>) raw.get(i));
                }
            }
        }
    }

    private static void assertEqual(float[] values, List<?> expected) {
        assertThat(values).hasSameSizeAs(expected.toArray());
        for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i])
                    .isEqualTo(
                            ((Number) expected.get(i)).doubleValue(), within(1e-5 * Math.max(1, Math.abs(values[i]))));
        }
    }

    @Test
    void aPairHasTheSameBitsInAnyCompany() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            texts.add("the bank of the river ".repeat(i % 4) + "money " + "grows ".repeat(i % 7));
        }
        Model model = Models.folder(FOLDERS.resolve("bert"));
        try (Reranker two = Reranker.builder(model).threads(2).open();
                Reranker one = Reranker.builder(model).threads(1).open()) {
            List<Reranker.Result> all = two.score("the bank", texts);
            List<String> shuffled = new ArrayList<>(texts);
            Collections.shuffle(shuffled, new Random(1));
            List<Reranker.Result> other = one.score("the bank", shuffled);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(one.score("the bank", List.of(texts.get(i)))
                                .getFirst()
                                .raw())
                        .isEqualTo(all.get(i).raw());
                assertThat(other.get(shuffled.indexOf(texts.get(i))).raw())
                        .isEqualTo(all.get(i).raw());
            }
        }
    }

    @Test
    void equalsStandInTheOrderGiven() {
        try (Reranker reranker = Reranker.open(Models.folder(FOLDERS.resolve("bert")))) {
            List<String> texts = List.of("the bank", "new york", "the bank", " the  bank ", "money grows");
            List<Integer> order = reranker.rank("river", texts).stream()
                    .map(Reranker.Result::index)
                    .toList();
            List<Integer> banks = order.stream()
                    .filter(index -> index == 0 || index == 2 || index == 3)
                    .toList();
            assertThat(banks).containsExactly(0, 2, 3);
            assertThat(order.indexOf(3) - order.indexOf(0)).isEqualTo(2);
            assertThat(reranker.rank("river", texts))
                    .isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
        }
    }

    @Test
    void otherKindsOfModelsAreToldApart() {
        assertThatThrownBy(() -> Reranker.open(Models.folder(Path.of("src/test/resources/dev/heed/heads/text/list"))))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("expected a reranker");
        try (Encoder encoder = Encoder.open(Models.folder(FOLDERS.resolve("bert")))) {
            assertThatThrownBy(() -> encoder.embed("the bank"))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContaining("is a reranker");
            assertThat(encoder.attention("the bank").layer(1)).isNotNull();
        }
        try (Reranker labels = Reranker.open(Models.folder(FOLDERS.resolve("bert-three-labels")))) {
            assertThatThrownBy(() -> labels.rank("a", List.of("b")))
                    .hasMessageContaining("expected one label to rank by, it has 3");
        }
    }
}
