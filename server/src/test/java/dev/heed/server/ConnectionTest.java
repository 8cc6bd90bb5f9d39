package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.server.Raw.Said;
import dev.heed.server.http.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Byte for byte on a socket: versions of HTTP, ends of connections, heads and bodies that are none. */
class ConnectionTest {
    private static final String ASK = "{\"text\":\"a b\",\"simple\":true}";
    private static final String JSON = "Content-Type: application/json\r\nContent-Length: " + ASK.length() + "\r\n";

    private static Encoder encoder;
    private static HeedServer server;
    private static Raw raw;

    @BeforeAll
    static void start() {
        encoder = Encoder.open(Models.minilm());
        server = HeedServer.start(
                HeedServer.Options.LOCAL
                        .port(0)
                        .limits(new Limits(20_000, 8_000, Duration.ofSeconds(2), Duration.ofSeconds(20), 1 << 20)),
                List.of(encoder));
        raw = new Raw(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
        encoder.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/1.1              |                                      | 200
            HEAD / HTTP/1.1             |                                      | 200
            GET /health HTTP/1.1        |                                      | 200
            GET /nowhere HTTP/1.1       |                                      | 404
            GET /v1/nowhere HTTP/1.1    |                                      | 404
            DELETE /v1/models HTTP/1.1  |                                      | 405
            GET / HTTP/1.1              | Origin: http://evil.example          | 403
            POST /api/attend HTTP/1.1   | Content-Type: text/plain             | 415
            POST /api/attend HTTP/1.1   | Content-Length: 50000000             | 413
            POST /v1/embeddings HTTP/1.1| Content-Length: 50000000             | 413
            GET / HTTP/1.1              | Transfer-Encoding: gzip              | 501
            GET / HTTP/3.0              |                                      | 505
            OPTIONS /v1/models HTTP/1.1 |                                      | 204
            """)
    void close_closes_at_once_whatever_the_answer(String line, String header, int status) throws IOException {
        String type = header != null && header.startsWith("Content-Length") ? "Content-Type: application/json\r\n" : "";
        Said said = raw.say(line + "\r\nHost: localhost\r\n" + type + (header == null ? "" : header + "\r\n")
                + "Connection: close\r\n\r\n");
        assertThat(said.status()).as(said.text()).isEqualTo(status);
        assertThat(said.closedMillis()).as("closed").isLessThan(2_000);
        assertThat(said.text()).containsIgnoringCase("\r\nConnection: close\r\n");
    }

    @Test
    void close_closes_behind_an_answer_that_was_computed_and_one_in_chunks() throws IOException {
        Said computed =
                raw.say("POST /api/attend HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + JSON + "\r\n" + ASK);
        assertThat(computed.status()).isEqualTo(200);
        assertThat(computed.closedMillis()).isLessThan(5_000);
        String inputs = "{\"inputs\":[" + "\"a\",".repeat(30) + "\"b\"]}";
        Said chunks = raw.say("POST /embed HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type:"
                + " application/json\r\nContent-Length: " + inputs.length() + "\r\n\r\n" + inputs);
        assertThat(chunks.text()).contains("Transfer-Encoding: chunked").endsWith("\r\n0\r\n\r\n");
        assertThat(chunks.closedMillis()).isLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.0\r\n\r\n", "GET /health HTTP/1.0\r\n\r\n", "GET /ready HTTP/1.0\r\n\r\n"})
    void http_1_0_is_answered_without_a_host_too(String request) throws IOException {
        Said said = raw.say(request);
        assertThat(said.status()).as(said.text()).isEqualTo(200);
        assertThat(said.closedMillis()).isLessThan(2_000);
        assertThat(said.body()).isNotEmpty();
    }

    @Test
    void http_1_0_gets_an_answer_of_unknown_length_until_the_end_of_the_connection() throws IOException {
        String inputs = "{\"inputs\":[" + "\"a\",".repeat(30) + "\"b\"]}";
        Said said = raw.say("POST /embed HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + inputs.length() + "\r\n\r\n" + inputs);
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.text()).doesNotContain("chunked");
        assertThat(said.body()).startsWith("[[").endsWith("]]\n");
    }

    @Test
    void http_1_0_keeps_the_connection_if_asked() throws IOException {
        String ask = "GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
        Said said = raw.say(ask + "GET /health HTTP/1.0\r\n\r\n");
        assertThat(said.text().split("\"alive\"", -1)).hasSize(3);
        assertThat(said.text()).contains("Connection: keep-alive", "Connection: close");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/2.0                    | 505 | version: expected HTTP/1.1 or HTTP/1.0, got HTTP/2.0
            PRI * HTTP/2.0                    | 505 | version: expected HTTP/1.1 or HTTP/1.0, got HTTP/2.0
            GET / HTTP/0.9                    | 505 | version: expected HTTP/1.1 or HTTP/1.0, got HTTP/0.9
            GET /                             | 400 | request line: expected METHOD PATH HTTP/1.1
            hello                             | 400 | request line: expected METHOD PATH HTTP/1.1
            GET / HTTPS/1.1                   | 400 | request line: expected METHOD PATH HTTP/1.1
            GET x HTTP/1.1                    | 400 | request line: expected a path that begins with /
            GE\u00e9T / HTTP/1.1              | 400 | request line: expected METHOD PATH HTTP/1.1
            """)
    void what_is_no_request_of_ours_is_told_so_in_json(String line, int status, String message) throws IOException {
        Said said = raw.say(line + "\r\nHost: localhost\r\n\r\n");
        assertThat(said.status()).as(said.text()).isEqualTo(status);
        assertThat(said.body()).contains("{\"error\":{\"message\":\"" + message + "\"");
        assertThat(said.closedMillis()).isLessThan(2_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Host : localhost                                        | 400
            X: a{LF} folded: b                                      | 400
            : nameless                                              | 400
            X: null{NUL}byte                                        | 400
            Content-Length: 5{CRLF}Content-Length: 6                | 400
            Content-Length: +5                                      | 400
            Content-Length: 0x10                                    | 400
            Content-Length: 5{CRLF}Transfer-Encoding: chunked       | 400
            Transfer-Encoding: chunked, chunked                     | 501
            Host: localhost{CRLF}Host: localhost                    | 400
            """)
    void heads_that_two_readers_could_read_differently_are_refused(String header, int status) throws IOException {
        String head = header.replace("{CRLF}", "\r\n").replace("{LF}", "\n").replace("{NUL}", "\0");
        String host = header.startsWith("Host:") ? "" : "Host: localhost\r\n";
        Said page = raw.say("GET / HTTP/1.1\r\nConnection: close\r\n" + host + head + "\r\n\r\n");
        assertThat(page.status()).as(page.text()).isEqualTo(status);
    }

    @Test
    void floods_of_headers_are_refused_and_the_next_is_served() throws IOException {
        assertThat(raw.say("GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(101) + "\r\n")
                        .status())
                .isEqualTo(431);
        assertThat(raw.say("GET / HTTP/1.1\r\nX: " + "y".repeat(9_000) + "\r\n\r\n")
                        .status())
                .isEqualTo(431);
        assertThat(raw.say("GET / HTTP/1.1\r\n" + ("X: " + "y".repeat(500) + "\r\n").repeat(60) + "\r\n")
                        .status())
                .isEqualTo(431);
        assertThat(raw.say("GET /" + "y".repeat(9_000) + " HTTP/1.1\r\n\r\n").status())
                .isEqualTo(414);
        assertThat(raw.say("GET / HTTP/1.0\r\n\r\n").status()).isEqualTo(200);
    }

    @Test
    void requests_one_behind_the_other_on_one_connection_are_answered_in_order() throws IOException {
        String get = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String post = "POST /api/attend HTTP/1.1\r\nHost: localhost\r\n" + JSON + "\r\n" + ASK;
        String last = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        Said said = raw.say(get + post + get + last);
        assertThat(said.text().split("HTTP/1.1 ", -1)).hasSize(5);
        assertThat(said.text().indexOf("\"alive\"")).isLessThan(said.text().indexOf("\"simple\""));
        assertThat(said.text()).endsWith("nothing lives at /nowhere\",\"subject\":\"path\"}}\n");
    }

    @Test
    void a_body_in_chunks_is_read_to_its_end_and_no_further() throws IOException {
        String chunks = "5;x=y\r\n" + ASK.substring(0, 5) + "\r\n" + Integer.toHexString(ASK.length() - 5) + "\r\n"
                + ASK.substring(5) + "\r\n0\r\nTrailer: here\r\n\r\n";
        Said said = raw.say("POST /api/attend HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + chunks
                + "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(said.text()).contains("\"simple\"", "\"alive\"");
        Said wrong = raw.say("POST /api/attend HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + ASK);
        assertThat(wrong.status()).isEqualTo(400);
    }

    @Test
    void continue_is_said_before_a_body_that_is_wanted_and_not_before_one_that_is_refused() throws IOException {
        String head = "POST /api/attend HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nConnection: close\r\n";
        assertThat(raw.say(head + JSON + "\r\n" + ASK).text()).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 ");
        assertThat(raw.say(head + "Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n")
                        .text())
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void an_offer_of_http_2_is_passed_over_and_the_whole_body_read() throws IOException {
        Said said = raw.say("POST /api/attend HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                + "Upgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA\r\n" + JSON
                + "\r\n" + ASK + "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.text()).contains("\"simple\"", "<!doctype html>");
    }

    @Test
    void head_has_the_headers_and_no_body() throws IOException {
        Said said = raw.say("HEAD /style.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.text()).containsPattern("Content-Length: [1-9][0-9]+").endsWith("\r\n\r\n");
        assertThat(said.body()).isEmpty();
    }

    @Test
    void a_body_that_is_not_utf_8_is_told_where() throws IOException {
        byte[] body = "{\"text\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] head = ("POST /api/attend HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        Said said = raw.say(all);
        assertThat(said.status()).isEqualTo(400);
        assertThat(said.body())
                .contains("body: expected UTF-8, got the byte 0xE9 at byte 12, which is none; encode it as UTF-8");
        String utf16 = "{\"text\":\"a\"}";
        byte[] wide = utf16.getBytes(StandardCharsets.UTF_16LE);
        Said other = raw.say("POST /api/attend HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type:"
                + " application/json\r\nContent-Length: " + wide.length + "\r\n\r\n"
                + new String(wide, StandardCharsets.ISO_8859_1));
        assertThat(other.status()).as("UTF-16 is none either").isEqualTo(400);
    }

    @Test
    void a_caller_that_sends_more_than_it_may_can_still_read_why() throws IOException {
        byte[] head = ("POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 67108864\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(8_000);
            socket.getOutputStream().write(head);
            byte[] mebibyte = new byte[1 << 20];
            for (int i = 0; i < 64; i++) { // first all of it, then the answer
                socket.getOutputStream().write(mebibyte);
            }
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("expected at most 1048576 bytes, got more");
        }
        assertThat(raw.say("GET /health HTTP/1.0\r\n\r\n").status()).isEqualTo(200);
    }
}
