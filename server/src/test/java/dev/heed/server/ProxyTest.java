package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.server.Asking.Answer;
import dev.heed.server.http.Site;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a proxy that ends TLS, under names of its own, and for pages of other origins that are named. */
class ProxyTest {
    private static Encoder encoder;

    @BeforeAll
    static void open() {
        encoder = Encoder.open(Models.minilm());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    private static int asked(Site site, String host, String origin, Map<String, String> more) throws IOException {
        try (HeedServer server =
                HeedServer.start(HeedServer.Options.LOCAL.port(0).site(site), List.of(encoder))) {
            Map<String, String> headers = new LinkedHashMap<>(Map.of("Host", host, "Origin", origin));
            headers.putAll(more);
            return new Asking(server.port())
                    .post("/api/attend", "{\"text\":\"a b\",\"simple\":true}", headers)
                    .status();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            h.example       | https://h.example          | 200
            h.example       | https://h.example:8443     | 200
            h.example:8443  | https://h.example:8443     | 200
            H.Example       | https://H.EXAMPLE          | 200
            h.example       | http://h.example           | 200
            127.0.0.1:8080  | https://h.example          | 200
            h.example       | https://evil.example       | 403
            h.example       | https://h.example.evil     | 403
            h.example       | https://evil@h.example     | 403
            h.example       | null                       | 403
            h.example       | ftp://h.example            | 403
            evil.example    | https://h.example          | 403
            """)
    void an_allowed_name_is_ours_with_and_without_tls_on_any_port(String host, String origin, int status)
            throws IOException {
        assertThat(asked(Site.LOCAL.names(Set.of("h.example")), host, origin, Map.of()))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            h.example       | https://h.example:8443     | 200
            localhost:8080  | https://h.example:8443     | 200
            h.example       | https://h.example          | 403
            h.example       | http://h.example:8443      | 403
            """)
    void a_public_url_is_that_origin_and_no_other(String host, String origin, int status) throws IOException {
        Site site = new Site(Set.of(), "https://h.example:8443/", Set.of(), false);
        assertThat(asked(site, host, origin, Map.of())).isEqualTo(status);
    }

    @Test
    void what_a_proxy_forwards_is_believed_only_if_it_is_to_be() throws IOException {
        Map<String, String> forwarded = Map.of(
                "X-Forwarded-Proto", "https", "X-Forwarded-Host", "localhost:8443", "Sec-Fetch-Site", "same-origin");
        Site trusting = new Site(Set.of(), null, Set.of(), true);
        assertThat(asked(trusting, "127.0.0.1:8080", "https://localhost:8443", forwarded))
                .isEqualTo(200);
        assertThat(asked(trusting, "127.0.0.1:8080", "http://localhost:8443", forwarded))
                .isEqualTo(403);
        assertThat(asked(Site.LOCAL, "127.0.0.1:8080", "https://localhost:8443", forwarded))
                .isEqualTo(403);
        assertThat(asked(
                        trusting,
                        "127.0.0.1:8080",
                        "https://evil.example",
                        Map.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example")))
                .as("a name is to be allowed all the same")
                .isEqualTo(403);
    }

    @Test
    void a_page_of_a_named_origin_may_ask_and_read_another_may_not() throws IOException {
        Site site = new Site(Set.of(), null, Set.of("https://app.example"), false);
        try (HeedServer server =
                HeedServer.start(HeedServer.Options.LOCAL.port(0).site(site), List.of(encoder))) {
            Asking asking = new Asking(server.port());
            Map<String, String> app = Map.of("Origin", "https://app.example", "Sec-Fetch-Site", "cross-site");
            Answer answer = asking.post("/v1/embeddings", "{\"input\":\"a\"}", app);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers())
                    .containsEntry("access-control-allow-origin", "https://app.example")
                    .containsEntry("vary", "Origin");

            Map<String, String> before = new LinkedHashMap<>(app);
            before.put("Host", "localhost");
            before.put("Access-Control-Request-Method", "POST");
            before.put("Access-Control-Request-Headers", "authorization, content-type");
            Answer preflight = asking.send("OPTIONS", "/v1/embeddings", before, "");
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.headers())
                    .containsEntry("access-control-allow-origin", "https://app.example")
                    .containsEntry("access-control-allow-methods", "GET, POST")
                    .containsEntry("access-control-allow-headers", "authorization, content-type");

            Map<String, String> evil = Map.of("Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site");
            Answer refused = asking.post("/v1/embeddings", "{\"input\":\"a\"}", evil);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.headers()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"h.example", "https://h.example/path", "ftp://h.example", "https://", "https://h.example?x"})
    void an_origin_is_scheme_name_and_port_alone(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Site(Set.of(), null, Set.of(origin), false))
                .withMessageContaining("expected scheme, name and port alone");
    }
}
