package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.attention.Sequences;
import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.kernel.KernelChoice;
import dev.heed.model.TokenBatch;
import dev.heed.model.family.Families;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small random models of every kind that folders come in, against transformers' hidden states and attention, layer by
 * layer ({@code tools/goldens/tiny_models.py}).
 */
class TinyModelsTest {
    private static final Path TINY = resource("/dev/heed/golden/tiny");

    static Stream<String> models() throws IOException {
        try (Stream<Path> folders = Files.list(TINY)) {
            return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyLayerAndEveryHeadEqualsTheReference(String name) throws IOException {
        Path folder = TINY.resolve(name);
        JsonObject expected = JsonObject.read(Files.readAllBytes(folder.resolve("expected.json")), name);
        try (Arena arena = Arena.ofConfined()) {
            LoadedModel model = load(new ModelFiles.Folder(folder), arena);
            int[] ids = integers(expected.value("input_ids").orElseThrow());
            int[] types = integers(expected.value("token_type_ids").orElseThrow());
            List<?> layers = (List<?>) expected.value("hidden_states").orElseThrow();
            List<?> attentions = (List<?>) expected.value("attentions").orElseThrow();
            var batch = new TokenBatch(ids, types, Sequences.of(ids.length));
            var hidden = model.encoder().forward(batch, 0, layers.size() - 1, Workers.CALLER_ONLY);

            for (int layer = 0; layer < layers.size(); layer++) {
                assertClose("layer " + layer, hidden.get(layer), matrix(layers.get(layer)), 2e-5);
            }
            for (int layer = 1; layer < layers.size(); layer++) {
                var inputs = model.encoder().attentionInputs(layer, hidden.get(layer - 1), Workers.CALLER_ONLY);
                List<?> heads = (List<?>) attentions.get(layer - 1);
                for (int head = 0; head < heads.size(); head++) {
                    Matrix weights = inputs.operator()
                            .map(inputs.query(), inputs.key(), Sequences.of(ids.length), 0, head)
                            .weights();
                    assertClose("layer " + layer + " head " + head, weights, matrix(heads.get(head)), 2e-5);
                }
            }
        }
    }

    @Test
    void anotherFamilyIsRefusedByName() {
        ModelFiles other =
                new ModelFiles.Memory("other", Map.of("config.json", "{\"model_type\":\"other\"}".getBytes()));
        assertThatThrownBy(() -> LoadedModel.settings(other, "other"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("config.json: model_type: expected one of " + Families.types() + ", got other");
    }

    static LoadedModel load(ModelFiles files, Arena arena) {
        return LoadedModel.loadEncoder(
                files, LoadedModel.settings(files, "tiny"), KernelChoice.active(), arena, Workers.CALLER_ONLY);
    }

    static Path resource(String name) {
        try {
            return Path.of(TinyModelsTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Matrix matrix(Object rows) {
        return Matrix.copyOf(
                ((List<?>) rows).stream().map(row -> floats((List<?>) row)).toArray(float[][]::new));
    }

    private static float[] floats(List<?> row) {
        float[] values = new float[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((Number) row.get(i)).floatValue();
        }
        return values;
    }

    private static int[] integers(Object list) {
        return ((List<?>) list).stream().mapToInt(n -> ((Number) n).intValue()).toArray();
    }

    private static void assertClose(String what, Matrix found, Matrix expected, double tolerance) {
        assertThat(found.rows()).as(what).isEqualTo(expected.rows());
        for (int i = 0; i < found.rows(); i++) {
            for (int j = 0; j < found.columns(); j++) {
                double e = expected.at(i, j);
                assertThat(Math.abs(found.at(i, j) - e))
                        .as("%s, row %d, column %d: found %s, expected %s", what, i, j, found.at(i, j), e)
                        .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(e)));
            }
        }
    }
}
