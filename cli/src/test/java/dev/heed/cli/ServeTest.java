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
