package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.attention.AttentionTrace;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the encoder shows of a text runs on every family and says what was computed: vectors, attention step by step, the
 * steps of a block, a word in several texts, in each precision. The models are those of the goldens, with a small vocabulary.
 */
class EncoderFamiliesTest {
    private static final String TEXT = "the bank grows money";
    private static final List<String> TEXTS =
            List.of(TEXT, "the river bank", "the", "a deep river and a bank", "money money money bank");

    @TempDir
    Path temporary;

    static Stream<String> families() {
        try (Stream<Path> folders = Files.list(goldens())) {
            return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path goldens() {
        try {
            return Path.of(EncoderFamiliesTest.class
                    .getResource("/dev/heed/golden/families")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Model model(String family) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve(family));
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(goldens().resolve(family).resolve(file), folder.resolve(file));
        }
        List<String> vocabulary = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        vocabulary.addAll(List.of("the", "bank", "river", "money", "gr", "##ows", "deep", "and", "a", "##s"));
        for (char letter = 'b'; vocabulary.size() < 40; letter++) {
            vocabulary.add(letter <= 'z' ? String.valueOf(letter) : "extra" + letter);
        }
        Files.write(folder.resolve("vocab.txt"), vocabulary);
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"BertTokenizer\"}");
        return Models.folder(folder);
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyStepOfAttentionIsShown(String family) throws IOException {
        try (Encoder encoder = Encoder.open(model(family))) {
            TextAttention attention = encoder.attention(TEXT);
            int tokens = attention.tokenized().tokenCount();
            assertThat(tokens).isEqualTo(7);
            for (int layer = 1; layer <= attention.layers(); layer++) {
                LayerAttention own = attention.layer(layer);
                for (int head = 1; head <= own.heads(); head++) {
                    Matrix weights = own.head(head).weights();
                    for (int token = 0; token < tokens; token++) {
                        check(own, own.head(head).trace(token), weights.row(token));
                        assertThat(own.head(head)
                                        .map(token, token + 1)
                                        .weights()
                                        .row(0))
                                .containsExactly(weights.row(token));
                    }
                }
                Matrix norms = own.valueWeightedNorms();
                assertThat(norms.rows()).isEqualTo(tokens);
                for (float norm : norms.data()) {
                    assertThat(norm).isNotNaN().isNotNegative();
                }
                BlockSteps steps = attention.block(layer, 2);
                assertThat(steps.output())
                        .containsExactly(attention.tokenVectors(layer).row(2));
            }
        }
    }

    /** Families whose norms stand before the sublayers; their final norm stands behind the last block. */
    private static final Set<String> NORMS_BEFORE = Set.of("modernbert", "embedding-gemma");

    @ParameterizedTest
    @MethodSource("families")
    void theStepsOfABlockSayWhereItsNormsStand(String family) throws IOException {
        try (Encoder encoder = Encoder.open(model(family))) {
            TextAttention attention = encoder.attention(TEXT);
            boolean before = NORMS_BEFORE.stream().anyMatch(family::startsWith);
            for (int layer = 1; layer <= attention.layers(); layer++) {
                BlockSteps steps = attention.block(layer, 2);
                assertThat(steps.betweenNormed()).isEqualTo(!before);
                assertThat(steps.outputNormed()).isEqualTo(!before || layer == attention.layers());
            }
        }
    }

    private static void check(LayerAttention layer, AttentionTrace trace, float[] weights) {
        double sum = 0;
        for (int key = 0; key < weights.length; key++) {
            sum += weights[key];
            assertThat(trace.weights()[key]).isEqualTo(weights[key]);
            float bias = trace.bias() == null ? 0 : trace.bias()[key];
            if (trace.scaledScores()[key] != Float.NEGATIVE_INFINITY) {
                assertThat((double) trace.scaledScores()[key])
                        .isCloseTo(trace.products()[key] * layer.scale() + bias, within(1e-4));
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyPrecisionGivesTheSameBitsAloneAndTogether(String family) throws IOException {
        Model model = model(family);
        List<TextEmbedding> single = null;
        for (Precision precision : Precision.values()) {
            try (Encoder encoder =
                    Encoder.builder(model).precision(precision).threads(2).open()) {
                List<TextEmbedding> together = encoder.embed(TEXTS);
                single = single == null ? together : single;
                for (int text = 0; text < TEXTS.size(); text++) {
                    float[] vector = together.get(text).vector();
                    assertThat(vector).hasSize(encoder.model().dimension());
                    assertThat(vector)
                            .containsExactly(encoder.embed(TEXTS.get(text)).vector());
                    assertThat(Vectors.cosine(vector, single.get(text).vector()))
                            .as("%s beside %s", precision, Precision.FP32)
                            .isGreaterThan(0.98);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void aWordIsComparedAndItsStaticVectorFound(String family) throws IOException {
        try (Encoder encoder = Encoder.open(model(family))) {
            WordComparison compared = encoder.compare("bank", List.of(TEXT, "the river bank"));
            assertThat(compared.occurrences()).hasSize(2);
            Encoding encoding = encoder.encode(TEXT);
            float[] vector = encoding.staticVector(encoding.words().get(1).word());
            assertThat(encoder.nearestWords(List.of(vector), 1)
                            .getFirst()
                            .getFirst()
                            .word())
                    .isEqualTo("bank");
            SimpleAttention simple = encoder.simpleAttention(TEXT);
            assertThat(simple.map(0, 1).weights().row(0)).hasSize(simple.words().size());
        }
    }
}
