package dev.heed.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.Overflow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;

class EmbeddingModelTest {
    private static final Path PROMPTED = Path.of("../../engine/src/test/resources/dev/heed/heads/text/prompted");
    private static final List<String> TEXTS =
            List.of("We sat by the river bank.", "I went to the bank to deposit money.", "naïve 東京タワー 😀");

    private static Encoder encoder;
    private static HeedEmbeddingModel model;

    @BeforeAll
    static void open() {
        encoder = Encoder.open(Models.minilm());
        model = HeedEmbeddingModel.of(encoder);
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void vectors_have_length_1_and_the_bits_of_the_engine_however_they_are_asked_for() {
        List<float[]> all = model.embed(TEXTS);
        List<Document> documents = TEXTS.stream().map(Document::new).toList();
        List<float[]> found = model.embed(documents, null, new HeedBatchingStrategy(model, 20));
        for (int i = 0; i < TEXTS.size(); i++) {
            float[] expected = encoder.embed(TEXTS.get(i)).vector();
            assertThat(length(expected)).isCloseTo(1, within(1e-6));
            assertThat(all.get(i)).isEqualTo(expected);
            assertThat(model.embed(TEXTS.get(i))).isEqualTo(expected);
            assertThat(model.embed(documents.get(i))).isEqualTo(expected);
            assertThat(found.get(i)).isEqualTo(expected);
        }
    }

    @Test
    void an_answer_tells_model_tokens_and_cut_texts() {
        String longer = "bank ".repeat(300);
        EmbeddingResponse response =
                model.call(new EmbeddingRequest(List.of("the bank", longer), HeedEmbeddingOptions.NONE));
        assertThat(response.getMetadata().getModel()).isEqualTo("all-MiniLM-L6-v2");
        assertThat(response.getMetadata().getUsage().getPromptTokens()).isEqualTo(4 + 256);
        assertThat(response.getMetadata().getUsage().getTotalTokens()).isEqualTo(4 + 256);
        assertThat(response.getMetadata().<Integer>get(HeedEmbeddingModel.TRUNCATED_TEXTS))
                .isEqualTo(1);
        assertThat(response.getResults().get(1).getIndex()).isEqualTo(1);
        assertThat(model.dimensions()).isEqualTo(384);
        assertThat(model).hasToString("HeedEmbeddingModel[all-MiniLM-L6-v2, dimension 384]");
    }

    @Test
    void dimensions_of_a_request_cut_and_bring_to_length_1() {
        float[] cut = call(EmbeddingOptions.builder().dimensions(64).build());
        assertThat(cut).hasSize(64);
        assertThat(length(cut)).isCloseTo(1, within(1e-6));
        assertThat(call(new HeedEmbeddingOptions(null, 64))).isEqualTo(cut);
        assertThatThrownBy(() -> call(new HeedEmbeddingOptions(null, 385)))
                .hasMessage("dimensions: expected 1 to 384, as the model all-MiniLM-L6-v2 has, got 385");
        assertThatThrownBy(() -> call(EmbeddingOptions.builder().model("other").build()))
                .hasMessage("model: expected all-MiniLM-L6-v2, which this bean is, got other");
    }

    private static float[] call(EmbeddingOptions options) {
        return model.call(new EmbeddingRequest(List.of("the bank"), options))
                .getResult()
                .getOutput();
    }

    @Test
    void strings_go_behind_the_prompt_of_questions_and_documents_behind_theirs() {
        try (Encoder prompted = Encoder.open(Models.folder(PROMPTED))) {
            HeedEmbeddingModel own = HeedEmbeddingModel.of(prompted);
            float[] query = vector(prompted, "query : ");
            float[] document = vector(prompted, "passage : ");
            float[] none = vector(prompted, "");
            Document text = new Document("the bank");
            assertThat(query).isNotEqualTo(document);
            assertThat(own.embed("the bank")).isEqualTo(query);
            assertThat(own.embed(text)).isEqualTo(document);
            assertThat(own.embed(List.of(text), null, new HeedBatchingStrategy(own, 9)))
                    .containsExactly(document);
            assertThat(own.call(new EmbeddingRequest(List.of("the bank"), HeedEmbeddingOptions.ofPrompt("")))
                            .getResult()
                            .getOutput())
                    .isEqualTo(none);
            HeedEmbeddingModel bare = HeedEmbeddingModel.builder(prompted)
                    .queryPrompt("")
                    .documentPrompt("")
                    .build();
            assertThat(bare.embed("the bank")).isEqualTo(none).isEqualTo(bare.embed(text));
        }
    }

    private static float[] vector(Encoder prompted, String prompt) {
        return prompted.embed(prompt, List.of("the bank")).getFirst().vector();
    }

    @Test
    void a_document_is_its_text_and_its_metadata_only_where_asked_for() {
        Document document = new Document("the bank", Map.of("title", "river"));
        assertThat(model.getEmbeddingContent(document)).isEqualTo("the bank");
        assertThat(model.embed(document)).isEqualTo(model.embed("the bank"));
        HeedEmbeddingModel all = HeedEmbeddingModel.builder(encoder)
                .metadataMode(MetadataMode.EMBED)
                .build();
        assertThat(all.getEmbeddingContent(document)).isEqualTo("title: river\n\nthe bank");
        assertThat(all.getEmbeddingContent(new Document("the bank"))).isEqualTo("the bank");
        assertThat(all.embed(document)).isEqualTo(model.embed("title: river\n\nthe bank"));
    }

    @Test
    void batches_count_the_models_own_tokens_and_refuse_no_length() {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            documents.add(new Document("bank ".repeat(8))); // 10 tokens with the special ones
        }
        documents.add(new Document("bank ".repeat(9000))); // the model reads 256 tokens of it
        documents.add(new Document("bank"));
        List<List<Document>> batches = new HeedBatchingStrategy(model, 30).batch(documents);
        assertThat(batches.stream().map(List::size)).containsExactly(3, 3, 1, 1, 1);
        assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(documents);
        assertThat(new HeedBatchingStrategy(model, 1).batch(List.of())).isEmpty();
        assertThat(new HeedBatchingStrategy(model, 30))
                .hasToString("HeedBatchingStrategy[30 tokens of all-MiniLM-L6-v2]");
        try (Encoder strict =
                Encoder.builder(Models.minilm()).overflow(Overflow.ERROR).open()) {
            assertThatThrownBy(() -> new HeedBatchingStrategy(HeedEmbeddingModel.of(strict), 30).batch(documents))
                    .hasMessageContaining("expected at most 256 tokens");
        }
    }

