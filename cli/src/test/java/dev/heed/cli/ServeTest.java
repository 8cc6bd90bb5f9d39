package dev.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code heed serve} as a process of its own: its first line, an answer, Ctrl-C. */
class ServeTest {
    private static Process serve(String... options) throws Exception {
        return ChildJava.start(
                "dev.heed.cli.Main",
                Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new));
    }

    private static String posted(String address, String body) throws Exception {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        return said(connection.getInputStream());
    }

    private static String said(java.io.InputStream stream) throws Exception {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void says_its_address_answers_and_ends_when_told_to(String signal, int code) throws Exception {
        Process heed = serve("--port", "0");
        try (var lines = new BufferedReader(new InputStreamReader(heed.getInputStream(), StandardCharsets.UTF_8))) {
            String address = lines.readLine();
            assertThat(address).matches("http://127\\.0\\.0\\.1:[0-9]+/");
            String answer = posted(address + "api/attend", "{\"text\":\"bank grows money\",\"simple\":true}");
            assertThat(answer).startsWith("{\"text\":\"bank grows money\",\"mode\":\"simple\"");

            new ProcessBuilder("kill", "-" + signal, Long.toString(heed.pid()))
                    .start()
                    .waitFor();
            assertThat(heed.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(heed.exitValue()).isEqualTo(code);
            assertThat(lines.readLine())
                    .as("nothing but the address on standard output")
                    .isNull();
            assertThat(said(heed.getErrorStream())).isEmpty();
        } finally {
            heed.destroyForcibly();
        }
    }

    /** A flag that a model does not take is said, and every place that tells a precision tells the one in use. */
    @Test
    void a_precision_is_each_models_own_or_said() throws Exception {
        String tiny = "../engine/src/test/resources/dev/heed/golden/split/tiny.gguf";
        Process heed =
                serve("--port", "0", "--precision", "int8", "--model", tiny, "--model", "stories", "--model", "minilm");
        try (var lines = new BufferedReader(new InputStreamReader(heed.getInputStream(), StandardCharsets.UTF_8))) {
            String address = lines.readLine();
            assertThat(answered(address + "v1/models"))
                    .contains("\"id\":\"tiny\",")
                    .containsPattern("\"id\":\"tiny\"[^}]*\"precision\":\"int8\"")
                    .containsPattern("\"id\":\"stories260K\"[^}]*\"precision\":\"fp32\"")
                    .containsPattern("\"id\":\"all-MiniLM-L6-v2\"[^}]*\"precision\":\"int8\"");
            assertThat(answered(address + "v1/models/tiny")).contains("\"precision\":\"int8\"");
            assertThat(answered(address + "info")).contains("\"model_dtype\":\"int8\"");
            assertThat(posted(address + "api/models", "{}"))
                    .containsPattern("\"name\":\"tiny\"[^}]*\"precision\":\"int8\"");
            assertThat(answered(address + "metrics"))
                    .containsPattern("heed_model_info\\{[^}]*model=\"tiny\"[^}]*precision=\"int8\"")
                    .containsPattern("heed_model_info\\{[^}]*model=\"stories260K\"[^}]*precision=\"fp32\"");
            new ProcessBuilder("kill", "-TERM", Long.toString(heed.pid()))
                    .start()
                    .waitFor();
            assertThat(heed.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said(heed.getErrorStream()).lines())
                    .containsExactly(
                            "note: model stories260K: served in fp32, not in int8; a language model takes fp32,"
                                    + " and int8 from a GGUF file in Q8_0, Q4_K, …");
        } finally {
            heed.destroyForcibly();
        }
    }

    private static String answered(String address) throws Exception {
        return said(URI.create(address).toURL().openStream());
    }

    @Test
    void a_taken_port_and_an_unknown_host_end_in_one_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Process heed = serve("--port", Integer.toString(taken.getLocalPort()));
            assertThat(said(heed.getErrorStream()))
                    .startsWith("heed serve: port " + taken.getLocalPort() + ": expected to listen there on 127.0.0.1")
                    .endsWith("another port may be free, 0 takes any\n")
                    .containsOnlyOnce("\n");
            assertThat(heed.waitFor()).isEqualTo(1);
        }
        Process heed = serve("--host", "no.such.host.invalid");
        assertThat(said(heed.getErrorStream()))
                .isEqualTo("heed serve: host: expected one of this machine, got no.such.host.invalid\n");
        assertThat(heed.waitFor()).isEqualTo(1);
    }
}
