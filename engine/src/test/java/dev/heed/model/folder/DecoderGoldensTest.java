package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.ModelInfo;
import dev.heed.ModelKind;
import dev.heed.Models;
import dev.heed.attention.Sequences;
import dev.heed.format.SafetensorsFile;
import dev.heed.format.gguf.GgufFile;
import dev.heed.kernel.KernelChoice;
import dev.heed.model.TokenBatch;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small random decoders of every family and setting, from their folders and from GGUF files, against transformers' hidden
 * states, attention and logits ({@code tools/goldens/tiny_decoders.py}).
 */
class DecoderGoldensTest {
    static final Path GOLDENS = TinyModelsTest.resource("/dev/heed/golden/decoders");

    static Stream<String> folders() throws IOException {
        return holding("config.json");
    }

    static Stream<String> ggufFiles() throws IOException {
        return holding("model.gguf");
    }

    private static Stream<String> holding(String file) throws IOException {
        try (Stream<Path> folders = Files.list(GOLDENS)) {
            List<String> names = folders.filter(folder -> Files.exists(folder.resolve(file)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThan(10);
            return names.stream();
        }
    }

    static LoadedDecoder folder(String name, Arena arena) {
        return LoadedDecoder.read(
                new ModelFiles.Folder(GOLDENS.resolve(name)), KernelChoice.active(), arena, Workers.CALLER_ONLY);
    }

    static LoadedDecoder gguf(String name) throws IOException {
        MemorySegment bytes =
                MemorySegment.ofArray(Files.readAllBytes(GOLDENS.resolve(name).resolve("model.gguf")));
        return LoadedDecoder.read(GgufFile.read(bytes, name), KernelChoice.active(), Workers.CALLER_ONLY);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void aFoldersLayersHeadsAndLogitsEqualTheReference(String name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            compare(folder(name, arena), name);
        }
    }

    @ParameterizedTest
    @MethodSource("ggufFiles")
    void aGgufFilesLayersHeadsAndLogitsEqualTheReference(String name) throws IOException {
        compare(gguf(name), name);
    }

    @ParameterizedTest
    @MethodSource("ggufFiles")
    void aGgufFileIsAModelByItself(String name) throws IOException {
        Path file = GOLDENS.resolve(name).resolve("model.gguf");
        ModelInfo info = Models.find(file.toString()).info();
        assertThat(info.name()).isEqualTo("model");
        assertThat(info.kind()).isEqualTo(ModelKind.LANGUAGE);
        try (Arena arena = Arena.ofConfined()) {
            ModelFiles whole = new ModelFiles.Whole(file);
            compare(LoadedDecoder.read(whole, KernelChoice.active(), arena, Workers.CALLER_ONLY), name);
            assertThat(info.layers())
                    .isEqualTo(LoadedModel.settings(whole, name).config().layers());
        }
    }

    private static void compare(LoadedDecoder model, String name) throws IOException {
        SafetensorsFile expected = expected(name);
        int[] ids = ids(expected);
        int layers = model.config().layers();
        var hidden = model.transformer().forward(TokenBatch.of(List.of(ids)), 0, layers, Workers.CALLER_ONLY);
        for (int layer = 0; layer <= layers; layer++) {
            assertClose("layer " + layer, hidden.get(layer), matrix(expected, "hidden." + layer), 2e-5);
        }
        Matrix logits = model.head().logits(hidden.get(layers), Workers.CALLER_ONLY, KernelChoice.active());
        assertClose("logits", logits, matrix(expected, "logits"), 2e-5);
        for (int layer = 1; layer <= layers; layer++) {
            var inputs = model.transformer().attentionInputs(layer, hidden.get(layer - 1), Workers.CALLER_ONLY);
            float[] weights = expected.require("attention." + layer).toFloats();
            int n = ids.length;
            for (int head = 0; head < model.config().attentionHeads(); head++) {
                Matrix found = inputs.operator()
                        .map(inputs.query(), inputs.key(), Sequences.of(n), 0, head)
                        .weights();
                Matrix own = new Matrix(weights, head * n * n, n, n, n);
                assertClose("layer " + layer + " head " + head, found, own, 5e-6);
            }
        }
    }

    static SafetensorsFile expected(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(GOLDENS.resolve(name).resolve("expected.safetensors"));
        return SafetensorsFile.read(MemorySegment.ofArray(bytes), name);
    }

    static int[] ids(SafetensorsFile expected) {
        long[] ids = expected.require("ids").toLongs();
        return IntStream.range(0, ids.length).map(i -> (int) ids[i]).toArray();
    }

    private static Matrix matrix(SafetensorsFile file, String name) {
        int[] shape = file.require(name).shape();
        return Matrix.of(file.require(name).toFloats(), shape[0], shape[1]);
    }

    private static void assertClose(String what, Matrix found, Matrix expected, double tolerance) {
        assertThat(found.rows()).as(what).isEqualTo(expected.rows());
        assertThat(found.columns()).as(what).isEqualTo(expected.columns());
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