    @Test
    void spring_ais_own_store_finds_what_was_added() {
        SimpleVectorStore store = SimpleVectorStore.builder(model)
                .batchingStrategy(new HeedBatchingStrategy(model, 16))
                .build();
        store.add(List.of(
                new Document("money", "People deposit money at the bank.", Map.of()),
                new Document("river", "Willows stand along the bank of the river.", Map.of()),
                new Document("sky", "The telescope is pointed at Saturn.", Map.of())));
        assertThat(first(store, "Where do people put their savings?")).isEqualTo("money");
        assertThat(first(store, "trees beside the water")).isEqualTo("river");
        assertThat(first(store, "looking at planets")).isEqualTo("sky");
        assertThat(store.similaritySearch(SearchRequest.builder()
                        .query("People deposit money at the bank.")
                        .topK(1)
                        .build()))
                .singleElement()
                .satisfies(found -> assertThat(found.getScore()).isCloseTo(1, within(1e-6)));
    }

    private static String first(SimpleVectorStore store, String question) {
        return store.similaritySearch(
                        SearchRequest.builder().query(question).topK(1).build())
                .getFirst()
                .getId();
    }

    private static double length(float[] vector) {
        double sum = 0;
        for (float number : vector) {
            sum += (double) number * number;
        }
        return Math.sqrt(sum);
    }
}
