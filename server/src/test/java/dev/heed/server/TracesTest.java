package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Models;
import dev.heed.StaticEncoder;
import dev.heed.TranslateOptions;
import dev.heed.Translator;
import dev.heed.server.http.Site;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans over real HTTP, taken by OpenTelemetry's own SDK that the host sets after the server has begun. */
class TracesTest {
    private static final Path FOLDER = Path.of("../engine/src/test/resources/dev/heed/heads/static/model2vec-plain");
    private static final String CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private HeedServer server;
    private StaticEncoder encoder;
    private OpenTelemetrySdk sdk;
    private Asking asking;

    @BeforeEach
    void start() throws IOException {
        server = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
        encoder = StaticEncoder.open(Models.folder(FOLDER));
        server.serve(List.of(), List.of(), List.of(), List.of(), List.of(encoder));
        asking = new Asking(server.port());
        asking.get("/health"); // before there is an SDK: nothing is made, and the host's own may still be set
        sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build();
        GlobalOpenTelemetry.set(sdk);
    }

    @AfterEach
    void stop() {
        server.close();
        encoder.close();
        sdk.close();
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void aRequestIsASpanOfItsCallersTrace() throws IOException {
        asking.post("/v1/embeddings", "{\"input\":[\"a secret text\",\"two\"]}", Map.of("traceparent", CALLER));
        SpanData span = only();
        assertThat(span.getName()).isEqualTo("POST /v1/embeddings");
        assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(200);
        assertThat(span.getAttributes().get(AttributeKey.stringKey("gen_ai.operation.name")))
                .isEqualTo("embeddings");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("gen_ai.request.model")))
                .isEqualTo(encoder.model().name());
        assertThat(span.getAttributes().get(AttributeKey.longKey("heed.inputs")))
                .isEqualTo(2);
        assertThat(span.getEndEpochNanos()).isGreaterThan(span.getStartEpochNanos());
        assertThat(span.toString()).doesNotContain("secret");
    }

    @Test
    void aPathThatIsNoneOfOursIsNotToldAsSuch() throws IOException {
        asking.get("/made/up/" + "x".repeat(100));
        SpanData span = only();
        assertThat(span.toString()).doesNotContain("made");
        assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(404);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void whoAsksIsWhomATrustedProxyNames() throws IOException {
        Map<String, String> forwarded =
                Map.of("X-Forwarded-For", "203.0.113.7, 10.0.0.1", "X-Forwarded-Proto", "https");
        asking.post("/v1/embeddings", "{\"input\":\"a\"}", forwarded);
        SpanData untrusted = only();
        assertThat(untrusted.getAttributes().get(AttributeKey.stringKey("client.address")))
                .isEqualTo("127.0.0.1");
        assertThat(untrusted.getAttributes().get(AttributeKey.stringKey("url.scheme")))
                .isEqualTo("http");
        spans.reset();
        Site trusting = new Site(Set.of(), null, Set.of(), true);
        try (HeedServer behind =
                HeedServer.listen(HeedServer.Options.LOCAL.port(0).site(trusting))) {
            behind.serve(List.of(), List.of(), List.of(), List.of(), List.of(encoder));
            new Asking(behind.port()).post("/v1/embeddings", "{\"input\":\"a\"}", forwarded);
            SpanData trusted = only();
            assertThat(trusted.getAttributes().get(AttributeKey.stringKey("client.address")))
                    .isEqualTo("203.0.113.7");
            assertThat(trusted.getAttributes().get(AttributeKey.stringKey("url.scheme")))
                    .isEqualTo("https");
        }
    }

    @Test
    void aTranslationTellsTheTokensItWrote() throws IOException {
        Path folder = Path.of("../engine/src/test/resources/dev/heed/translation/small-en-de");
        try (HeedServer translating = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
                Translator translator = Translator.builder(Models.folder(folder))
                        .threads(translating.threads())
                        .open()) {
            translating.serve(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(translator));
            Asking there = new Asking(translating.port());
            there.post("/v1/translate", "{\"texts\":[\"We sat by the river bank.\",\"42\"]}");
            SpanData span = only();
            long written = translator
                    .translateSentences(List.of("We sat by the river bank."), TranslateOptions.DEFAULT)
                    .getFirst()
                    .targetTokens()
                    .size();
            assertThat(written).isPositive();
            assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.output_tokens")))
                    .isGreaterThanOrEqualTo(written);
            assertThat(there.get("/metrics").body())
                    .containsPattern("heed_tokens_written_total\\{model=\"small-en-de\"\\} [1-9]");
        }
    }

    /** A span ends just after its answer was sent. */
    private SpanData only() {
        for (int i = 0; i < 500 && spans.getFinishedSpanItems().isEmpty(); i++) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(spans.getFinishedSpanItems()).hasSize(1);
        return spans.getFinishedSpanItems().getFirst();
    }
}
