package example;

import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.langchain4j.HeedEmbeddingModel;
import dev.heed.langchain4j.HeedStreamingChatModel;
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.splitter.DocumentSplitters;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Texts are put into a store, a question finds one of them, and a language model goes on from it. All in this process. */
public final class Rag {
    private static final List<String> TEXTS = List.of(
            "The bank on the corner pays interest. People deposit their money there.",
            "Willows stand along the bank of the river. Ducks sleep under them.",
            "At night the telescope is pointed at Saturn and its rings.");

    private Rag() {}

    /** @param args the question's words; a question of its own if there are none */
    public static void main(String[] args) {
        String question = args.length == 0 ? "Where do birds rest?" : String.join(" ", args);
        try (HeedEmbeddingModel embeddings = HeedEmbeddingModel.create();
                LanguageModel stories = LanguageModel.open(Models.stories())) {
            ContentRetriever retriever = retriever(embeddings);
            Content found = retriever.retrieve(Query.from(question)).getFirst();
            System.out.println("Found: " + found.textSegment().text());
            System.out.print("A story: " + found.textSegment().text());
            tell(HeedStreamingChatModel.of(stories), found.textSegment().text());
        }
    }

    private static ContentRetriever retriever(HeedEmbeddingModel model) {
        InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
        EmbeddingStoreIngestor.builder()
                .documentSplitter(DocumentSplitters.recursive(300, 0))
                .embeddingModel(model)
                .embeddingInputType(EmbeddingInputType.DOCUMENT)
                .embeddingStore(store)
                .build()
                .ingest(TEXTS.stream().map(Document::from).toList());
        return EmbeddingStoreContentRetriever.builder()
                .embeddingModel(model)
                .embeddingInputType(EmbeddingInputType.QUERY)
                .embeddingStore(store)
                .maxResults(1)
                .build();
    }

    /** Prints each part as it is written. */
    private static void tell(HeedStreamingChatModel model, String beginning) {
        CompletableFuture<ChatResponse> over = new CompletableFuture<>();
        model.chat(beginning, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String part) {
                System.out.print(part);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                over.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                over.completeExceptionally(error);
            }
        });
        System.out.println();
        System.out.println(over.join().tokenUsage());
    }
}
