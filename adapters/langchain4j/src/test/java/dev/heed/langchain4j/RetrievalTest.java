package dev.heed.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.Models;
import dev.heed.Reranker;
import dev.heed.format.Json;
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.document.splitter.DocumentSplitters;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The framework's own ingestor, store, retriever and reranking step, with models of ours. */
class RetrievalTest {
    private static final Path PAIRS = Path.of("../../engine/src/test/resources/dev/heed/heads/pairs");

    @Test
    void a_text_that_was_ingested_is_found_by_a_question() {
        try (HeedEmbeddingModel model = HeedEmbeddingModel.create()) {
            InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
            ingest(model, store);
            EmbeddingStoreContentRetriever retriever = EmbeddingStoreContentRetriever.builder()
                    .embeddingModel(model)
                    .embeddingInputType(EmbeddingInputType.QUERY)
                    .embeddingStore(store)
                    .maxResults(1)
                    .build();
            assertThat(found(retriever, "Where can one put savings?")).isEqualTo("money.txt");
            assertThat(found(retriever, "a walk beside the water")).isEqualTo("river.txt");
            assertThat(found(retriever, "What do astronomers observe?")).isEqualTo("sky.txt");
        }
    }

    private static void ingest(EmbeddingModel model, InMemoryEmbeddingStore<TextSegment> store) {
        EmbeddingStoreIngestor.builder()
                .embeddingModel(model)
                .embeddingInputType(EmbeddingInputType.DOCUMENT)
                .embeddingStore(store)
                .documentSplitter(DocumentSplitters.recursive(200, 20))
                .build()
                .ingest(List.of(
                        document("money.txt", "The bank on the corner pays interest. People deposit money there."),
                        document("river.txt", "The path follows the bank of the river. Willows stand along it."),
                        document("sky.txt", "At night the telescope is pointed at Saturn and its rings.")));
    }

    private static Document document(String name, String text) {
        return Document.from(text, Metadata.from("file", name));
    }

    private static String found(EmbeddingStoreContentRetriever retriever, String question) {
        List<Content> contents = retriever.retrieve(Query.from(question));
        return contents.getFirst().textSegment().metadata().getString("file");
    }

    /** Scores of sentence-transformers' CrossEncoder, for a random model (tools/goldens/heads.py). */
    @Test
    void scores_are_those_of_the_reference() throws Exception {
        Map<?, ?> golden = (Map<?, ?>) Json.read(Files.readAllBytes(PAIRS.resolve("bert/golden.json")), "golden.json");
        try (HeedScoringModel model = HeedScoringModel.open(Models.folder(PAIRS.resolve("bert")))) {
            List<?> queries = (List<?>) golden.get("queries");
            List<String> texts = ((List<?>) golden.get("texts"))
                    .stream().map(String.class::cast).toList();
            for (int q = 0; q < queries.size(); q++) {
                List<?> scores = (List<?>) ((List<?>) golden.get("scores")).get(q);
                for (int t = 0; t < texts.size(); t++) {
                    if (!texts.get(t).isBlank()) { // which LangChain4j refuses
                        double expected = ((Number) ((List<?>) scores.get(t)).getFirst()).doubleValue();
                        assertThat(model.score(texts.get(t), (String) queries.get(q))
                                        .content())
                                .as(q + ", " + t)
                                .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-5));
                    }
                }
            }
            assertThat(model).hasToString("HeedScoringModel[bert]");
        }
    }

    @Test
    void the_frameworks_reranking_step_puts_the_best_first() {
        List<String> texts = List.of("the bank", "a river runs by", "money in the bank", "of the");
        try (Reranker reranker = Reranker.open(Models.folder(PAIRS.resolve("bert")));
                HeedScoringModel model = HeedScoringModel.of(reranker)) {
            Query query = Query.from("bank money");
            List<Content> contents = texts.stream().map(Content::from).toList();
            List<Content> ranked = new ReRankingContentAggregator(model).aggregate(Map.of(query, List.of(contents)));
            List<String> expected = reranker.rank("bank money", texts).stream()
                    .map(result -> texts.get(result.index()))
                    .toList();
            assertThat(ranked.stream().map(content -> content.textSegment().text()))
                    .isEqualTo(expected);
            Response<List<Double>> response =
                    model.scoreAll(texts.stream().map(TextSegment::from).toList(), "bank money");
            assertThat(response.tokenUsage().inputTokenCount())
                    .isEqualTo(reranker.score("bank money", texts).stream()
                            .mapToInt(Reranker.Result::tokenCount)
                            .sum());
        }
    }

    @Test
    void a_model_with_several_labels_is_refused() {
        assertThatThrownBy(() -> HeedScoringModel.open(Models.folder(PAIRS.resolve("bert-three-labels"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model bert-three-labels: expected one label to score by, it has 3");
    }
}
