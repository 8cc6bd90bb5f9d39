package dev.heed.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.Overflow;
import dev.heed.StaticEncoder;
import dev.heed.TextEmbedding;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelErrorContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelRequestContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.spi.model.embedding.EmbeddingModelFactory;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddingModelTest {
    private static final Path HEADS = Path.of("../../engine/src/test/resources/dev/heed/heads");
    private static final List<String> TEXTS = List.of(
            "We sat by the river bank.",
            "I went to the bank to deposit money.",
            "a",
            "Ünïcödé, naïve café — 東京タワー 😀 don't",
            "the bank of the river ".repeat(25));

    private static HeedEmbeddingModel minilm;

    @BeforeAll
    static void open() {
        minilm = HeedEmbeddingModel.create();
    }

    @AfterAll
    static void close() {
        minilm.close();
    }

    @Test
    void vectors_are_those_of_the_model_that_it_replaces() {
        AllMiniLmL6V2EmbeddingModel onnx = new AllMiniLmL6V2EmbeddingModel();
        List<TextSegment> segments = TEXTS.stream().map(TextSegment::from).toList();
        List<Embedding> ours = minilm.embedAll(segments).content();
        List<Embedding> theirs = onnx.embedAll(segments).content();
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(CosineSimilarity.between(ours.get(i), theirs.get(i)))
                    .as(TEXTS.get(i))
                    .isGreaterThanOrEqualTo(1 - 1e-6);
        }
        assertThat(minilm.dimension()).isEqualTo(onnx.dimension());
    }

    /** The replaced model reads no more than 128 tokens, and does not say so; the model's own limit is 256. */
    @Test
    void longer_texts_are_cut_at_the_models_limit_or_at_the_replaced_models_where_asked() {
        String text = "the old man walked along the bank of the river . ".repeat(30);
        AllMiniLmL6V2EmbeddingModel onnx = new AllMiniLmL6V2EmbeddingModel();
        try (HeedEmbeddingModel cut =
                        HeedEmbeddingModel.builder().maxTokens(128).build();
                HeedEmbeddingModel windows =
                        HeedEmbeddingModel.builder().overflow(Overflow.WINDOW).build()) {
            Embedding theirs = onnx.embed(text).content();
            assertThat(CosineSimilarity.between(cut.embed(text).content(), theirs))
                    .isGreaterThanOrEqualTo(1 - 1e-6);
            assertThat(CosineSimilarity.between(minilm.embed(text).content(), theirs))
                    .isLessThan(0.99);
            assertThat(truncated(windows.embed(request(text)))).isZero();
        }
        assertThat(truncated(minilm.embed(request(text, "short")))).isEqualTo(1);
    }

    @Test
    void every_way_of_asking_gives_the_bits_of_the_engine() {
        try (Encoder encoder = Encoder.open(Models.minilm())) {
            List<float[]> expected =
                    encoder.embed(TEXTS).stream().map(TextEmbedding::vector).toList();
            Response<List<Embedding>> all =
                    minilm.embedAll(TEXTS.stream().map(TextSegment::from).toList());
            EmbeddingResponse request = minilm.embed(request(TEXTS.toArray(String[]::new)));
            for (int i = 0; i < TEXTS.size(); i++) {
                assertThat(all.content().get(i).vector()).isEqualTo(expected.get(i));
                assertThat(request.embeddings().get(i).vector()).isEqualTo(expected.get(i));
                assertThat(minilm.embed(TEXTS.get(i)).content().vector()).isEqualTo(expected.get(i));
            }
            int tokens = encoder.embed(TEXTS).stream()
                    .mapToInt(TextEmbedding::tokenCount)
                    .sum();
            assertThat(all.tokenUsage().inputTokenCount()).isEqualTo(tokens);
            assertThat(request.tokenUsage().totalTokenCount()).isEqualTo(tokens);
            assertThat(request.modelName()).isEqualTo("all-MiniLM-L6-v2");
        }
    }

    @Test
    void it_says_what_it_is_and_embeds_nothing_for_that() {
        Heard heard = new Heard();
        try (HeedEmbeddingModel model = HeedEmbeddingModel.builder()
                .listeners(List.of(heard))
                .threads(1)
                .build()) {
            assertThat(model.dimension()).isEqualTo(384);
            assertThat(model.modelName()).isEqualTo("all-MiniLM-L6-v2");
            assertThat(model.provider()).isEqualTo(ModelProvider.OTHER);
            assertThat(model).hasToString("HeedEmbeddingModel[all-MiniLM-L6-v2, dimension 384]");
        }
        assertThat(heard.said).isEmpty();
    }

    @Test
    void listeners_hear_every_call_and_every_error() {
        Heard heard = new Heard();
        HeedEmbeddingModel model =
                HeedEmbeddingModel.builder().listeners(List.of(heard)).build();
        model.embed("one");
        model.embed(TextSegment.from("one"));
        model.embedAll(List.of(TextSegment.from("one"), TextSegment.from("two")));
        model.embed(request("one"));
        assertThatThrownBy(() -> model.embed(
                        EmbeddingRequest.builder().input("one").dimensions(385).build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("dimensions: expected 1 to 384, as the model all-MiniLM-L6-v2 has, got 385");
        model.close();
        assertThatThrownBy(() -> model.embed("one")).isInstanceOf(IllegalStateException.class);
        assertThat(heard.said)
                .containsExactly(
                        "request 1",
                        "response 1",
                        "request 1",
                        "response 1",
                        "request 2",
                        "response 2",
                        "request 1",
                        "response 1",
                        "request 1",
                        "error InvalidRequestException",
                        "request 1",
                        "error IllegalStateException");
    }

    @Test
    void an_input_type_puts_the_models_own_prompt_before_a_text() {
        try (HeedEmbeddingModel model = HeedEmbeddingModel.builder()
                        .model(Models.folder(HEADS.resolve("text/prompted")))
                        .build();
                Encoder bare = Encoder.builder(Models.folder(HEADS.resolve("text/prompted")))
                        .prompt("")
                        .open()) {
            assertThat(vector(model, EmbeddingInputType.QUERY, "the bank"))
                    .isEqualTo(bare.embed("query : ", List.of("the bank"))
                            .getFirst()
                            .vector());
            assertThat(vector(model, EmbeddingInputType.DOCUMENT, "the bank"))
                    .isEqualTo(bare.embed("passage : ", List.of("the bank"))
                            .getFirst()
                            .vector())
                    .isNotEqualTo(vector(model, EmbeddingInputType.QUERY, "the bank"));
            assertThat(model.embed("the bank").content().vector())
                    .as("the folder's default prompt")
                    .isEqualTo(vector(model, EmbeddingInputType.QUERY, "the bank"));
        }
        assertThat(vector(minilm, EmbeddingInputType.QUERY, "the bank"))
                .as("a model without prompts")
                .isEqualTo(minilm.embed("the bank").content().vector());
    }

    @Test
    void fewer_dimensions_are_the_first_ones_at_length_1() {
        float[] whole = minilm.embed("the bank").content().vector();
        Embedding cut = minilm.embed(EmbeddingRequest.builder()
                        .input("the bank")
                        .dimensions(64)
                        .build())
                .embeddings()
                .getFirst();
        double length = Math.sqrt(IntStream.range(0, 64)
                .mapToDouble(i -> (double) whole[i] * whole[i])
                .sum());
        assertThat(cut.dimension()).isEqualTo(64);
        for (int i = 0; i < 64; i++) {
            assertThat(cut.vector()[i])
                    .isCloseTo((float) (whole[i] / length), org.assertj.core.data.Offset.offset(1e-6f));
        }
        try (HeedEmbeddingModel model =
                HeedEmbeddingModel.builder().modelName("minilm").dimensions(64).build()) {
            assertThat(model.dimension()).isEqualTo(64);
            assertThat(model.embed("the bank").content().vector()).isEqualTo(cut.vector());
        }
    }

    @Test
    void what_the_framework_knows_and_heed_does_not_is_refused_by_name() {
        assertThatThrownBy(() -> minilm.embed(EmbeddingRequest.builder()
                        .input("one")
                        .modelName("other")
                        .build()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("modelName");
    }

    @Test
    void static_models_embed_too() {
        try (StaticEncoder encoder = StaticEncoder.open(Models.folder(HEADS.resolve("static/model2vec")));
                HeedEmbeddingModel model = HeedEmbeddingModel.of(encoder)) {
            assertThat(model.embed("the bank").content().vector())
                    .isEqualTo(encoder.embed("the bank").vector());
        }
        assertThatThrownBy(() -> HeedEmbeddingModel.builder()
                        .model(Models.folder(HEADS.resolve("static/model2vec")))
                        .maxTokens(7)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("static");
    }

    @Test
    void the_service_loader_finds_it_as_it_finds_in_process_models() {
        List<EmbeddingModel> found = ServiceLoader.load(EmbeddingModelFactory.class).stream()
                .filter(provider -> provider.type().getName().startsWith("dev.heed."))
                .map(provider -> provider.get().create())
                .toList();
        assertThat(found)
                .singleElement()
                .satisfies(model -> assertThat(model.embed("the bank").content().vector())
                        .isEqualTo(minilm.embed("the bank").content().vector()));
    }

    private static EmbeddingRequest request(String... texts) {
        return EmbeddingRequest.builder().inputs(texts).build();
    }

    private static int truncated(EmbeddingResponse response) {
        return ((HeedEmbeddingMetadata) response.metadata()).truncatedTexts();
    }

    private static float[] vector(EmbeddingModel model, EmbeddingInputType type, String text) {
        return model.embed(
                        EmbeddingRequest.builder().input(text).inputType(type).build())
                .embeddings()
                .getFirst()
                .vector();
    }

    /** What a listener was told, in order. */
    private static final class Heard implements EmbeddingModelListener {
        private final List<String> said = new ArrayList<>();

        @Override
        public void onRequest(EmbeddingModelRequestContext context) {
            said.add("request " + context.embeddingRequest().inputs().size());
        }

        @Override
        public void onResponse(EmbeddingModelResponseContext context) {
            said.add("response " + context.embeddingResponse().embeddings().size());
        }

        @Override
        public void onError(EmbeddingModelErrorContext context) {
            said.add("error " + context.error().getClass().getSimpleName());
        }
    }
}
