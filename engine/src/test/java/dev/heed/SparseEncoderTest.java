package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.model.weights.ModelFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Weights in a file of their own, modules behind, fewer weights than tokens: each named. */
    @Test
    void whatAStaticSparseModelHasNotIsRefusedByName() throws IOException {
        refused(
                "config.json",
                "{\"path\": \"idf.json\"}",
                "path: expected the weights in model.safetensors, got idf.json");
        String module =
                "{\"type\": \"sentence_transformers.sparse_encoder.models.SparseStaticEmbedding\", \"path\": \"\"}";
        refused(
                "modules.json",
                "[" + module + ", " + module + "]",
                "expected a SparseStaticEmbedding alone, got 2 modules");
        String tokenizer = Files.readString(FOLDERS.resolve("static/tokenizer.json"));
        refused(
                "tokenizer.json",
                tokenizer.replace("\"[UNK]\": 1,", "\"[UNK]\": 1, \"surplus\": 99,"),
                "tensor weight: expected 100 entries, one for each token");
    }

    private static void refused(String file, String content, String message) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.list(FOLDERS.resolve("static"))) {
            for (Path one : all.toList()) {
                files.put(one.getFileName().toString(), Files.readAllBytes(one));
            }
        }
        assertThat(new String(files.put(file, content.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isNotEqualTo(content);
        assertThatThrownBy(() -> SparseEncoder.open(new Model("m", new ModelFiles.Memory("m", files))))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }
}
