package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.Precision;
import dev.heed.Word;
import dev.heed.format.InvalidFileException;
import dev.heed.server.HeedServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No door lets NaN or an infinity out that a model's weights make: every command, room and question is tried. */
class DamagedModelTest {
    private static final String[] WORDS = {"oslo", "rain", "bank", "money", "river", "grows", "the", "of", "water"};
    private static final String TEXT = "the rain of oslo";
    private static final String OTHER = "oslo grows the bank";
    private static final String DAMAGED = "its weights are damaged or too large for 32-bit floats";

    @TempDir
    private Path folder;

    private static TinyFolder sound() {
        return TinyFolder.of(WORDS);
    }

    /** What is wrong with a model, and where it must be said to show. */
    private record Damage(String name, TinyFolder model, String place) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Damage> damages() {
        String block = "encoder.layer.1.";
        return Stream.of(
                new Damage("NaN in a row", sound().word("oslo", Float.NaN), "\"oslo\""),
                new Damage("infinity in a row", sound().word("oslo", Float.NEGATIVE_INFINITY), "\"oslo\""),
                new Damage("NaN in a bias", sound().weight(block + "output.dense.bias", Float.NaN), "layer 2"),
                new Damage("NaN in a key", sound().weight(block + "attention.self.key.weight", Float.NaN), "layer 2"),
                new Damage(
                        "products too large",
                        sound().weights(block + "intermediate.dense.weight", 1e30f)
                                .weights(block + "output.dense.weight", 1e30f),
                        "layer 2"));
    }

    /** Command lines without model and outputs. */
    private static List<List<String>> withModel(Path corpus, Path out) {
        List<List<String>> lines = new ArrayList<>();
        for (String level : List.of("text", "word", "token")) {
            for (String format : List.of("text", "json", "jsonl", "csv")) {
                lines.add(List.of("embed", "--text", TEXT, "--level", level, "--format", format));
            }
        }
        lines.add(List.of("embed", "--text", TEXT, "--format", "npy", "--output", out.toString()));
        for (String format : List.of("text", "json")) {
            lines.add(List.of("attend", TEXT, "--format", format));
            lines.add(List.of("attend", TEXT, "--head", "1", "--with-vectors", "--format", format));
            lines.add(List.of("attend", TEXT, "--explain", "oslo", "--format", format));
            lines.add(List.of("compare", "--word", "oslo", TEXT, OTHER, "--format", format));
            lines.add(List.of("similarity", TEXT, OTHER, "--format", format));
            lines.add(List.of("senses", "--word", "oslo", corpus.toString(), "--format", format));
            lines.add(List.of("concordance", TEXT, "--word", "oslo", corpus.toString(), "--format", format));
        }
        for (String file : List.of("--svg", "--png", "--html")) {
            lines.add(List.of("attend", TEXT, file, out.toString()));
            lines.add(List.of("compare", "--word", "oslo", TEXT, OTHER, file, out.toString()));
            lines.add(List.of("senses", "--word", "oslo", corpus.toString(), file, out.toString()));
            lines.add(List.of("concordance", TEXT, "--word", "oslo", corpus.toString(), file, out.toString()));
        }
        lines.add(List.of("similarity", TEXT, OTHER, "--svg", out.toString()));
        for (String picture : List.of("words", "tokens", "heads", "steps", "rollout", "norms", "without")) {
            lines.add(List.of("attend", TEXT, "--explain", "oslo", "--picture", picture, "--svg", out.toString()));
        }
        for (String picture : List.of("map", "neighbors")) {
            lines.add(List.of("compare", "--word", "oslo", TEXT, OTHER, "--picture", picture, "--svg", out.toString()));
        }
        return lines;
    }

