package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.heed.attention.Sequences;
import dev.heed.format.SafetensorsFile;
import dev.heed.format.StoredTensor;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.SourceMemory;
import dev.heed.model.TokenBatch;
import dev.heed.model.Transformer;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small random encoder–decoders of every family and setting against transformers: both halves' layers, attention of both and
 * between them, scores ({@code tools/goldens/translation_models.py}).
 */
class TranslationGoldensTest {
    static final Path GOLDENS = TinyModelsTest.resource("/dev/heed/golden/translation");
    private static final double STATES = 2e-5; // times max(1, |reference|), beside twice the reference's own noise

    static Stream<String> folders() {
        try (Stream<Path> folders = Files.list(GOLDENS)) {
            List<String> names = folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThan(9);
            return names.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LoadedTranslation load(String name, Arena arena) {
        ModelFiles files = new ModelFiles.Folder(GOLDENS.resolve(name));
        return LoadedTranslation.read(
                files,
                LoadedModel.settings(files, name),
                KernelChoice.active(),
                NumberFormat.FP32,
                null,
                arena,
                Workers.CALLER_ONLY);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void bothHalvesAndWhatOneAsksOfTheOtherEqualTheReference(String name) throws IOException {
        SafetensorsFile expected = SafetensorsFile.read(
                MemorySegment.ofArray(Files.readAllBytes(GOLDENS.resolve(name).resolve("expected.safetensors"))), name);
        try (Arena arena = Arena.ofConfined()) {
            LoadedTranslation model = load(name, arena);
            double noise = 2 * Double.parseDouble(expected.metadata().get("noise_fp32_against_fp64"));
            assertThat(noise).isLessThan(3e-4);
            int pairs = 0;
            for (; expected.tensor("source." + pairs).isPresent(); pairs++) {
                compare(model, expected, pairs, noise);
            }
            assertThat(pairs).isEqualTo(3);
        }
    }

    private static void compare(LoadedTranslation model, SafetensorsFile expected, int pair, double noise) {
        int[] source = integers(expected.require("source." + pair));
        int[] target = integers(expected.require("target." + pair));
        int[] rows = integers(expected.require("rows." + pair));
        int[] all = IntStream.range(0, target.length).toArray();
        int encoderLayers = model.encoder().config().layers();
        var read = model.encoder().forward(TokenBatch.of(List.of(source)), 0, encoderLayers, Workers.CALLER_ONLY);
        compareStates("encoder", read, expected.require("encoder." + pair), rows, noise);
        compareHeads(model.encoder(), read, expected.require("encoder_attentions." + pair), rows, noise);

        SourceMemory memory = model.decoder()
                .memories(read.get(encoderLayers), new int[] {source.length}, Workers.CALLER_ONLY)
                .getFirst();
        List<Matrix> asked = new ArrayList<>();
        var written = model.decoder()
                .forward(
                        TokenBatch.of(List.of(target)),
                        List.of(model.decoder().newCache()),
                        List.of(memory),
                        (layer, operator, queries) -> {
                            var across = Sequences.across(new int[] {target.length}, new int[] {source.length});
                            for (int head = 0; head < operator.queryHeads(); head++) {
                                asked.add(operator.map(queries, memory.keys().get(layer), across, 0, head)
                                        .weights());
                            }
                        },
                        0,
                        Workers.CALLER_ONLY);
        compareStates("decoder", written, expected.require("decoder." + pair), all, noise);
        compareHeads(model.decoder(), written, expected.require("decoder_attentions." + pair), all, noise);
        StoredTensor cross = expected.require("cross_attentions." + pair);
        assertThat(asked).hasSize(cross.shape()[0] * cross.shape()[1]);
        for (int i = 0; i < asked.size(); i++) {
            assertClose("cross-attention " + i, asked.get(i), all, slice(cross, i), noise);
        }
        Matrix logits = model.head().logits(written.lastEntry().getValue(), Workers.CALLER_ONLY, KernelChoice.active());
        assertClose("logits", logits, all, slice(expected.require("logits." + pair), 0), noise);
    }

    private static void compareStates(
            String half, SortedMap<Integer, Matrix> found, StoredTensor states, int[] rows, double noise) {
        assertThat(found).hasSize(states.shape()[0]);
        found.forEach(
                (layer, matrix) -> assertClose(half + ", layer " + layer, matrix, rows, slice(states, layer), noise));
    }

    private static void compareHeads(
            Transformer half, SortedMap<Integer, Matrix> hidden, StoredTensor attentions, int[] rows, double noise) {
        int heads = attentions.shape()[1];
        for (int layer = 1; layer < hidden.size(); layer++) {
            var inputs = half.attentionInputs(layer, hidden.get(layer - 1), Workers.CALLER_ONLY);
            assertThat(inputs.operator().queryHeads()).isEqualTo(heads);
            Sequences whole = Sequences.of(hidden.get(0).rows());
            for (int head = 0; head < heads; head++) {
                Matrix weights = inputs.operator()
                        .map(inputs.query(), inputs.key(), whole, 0, head)
                        .weights();
                assertClose(
                        "layer " + layer + ", head " + head,
                        weights,
                        rows,
                        slice(attentions, (layer - 1) * heads + head),
                        noise);
            }
        }
    }

    private static int[] integers(StoredTensor tensor) {
        return Arrays.stream(tensor.toLongs()).mapToInt(Math::toIntExact).toArray();
    }

    private static Matrix slice(StoredTensor tensor, int index) {
        int[] shape = tensor.shape();
        int columns = shape[shape.length - 1];
        int rows = shape[shape.length - 2];
        return new Matrix(tensor.toFloats(), index * rows * columns, rows, columns, columns);
    }

    private static void assertClose(String what, Matrix found, int[] rows, Matrix expected, double noise) {
        assertThat(found.columns()).as(what).isEqualTo(expected.columns());
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < found.columns(); j++) {
                double e = expected.at(i, j);
                double f = found.at(rows[i], j);
                if (!(Math.abs(f - e) <= noise + STATES * Math.max(1, Math.abs(e)))) {
                    fail("%s, row %d, column %d: found %s, expected %s", what, rows[i], j, f, e);
                }
            }
        }
    }
}
