package example;

import java.util.List;
import java.util.Map;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Texts are posted, and searched by meaning; the model is the one that the starter configures. */
@SpringBootApplication(proxyBeanMethods = false)
@RestController
public class SearchApplication {
    private final VectorStore store;

    SearchApplication(VectorStore store) {
        this.store = store;
    }

    public static void main(String[] args) {
        SpringApplication.run(SearchApplication.class, args);
    }

    /** Takes a text. */
    @PostMapping("/texts")
    void add(@RequestBody String text) {
        store.add(List.of(new Document(text)));
    }

    /** The three texts nearest to a question. */
    @GetMapping("/search")
    List<Map<String, Object>> search(@RequestParam("question") String question) {
        return store.similaritySearch(
                        SearchRequest.builder().query(question).topK(3).build())
                .stream()
                .map(found -> Map.<String, Object>of("text", found.getText(), "score", found.getScore()))
                .toList();
    }

    /** Spring AI's simplest store; any other takes the same two beans. */
    @Configuration(proxyBeanMethods = false)
    static class Stores {
        @Bean
        VectorStore store(EmbeddingModel model, BatchingStrategy strategy) {
            return SimpleVectorStore.builder(model).batchingStrategy(strategy).build();
        }
    }
}
