package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.model.weights.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A folder of three kinds of vectors, BGE-M3's form, against FlagEmbedding's formulas in torch (tools/goldens/heads.py). */
class TokenHeadsTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/heed/heads/m3");
    private static final JsonObject GOLDEN = golden();
    private static final List<String> TEXTS = GOLDEN.strings("texts");

    private static JsonObject golden() {
        try {
            return JsonObject.read(Files.readAllBytes(FOLDER.resolve("golden.json")), "golden.json");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theTextsVectorIsTheFolders() {
        List<?> expected = (List<?>) GOLDEN.value("dense").orElseThrow();
        try (Encoder encoder = Encoder.open(Models.folder(FOLDER))) {
            for (int i = 0; i < TEXTS.size(); i++) {
                compare(encoder.embed(TEXTS.get(i)).vector(), (List<?>) expected.get(i));
            }
        }
    }

    @Test
    void tokensWeighTheLargestOfTheirPlaces() {
        List<JsonObject> expected = GOLDEN.objects("sparse");
        try (SparseEncoder encoder = SparseEncoder.open(Models.folder(FOLDER))) {
            for (int i = 0; i < TEXTS.size(); i++) {
                Map<String, Double> weights = new HashMap<>();
                encoder.embed(TEXTS.get(i))
                        .terms()
                        .forEach(term -> weights.put(String.valueOf(term.id()), (double) term.weight()));
                JsonObject wanted = expected.get(i);
                assertThat(weights.keySet()).as(TEXTS.get(i)).containsExactlyInAnyOrderElementsOf(wanted.keys());
                weights.forEach((id, weight) ->
                        assertThat(weight).isEqualTo(wanted.number(id).orElseThrow(), within(1e-5)));
            }
        }
    }

    @Test
    void tokensBehindTheFirstHaveVectorsOfTheirOwn() {
        List<?> expected = (List<?>) GOLDEN.value("vectors").orElseThrow();
        List<?> scores = (List<?>) GOLDEN.value("scores").orElseThrow();
        try (MultiVectorEncoder encoder = MultiVectorEncoder.open(Models.folder(FOLDER))) {
            List<MultiVectorEncoder.TokenVectors> read = new ArrayList<>();
            for (int i = 0; i < TEXTS.size(); i++) {
                MultiVectorEncoder.TokenVectors text = encoder.embedDocument(TEXTS.get(i));
                read.add(text);
                List<?> wanted = (List<?>) expected.get(i);
                assertThat(text.tokens()).hasSize(wanted.size());
                for (int token = 0; token < wanted.size(); token++) {
                    compare(text.tokens().get(token).vector(), (List<?>) wanted.get(token));
                }
            }
            for (int q = 0; q < TEXTS.size(); q++) {
                var query = encoder.embedQuery(TEXTS.get(q));
                for (int d = 0; d < TEXTS.size(); d++) {
                    double score = MultiVectorEncoder.maxSim(query, read.get(d))
                            / query.tokens().size();
                    assertThat(score)
                            .isEqualTo(((Number) ((List<?>) scores.get(q)).get(d)).doubleValue(), within(1e-5));
                }
            }
        }
    }

    private static void compare(float[] found, List<?> expected) {
        assertThat(found).hasSize(expected.size());
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isEqualTo(((Number) expected.get(i)).doubleValue(), within(1e-5));
        }
    }

    @Test
    void aHeadOfAnotherShapeOrDamagedIsRefusedByItsFile() throws IOException {
        Map<String, byte[]> files = files();
        byte[] map = files.get("colbert_linear.pt");
        files.put("sparse_linear.pt", map);
        files.put("colbert_linear.pt", Arrays.copyOf(map, map.length / 2));
        Model model = new Model("m", new ModelFiles.Memory("m", files));
        assertThatThrownBy(() -> SparseEncoder.open(model))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContainingAll("m/sparse_linear.pt", "expected the shape [1, 12], got [10, 12]");
        assertThatThrownBy(() -> MultiVectorEncoder.open(model))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("m/colbert_linear.pt");
    }

    @Test
    void aFolderWithoutAHeadIsOfAnotherKind() throws IOException {
        Map<String, byte[]> files = files();
        files.remove("sparse_linear.pt");
        files.remove("colbert_linear.pt");
        Model model = new Model("m", new ModelFiles.Memory("m", files));
        assertThatThrownBy(() -> SparseEncoder.open(model))
                .hasMessageContainingAll("expected a sparse one", "sparse_linear.pt");
        assertThatThrownBy(() -> MultiVectorEncoder.open(model))
                .hasMessageContainingAll("late interaction", "colbert_linear.pt");
    }

    private static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(FOLDER)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(FOLDER.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