    private static List<List<String>> ofTheTable(Path model, Path out) {
        String name = model.toString();
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("attend", "--simple", TEXT, "--model", name));
        lines.add(List.of("attend", "--simple", TEXT, "--format", "json", "--with-vectors", "--model", name));
        lines.add(List.of("attend", "--simple", TEXT, "--svg", out.toString(), "--model", name));
        lines.add(List.of("vectors", "neighbors", name, "rain"));
        lines.add(List.of("vectors", "similarity", name, "oslo", "rain"));
        lines.add(List.of("vectors", "analogy", name, "rain", "bank", "oslo"));
        lines.add(List.of("vectors", "odd", name, "rain", "bank", "oslo"));
        lines.add(List.of("vectors", "centroid", name, "rain", "oslo"));
        lines.add(List.of("vectors", "convert", name, "--output", out + ".vec"));
        return lines;
    }

    @ParameterizedTest
    @MethodSource("damages")
    void noCommandLetsItOut(Damage damage) throws Exception {
        Path model = damage.model().in(folder.resolve("harmed"));
        Path corpus = Files.writeString(
                folder.resolve("corpus.txt"), (TEXT + "\n" + OTHER + "\nmoney of oslo\nriver oslo water\n").repeat(3));
        Path out = folder.resolve("out");
        for (List<String> line : withModel(corpus, out)) {
            List<String> all = new ArrayList<>(line);
            all.addAll(List.of("--model", model.toString()));
            assertRefused(all, damage.place(), out);
        }
        if (damage.name().endsWith("row")) {
            for (List<String> line : ofTheTable(model, out)) {
                assertRefused(line, damage.place(), out);
            }
        }
    }

    @Test
    void noIndexKeepsIt() throws Exception {
        Path model = sound().word("oslo", Float.NaN).in(folder.resolve("harmed"));
        Path corpus = Files.writeString(folder.resolve("corpus.txt"), (TEXT + "\n").repeat(3));
        String index = folder.resolve("index").toString();
        Ran ran = heed("index", corpus.toString(), "--output", index, "--model", model.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("harmed: expected finite numbers", "\"oslo\"");
        assertThat(folder.resolve("index")).doesNotExist();
    }

    private static void assertRefused(List<String> line, String place, Path out) throws Exception {
        Ran ran = heed(line.toArray(String[]::new));
        String said = String.join(" ", line) + " said: " + ran.err() + ran.out();
        assertThat(ran.code()).as(said).isEqualTo(1);
        assertThat(ran.out()).as(said).isEmpty();
        assertThat(ran.err()).as(said).contains("harmed: expected finite numbers", place, DAMAGED);
        assertThat(ran.err().lines().filter(l -> l.contains("expected finite")))
                .as(said)
                .hasSize(1);
        assertThat(out).as(said).doesNotExist();
        assertThat(Path.of(out + ".vec")).as(said).doesNotExist();
    }

    @Test
    void theSameModelUnharmedAnswers() throws Exception {
        Path model = sound().in(folder.resolve("sound"));
        Path corpus = Files.writeString(folder.resolve("corpus.txt"), (TEXT + "\n" + OTHER + "\n").repeat(3));
        Path out = folder.resolve("out");
        for (List<String> line : withModel(corpus, out)) {
            if (!line.contains(out.toString())) {
                List<String> all = new ArrayList<>(line);
                all.addAll(List.of("--model", model.toString()));
                Ran ran = heed(all.toArray(String[]::new));
                assertThat(ran.code()).as(all + " said: " + ran.err()).isZero();
                assertThat(ran.out()).doesNotContain("NaN", "Infinity");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("damages")
    void noRoomOfTheServerLetsItOut(Damage damage) throws Exception {
        Path model = damage.model().in(folder.resolve("harmed"));
        String corpus = (TEXT + "\\n" + OTHER + "\\n").repeat(3);
        Map<String, String> rooms = Map.of(
                "attend", "\"text\":\"" + TEXT + "\"",
                "beyond", "\"text\":\"" + TEXT + "\",\"row\":1",
                "compare", "\"word\":\"oslo\",\"texts\":[\"" + TEXT + "\",\"" + OTHER + "\"]",
                "concordance", "\"text\":\"" + TEXT + "\",\"word\":\"oslo\",\"corpus\":\"" + corpus + "\"",
                "heads", "\"text\":\"" + TEXT + "\"",
                "rows", "\"text\":\"" + TEXT + "\",\"rows\":[1]",
                "senses", "\"word\":\"oslo\",\"corpus\":\"" + corpus + "\"",
                "similarity", "\"a\":\"" + TEXT + "\",\"b\":\"" + OTHER + "\"",
                "steps", "\"text\":\"" + TEXT + "\",\"head\":1,\"token\":1");
        try (Encoder encoder = Encoder.open(Models.find(model.toString()));
                HeedServer server = HeedServer.start(HeedServer.Options.LOCAL.port(0), List.of(encoder))) {
            for (var room : rooms.entrySet()) {
                HttpURLConnection asked = asked(server.address() + "api/" + room.getKey(), "{" + room.getValue() + "}");
                assertThat(asked.getResponseCode()).as(room.getKey()).isEqualTo(422);
                String answer = new String(asked.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).as(room.getKey()).contains("expected finite numbers", "harmed");
            }
        } catch (InvalidFileException e) { // not even started: every text of the model's is refused
            assertThat(e).hasMessageContaining("model harmed: expected finite numbers");
            assertThat(damage.name()).doesNotEndWith("row");
        }
    }

    private static HttpURLConnection asked(String address, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        return connection;
    }

    @ParameterizedTest
    @MethodSource("damages")
    void noQuestionToTheLibraryLetsItOut(Damage damage) {
        Path model = damage.model().in(folder.resolve("harmed"));
        for (Precision precision : List.of(Precision.FP32, Precision.BF16, Precision.INT8)) {
            try (Encoder encoder = Encoder.builder(Models.find(model.toString()))
                    .precision(precision)
                    .open()) {
                List<ThrowingCallable> questions = List.of(
                        () -> encoder.embed(TEXT),
                        () -> encoder.encode(TEXT),
                        () -> encoder.words(TEXT),
                        () -> encoder.attention(TEXT),
                        () -> encoder.leaveOneOut(TEXT, -1),
                        () -> encoder.compare("oslo", List.of(TEXT, OTHER)));
                for (ThrowingCallable question : questions) {
                    assertThatThrownBy(question)
                            .as(damage + " in " + precision)
                            .isInstanceOf(InvalidFileException.class)
                            .hasMessageContaining("model harmed: expected finite numbers");
                }
            } catch (InvalidFileException e) { // refused when it is opened
                assertThat(e).hasMessageContaining("expected finite numbers");
            }
        }
    }

    @Test
    void theFirstTextLayerAndTokenAreNamed() {
        Path model = sound().word("oslo", Float.NaN).in(folder.resolve("harmed"));
        try (Encoder encoder = Encoder.open(Models.find(model.toString()))) {
            assertThatThrownBy(() -> encoder.embed(List.of("the rain", "money of oslo", "oslo")))
                    .hasMessage("model harmed: expected finite numbers, got NaN (layer 0, token 3 \"oslo\" of the text"
                            + " \"money of oslo\"); " + DAMAGED);
            assertThatThrownBy(() -> encoder.staticTable()).hasMessageContaining("its piece \"oslo\"");
            assertThat(encoder.embed("the rain").vector()).doesNotContain(Float.NaN);
            Word rain = encoder.tokenize("the rain").words().get(2);
            assertThat(encoder.encode("the rain").staticVector(rain)).hasSize(TinyFolder.WIDTH);
        }
    }

    @Test
    void staticVectorsTooLargeToBeMultipliedAreRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("v.vec"), "2 2\nrain 1e30 1e30\noslo -1e30 1e30\n");
        Ran ran = heed("attend", "--simple", "--static", file.toString(), "rain oslo", "--format", "json");
        assertThat(ran.code())
                .as(Arrays.toString(new String[] {ran.out(), ran.err()}))
                .isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("expected finite numbers");
    }
}
