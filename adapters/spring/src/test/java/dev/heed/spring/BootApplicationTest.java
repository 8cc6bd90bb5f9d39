package dev.heed.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.Encoder;
import dev.heed.TextEmbedder;
import dev.heed.format.Json;
import dev.heed.spring.autoconfigure.HeedEmbeddingProperties;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A real application on a free port, with what Spring Boot configures by itself. */
class BootApplicationTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        VectorStore store(EmbeddingModel model, BatchingStrategy strategy) {
            SimpleVectorStore store =
                    SimpleVectorStore.builder(model).batchingStrategy(strategy).build();
            store.add(List.of(
                    new Document("money", "People deposit money at the bank.", Map.of()),
                    new Document("river", "Willows stand along the bank of the river.", Map.of())));
            return store;
        }

        @Bean
        Search search(VectorStore store) {
            return new Search(store);
        }
    }

    @RestController
    static class Search {
        private final VectorStore store;

        Search(VectorStore store) {
            this.store = store;
        }

        @GetMapping("/search")
        String search(@RequestParam("question") String question) {
            return store.similaritySearch(question).getFirst().getId();
        }
    }

    @Test
    void an_application_searches_and_tells_health_and_metrics() throws Exception {
        try (ConfigurableApplicationContext application =
                start(Application.class, "--spring.ai.heed.embedding.threads=2")) {
            assertThat(get(application, "/search?question=where+to+put+savings"))
                    .isEqualTo("money");
            assertThat(get(application, "/search?question=trees+by+the+water")).isEqualTo("river");

            Map<?, ?> health = json(get(application, "/actuator/health"));
            assertThat(health.get("status")).isEqualTo("UP");
            Map<?, ?> heed = (Map<?, ?>) ((Map<?, ?>) health.get("components")).get("heed");
            assertThat(heed.get("status")).isEqualTo("UP");
            assertThat(((Map<?, ?>) heed.get("details")).get("model")).isEqualTo("all-MiniLM-L6-v2");
            assertThat(((Map<?, ?>) heed.get("details")).get("kernel"))
                    .isEqualTo(application.getBean(Encoder.class).kernel());

            HeedEmbeddingModel model = application.getBean(HeedEmbeddingModel.class);
            assertThat(metric(application, "heed.embedding.texts")).isEqualTo(4);
            assertThat(metric(application, "heed.embedding.tokens")).isEqualTo(model.tokens());
            assertThat(metric(application, "heed.embedding.texts.truncated")).isZero();
            assertThat(metric(application, "gen_ai.client.operation?tag=gen_ai.system:heed"))
                    .as(
                            "Spring AI's own observation: two documents, which its simple store embeds one by one, and two questions")
                    .isEqualTo(4);
            assertThat(metric(application, "gen_ai.client.token.usage?tag=gen_ai.token.type:input"))
                    .isEqualTo(model.tokens());
        }
    }

    @Test
    void the_model_is_closed_with_the_application() {
        Encoder encoder;
        try (ConfigurableApplicationContext application = start(Plain.class)) {
            encoder = application.getBean(Encoder.class);
            assertThat(encoder.embed("bank").vector()).hasSize(384);
        }
        assertThatThrownBy(() -> encoder.embed("bank")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void properties_reach_the_model() {
        try (ConfigurableApplicationContext application = start(
                Application.class,
                "--spring.ai.heed.embedding.model=minilm",
                "--spring.ai.heed.embedding.max-tokens=16",
                "--spring.ai.heed.embedding.overflow=error",
                "--spring.ai.heed.embedding.precision=int8",
                "--spring.ai.heed.embedding.dimensions=64",
                "--spring.ai.heed.embedding.metadata-mode=embed",
                "--spring.ai.heed.embedding.query-prompt=query: ",
                "--spring.ai.heed.embedding.batch-tokens=99")) {
            Encoder encoder = application.getBean(Encoder.class);
            HeedEmbeddingModel model = application.getBean(HeedEmbeddingModel.class);
            assertThat(encoder.precision()).isEqualTo("int8");
            assertThat(model.dimensions()).isEqualTo(64);
            assertThatThrownBy(() -> model.embed("bank ".repeat(20))).hasMessageContaining("at most 16 tokens");
            assertThat(model.embed("bank"))
                    .isEqualTo(
                            encoder.embed("query:", List.of("bank")).getFirst().vector());
            assertThat(model.getEmbeddingContent(new Document("bank", Map.of("by", "river"))))
                    .isEqualTo("by: river\n\nbank");
            assertThat(application.getBean(BatchingStrategy.class))
                    .hasToString("HeedBatchingStrategy[99 tokens of all-MiniLM-L6-v2]");
            assertThat(application.getBean(HeedEmbeddingProperties.class).metadataMode())
                    .isEqualTo(MetadataMode.EMBED);
        }
    }

    @ParameterizedTest
    @CsvSource({"precision,int8,precision", "overflow,error,overflow", "max-tokens,16,max tokens"})
    void what_a_static_model_cannot_honour_is_refused(String property, String value, String named) {
        String model =
                "--spring.ai.heed.embedding.model=../../engine/src/test/resources/dev/heed/heads/static/model2vec";
        assertThatThrownBy(() -> start(Application.class, model, "--spring.ai.heed.embedding." + property + "=" + value)
                        .close())
                .rootCause()
                .hasMessageContaining(named + ": expected none, which the static model model2vec has no use for");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnModel {
        @Bean
        EmbeddingModel own() {
            return new EmbeddingModel() {
                @Override
                public EmbeddingResponse call(EmbeddingRequest request) {
                    return new EmbeddingResponse(List.of());
                }

                @Override
                public float[] embed(Document document) {
                    return new float[1];
                }
            };
        }
    }

    @Test
    void it_steps_back_where_the_host_has_a_model_or_asks_for_another() {
        try (ConfigurableApplicationContext application = start(OwnModel.class)) {
            assertThat(application.getBeansOfType(EmbeddingModel.class)).containsOnlyKeys("own");
            assertThat(application.getBeansOfType(TextEmbedder.class)).isEmpty();
            assertThat(application.containsBean("heedHealthIndicator")).isFalse();
        }
        try (ConfigurableApplicationContext application = start(Plain.class, "--spring.ai.model.embedding=openai")) {
            assertThat(application.getBeansOfType(EmbeddingModel.class)).isEmpty();
            assertThat(application.getBeansOfType(BatchingStrategy.class)).isEmpty();
        }
        try (ConfigurableApplicationContext application =
                start(Plain.class, "--management.health.heed.enabled=false")) {
            assertThat(application.getBeansOfType(HeedEmbeddingModel.class)).hasSize(1);
            assertThat(application.containsBean("heedHealthIndicator")).isFalse();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {}

    @Test
    void a_model_that_is_not_there_is_named_at_the_start() {
        assertThatThrownBy(() -> start(Plain.class, "--spring.ai.heed.embedding.model=nowhere"))
                .hasRootCauseMessage("model nowhere: expected a folder or one of [all-MiniLM-L6-v2], found neither");
    }

    @Test
    void editors_are_told_of_every_property() throws Exception {
        Map<?, ?> metadata;
        try (var in =
                HeedEmbeddingProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            metadata = json(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        List<?> properties = (List<?>) metadata.get("properties");
        assertThat(properties).hasSize(HeedEmbeddingProperties.class.getRecordComponents().length);
        for (Object property : properties) {
            Map<?, ?> values = (Map<?, ?>) property;
            assertThat((String) values.get("name")).startsWith("spring.ai.heed.embedding.");
            assertThat((String) values.get("description"))
                    .as((String) values.get("name"))
                    .isNotBlank();
        }
    }

    private static ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
        SpringApplication application = new SpringApplication(configuration);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "spring.main.banner-mode", "off",
                "logging.level.root", "warn",
                "management.endpoint.health.show-details", "always",
                "management.endpoints.web.exposure.include", "health,metrics"));
        return application.run(properties);
    }

    private static String get(ConfigurableApplicationContext application, String path) throws Exception {
        String port = application.getEnvironment().getProperty("local.server.port");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
            return response.body();
        }
    }

    private static Map<?, ?> json(String text) {
        return (Map<?, ?>) Json.read(text.getBytes(StandardCharsets.UTF_8), "answer");
    }

    /** The first measurement: a count, or of tokens their sum. */
    private static double metric(ConfigurableApplicationContext application, String name) throws Exception {
        List<?> measurements =
                (List<?>) json(get(application, "/actuator/metrics/" + name)).get("measurements");
        return ((Number) ((Map<?, ?>) measurements.getFirst()).get("value")).doubleValue();
    }
}
