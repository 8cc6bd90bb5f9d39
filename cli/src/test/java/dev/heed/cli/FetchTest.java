package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Models;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** models get from an address, against a server that cuts off, redirects and lies. */
class FetchTest {
    private static final String STEM = "fetch-test-" + ProcessHandle.current().pid();
    private static final String NAME = STEM + ".gguf";

    private final byte[] content = new byte[300_000];
    private final List<String> ranges = new ArrayList<>();
    private ServerSocket server;
    private int cutAfter = 1_000_000;

    @BeforeEach
    void serve() throws IOException {
        new Random(5).nextBytes(content);
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket caller = server.accept()) {
                    answer(caller);
                } catch (IOException e) {
                    // closed, or the caller is gone
                }
            }
        });
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        for (int part = 1; part <= 3; part++) {
            Files.deleteIfExists(kept(part, 2));
            Files.deleteIfExists(kept(part, 3));
        }
        Files.deleteIfExists(kept());
        Files.deleteIfExists(part());
    }

    private void answer(Socket caller) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
        String asked = in.readLine();
        String range = null;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            range = line.toLowerCase(Locale.ROOT).startsWith("range: ") ? line.substring(7) : range;
        }
        if (asked.contains("/moved/")) {
            head(caller, "302 Found", "Location: /model/" + NAME, 0);
        } else if (asked.contains("/parts/" + STEM) && !asked.contains("-00003-of")) {
            head(caller, "200 OK", "X: y", 5);
            caller.getOutputStream()
                    .write(asked.substring(asked.indexOf("-0") + 1, asked.indexOf("-0") + 6)
                            .getBytes());
        } else if (!asked.contains("/model/" + NAME)) {
            head(caller, "404 Not Found", "X: y", 0);
        } else {
            ranges.add(String.valueOf(range));
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            head(caller, range == null ? "200 OK" : "206 Partial Content", "X: y", content.length - from);
            int to = Math.min(content.length, from + cutAfter); // then the connection drops
            caller.getOutputStream().write(content, from, to - from);
        }
    }

    private static void head(Socket caller, String status, String header, int length) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: " + length
                + "\r\nConnection: close\r\n\r\n";
        caller.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }

    private String address(String folder) {
        return "http://localhost:" + server.getLocalPort() + "/" + folder + "/" + NAME;
    }

    private static Path kept() {
        return Models.cacheFolder().resolve("fetched").resolve(NAME);
    }

    private static Path kept(int part, int of) {
        return kept().resolveSibling(STEM + "-0000" + part + "-of-0000" + of + ".gguf");
    }

    private static Path part() {
        return kept().resolveSibling(NAME + ".part");
    }

    private String sha256() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Test
    void aFileIsFetchedCheckedAndKept() throws Exception {
        Ran ran = heed("models", "get", address("moved"), "--sha256", sha256());
        assertThat(ran.err()).contains("checked");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEqualTo(kept() + "\n");
        assertThat(Files.readAllBytes(kept())).isEqualTo(content);
        assertThat(heed("models", "get", address("model"), "--sha256", sha256()).code())
                .isZero();
        assertThat(ranges).hasSize(1); // it was there
    }

    @Test
    void whatWasCutOffGoesOnWhereItEnded() throws Exception {
        Files.createDirectories(kept().getParent());
        Files.write(part(), Arrays.copyOf(content, 100_000));
        Ran ran = heed("models", "get", address("model"), "--sha256", sha256());
        assertThat(ran.code()).isZero();
        assertThat(ranges).containsExactly("bytes=100000-");
        assertThat(Files.readAllBytes(kept())).isEqualTo(content);
    }

    @Test
    void aConnectionThatBreaksIsTakenUpAgain() throws Exception {
        cutAfter = 120_000;
        Ran ran = heed("models", "get", address("model"), "--sha256", sha256());
        assertThat(ran.code()).isZero();
        assertThat(ranges).hasSize(3);
        assertThat(Files.readAllBytes(kept())).isEqualTo(content);
    }

    @Test
    void anotherFileThanExpectedIsNotKept() {
        Ran ran = heed("models", "get", address("model"), "--sha256", "00".repeat(32));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("expected the SHA-256 0000").contains("got ");
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(kept()).doesNotExist();
        assertThat(part()).doesNotExist();
    }

    /** Of a model in parts all are fetched, whichever is named; one that is not there is said. */
    @Test
    void allPartsOfAModelAreFetched() throws Exception {
        String address = address("parts").replace(NAME, STEM + "-00002-of-00002.gguf?download=true");
        Ran ran = heed("models", "get", address);
        assertThat(ran.err()).contains("10 bytes in 2 parts; use it: heed generate --model " + kept(1, 2));
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEqualTo(kept(1, 2) + "\n");
        assertThat(Files.readString(kept(1, 2))).isEqualTo("00001");
        assertThat(Files.readString(kept(2, 2))).isEqualTo("00002");
        assertThat(heed("models", "get", address, "--sha256", "00".repeat(32)).err())
                .contains("--sha256: expected the address of one file beside it, got one of 2 parts");
        Ran missing = heed("models", "get", address("parts").replace(NAME, STEM + "-00001-of-00003.gguf"));
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("404").contains(STEM + "-00003-of-00003.gguf");
    }

    @Test
    void whatIsNotThereIsSaid() {
        String missing = address("model").replace(NAME, "other.gguf");
        assertThat(heed("models", "get", missing).err()).contains("404");
        assertThat(heed("models", "get", "nosuch").err()).contains("smollm2");
        assertThat(heed("models", "get", "http://x/y.bin").code()).isEqualTo(2);
    }
}
