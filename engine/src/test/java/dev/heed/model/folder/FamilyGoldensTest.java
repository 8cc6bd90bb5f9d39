package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.heed.attention.Sequences;
import dev.heed.format.SafetensorsFile;
import dev.heed.format.StoredTensor;
import dev.heed.kernel.KernelChoice;
import dev.heed.model.TokenBatch;
import dev.heed.model.family.Families;
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
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A folder of every family and setting against transformers: every layer's states, every head's weights, the head's scores
 * ({@code tools/goldens/family_models.py}); and the law of the same bits, in each.
 */
class FamilyGoldensTest {
    private static final Path FAMILIES = TinyModelsTest.resource("/dev/heed/golden/families");
    private static final double STATES = 2e-5; // times max(1, |reference|)
    private static final double WEIGHTS = 2e-5;

    static Stream<String> folders() {
        try (Stream<Path> folders = Files.list(FAMILIES)) {
            return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyFamilyHasGoldens() throws IOException {
        TreeSet<String> types = new TreeSet<>();
        folders()
                .forEach(name -> types.add(
                        LoadedModel.settings(files(name), name).config().family()));
        DecoderGoldensTest.folders().forEach(name -> types.add(decoderType(name)));
        TranslationGoldensTest.folders()
                .forEach(name -> types.add(
                        LoadedModel.settings(new ModelFiles.Folder(TranslationGoldensTest.GOLDENS.resolve(name)), name)
                                .config()
                                .family()));
        assertThat(types).containsAll(Families.names());
    }

    private static String decoderType(String name) {
        ModelFiles files = new ModelFiles.Folder(DecoderGoldensTest.GOLDENS.resolve(name));
        return LoadedModel.settings(files, name).config().family();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyLayerAndEveryHeadEqualsTheReference(String name) throws IOException {
        SafetensorsFile expected = expected(name);
        try (Arena arena = Arena.ofConfined()) {
            LoadedModel model = load(name, arena, expected.tensor("logits.0").isPresent());
            int text = 0;
            for (; expected.tensor("ids." + text).isPresent(); text++) {
                int[] ids = integers(expected.require("ids." + text));
                int[] types = expected.tensor("types." + text)
                        .map(FamilyGoldensTest::integers)
                        .orElse(null);
                int[] rows = integers(expected.require("rows." + text));
                int layers = model.settings().config().layers();
                var batch = new TokenBatch(ids, types, Sequences.of(ids.length));
                var hidden = model.encoder().forward(batch, 0, layers, Workers.CALLER_ONLY);

                StoredTensor states = expected.require("states." + text);
                assertThat(states.shape()[0]).isEqualTo(layers + 1);
                for (int layer = 0; layer <= layers; layer++) {
                    String what = "text " + text + ", layer " + layer;
                    assertClose(what, hidden.get(layer), rows, slice(states, layer), STATES);
                }
                checkHeads(
                        model,
                        expected.require("attentions." + text),
                        hidden.values().stream().toList(),
                        rows);
                if (model.head() != null) {
                    Matrix logits = model.head()
                            .logits(
                                    hidden.get(layers),
                                    Workers.CALLER_ONLY,
                                    model.encoder().kernels());
                    assertClose("logits", logits, rows, slice(expected.require("logits." + text), 0), STATES);
                }
            }
            assertThat(text).as("texts").isPositive();
        }
    }

    private static void checkHeads(LoadedModel model, StoredTensor attentions, List<Matrix> hidden, int[] rows) {
        int heads = attentions.shape()[1];
        for (int layer = 1; layer < hidden.size(); layer++) {
            var inputs = model.encoder().attentionInputs(layer, hidden.get(layer - 1), Workers.CALLER_ONLY);
            assertThat(inputs.operator().queryHeads()).isEqualTo(heads);
            Sequences whole = Sequences.of(hidden.getFirst().rows());
            for (int head = 0; head < heads; head++) {
                Matrix weights = inputs.operator()
                        .map(inputs.query(), inputs.key(), whole, 0, head)
                        .weights();
                Matrix reference = slice(attentions, (layer - 1) * heads + head);
                assertClose("layer " + layer + ", head " + head, weights, rows, reference, WEIGHTS);
            }
        }
    }

    /** The position of a text within a batch, what stands beside it and who computes must not show. */
    @ParameterizedTest
    @MethodSource("folders")
    void aTextHasTheSameBitsWhateverSharesItsBatch(String name) {
        try (Arena arena = Arena.ofShared();
                Workers two = Workers.of(2)) {
            LoadedModel model = load(name, arena, false);
            List<int[]> texts = unevenTexts(model);
            List<Matrix> alone = texts.stream()
                    .map(text -> last(model, List.of(text), Workers.CALLER_ONLY))
                    .toList();
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
            for (int shuffle = 0; shuffle < 3; shuffle++) {
                Matrix together =
                        last(model, order.stream().map(texts::get).toList(), shuffle == 1 ? Workers.CALLER_ONLY : two);
                int row = 0;
                for (int text : order) {
                    for (int token = 0; token < texts.get(text).length; token++) {
                        float[] found = together.row(row++);
                        if (!Arrays.equals(found, alone.get(text).row(token))) {
                            fail("text %d, token %d: other bits than alone", text, token);
                        }
                    }
                }
                Collections.shuffle(order, new Random(shuffle));
            }
        }
    }

    /** The last position counts, the one behind it is refused: a table of 32 rows may be for 30 tokens. */
    @ParameterizedTest
    @MethodSource("folders")
    void aTextMayHaveAsManyTokensAsThereArePositions(String name) {
        try (Arena arena = Arena.ofConfined()) {
            LoadedModel model = load(name, arena, false);
            int most = Math.min(model.settings().config().maxPositions(), 512);
            int[] full = new Random(3).ints(most, 5, 40).toArray();
            assertThat(last(model, List.of(full), Workers.CALLER_ONLY).rows()).isEqualTo(most);
            assertThatThrownBy(() -> last(
                            model, List.of(new int[model.settings().config().maxPositions() + 1]), Workers.CALLER_ONLY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("text: expected at most \\d+ tokens, the model's positions, got \\d+");
        }
    }

    private static List<int[]> unevenTexts(LoadedModel model) {
        Random random = new Random(17);
        int longest = Math.min(60, model.settings().config().maxPositions());
        int vocabulary = model.settings().config().vocabularySize();
        return Stream.generate(() ->
                        random.ints(1 + random.nextInt(longest), 0, vocabulary).toArray())
                .limit(64)
                .toList();
    }

    private static Matrix last(LoadedModel model, List<int[]> texts, Workers workers) {
        int layers = model.settings().config().layers();
        return model.encoder()
                .forward(TokenBatch.of(texts), layers, layers, workers)
                .get(layers);
    }

    private static LoadedModel load(String name, Arena arena, boolean head) {
        ModelSettings settings = LoadedModel.settings(files(name), name);
        return head
                ? LoadedModel.loadEncoderWithHead(
                        files(name), settings, KernelChoice.active(), arena, Workers.CALLER_ONLY)
                : LoadedModel.loadEncoder(files(name), settings, KernelChoice.active(), arena, Workers.CALLER_ONLY);
    }

    private static ModelFiles files(String name) {
        return new ModelFiles.Folder(FAMILIES.resolve(name));
    }

    private static SafetensorsFile expected(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(FAMILIES.resolve(name).resolve("expected.safetensors"));
        return SafetensorsFile.read(MemorySegment.ofArray(bytes), name);
    }

    private static int[] integers(StoredTensor tensor) {
        return Arrays.stream(tensor.toLongs()).mapToInt(Math::toIntExact).toArray();
    }

    /** One of the matrices that the last two dimensions are. */
    private static Matrix slice(StoredTensor tensor, int index) {
        int[] shape = tensor.shape();
        int columns = shape[shape.length - 1];
        int rows = shape[shape.length - 2];
        return new Matrix(tensor.toFloats(), index * rows * columns, rows, columns, columns);
    }

    private static void assertClose(String what, Matrix found, int[] rows, Matrix expected, double tolerance) {
        assertThat(found.columns()).as(what).isEqualTo(expected.columns());
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < found.columns(); j++) {
                double e = expected.at(i, j);
                double f = found.at(rows[i], j);
                if (!(Math.abs(f - e) <= tolerance * Math.max(1, Math.abs(e)))) {
                    fail("%s, row %d, column %d: found %s, expected %s", what, rows[i], j, f, e);
                }
            }
        }
    }
}
