package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SPLADE and static folders, against sentence-transformers' SparseEncoder (tools/goldens/heads.py). */
class SparseEncoderTest {
    private static final Path FOLDERS = Path.of("src/test/resources/dev/heed/heads/sparse");

    static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(FOLDERS)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void weightsAreThoseOfTheReference(Path folder) throws IOException {
        JsonObject golden = JsonObject.read(Files.readAllBytes(folder.resolve("golden.json")), folder.toString());
        List<String> texts = golden.strings("texts");
        List<?> vectors = (List<?>) golden.value("vectors").orElseThrow();
        try (SparseEncoder encoder = SparseEncoder.open(Models.folder(folder))) {
            for (int i = 0; i < texts.size(); i++) {
                List<?> expected = (List<?>) vectors.get(i);
                SparseEncoder.Sparse sparse = encoder.embed(texts.get(i));
                double[] weights = new double[encoder.pieces()];
                sparse.terms().forEach(term -> weights[term.id()] = term.weight());
                assertThat(expected).hasSize(weights.length);
                for (int id = 0; id < weights.length; id++) {
                    assertThat(weights[id])
                            .as("text %d, piece %d", i, id)
                            .isEqualTo(((Number) expected.get(id)).doubleValue(), within(1e-5));
                }
                assertThat(sparse.terms())
                        .isSortedAccordingTo(Comparator.comparingDouble((SparseEncoder.Term term) -> -term.weight())
                                .thenComparingInt(SparseEncoder.Term::id))
                        .allMatch(term -> term.weight() != 0);
            }
        }
    }

    @Test
    void otherKindsAreToldApart() {
        Model sparse = Models.folder(FOLDERS.resolve("splade"));
        assertThat(sparse.info().kind()).isEqualTo(ModelKind.SPARSE);
        try (Encoder encoder = Encoder.open(sparse)) {
            assertThatThrownBy(() -> encoder.embed("a")).hasMessageContaining("it is a sparse one");
        }
        assertThatThrownBy(() -> SparseEncoder.open(
                        Models.folder(FOLDERS.resolveSibling("text").resolve("list"))))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("expected a sparse one");
    }
}
