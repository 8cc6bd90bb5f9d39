package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static dev.heed.cli.Ran.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.cli.console.Streams;
import dev.heed.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for is done or refused, and said so that one can go on. */
class UsageTest {
    private static final String SENTENCE = "I went to the bank.";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"atend,attend", "EMBED,embed", "sense,senses", "simlarity,similarity", "modles,models"})
    void aMistypedCommandIsGuessed(String typed, String meant) {
        Ran ran = heed(typed, "bank");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("unknown command " + typed + "; did you mean " + meant + "?");
        assertThat(heed("vectors", "neigbors").err()).contains("did you mean neighbors?");
        assertThat(heed("frobnicate").err()).doesNotContain("did you mean");
    }

    @ParameterizedTest
    @CsvSource({"rollout,--head,8", "heads,--head,8", "heads,--layer,2", "without,--layer,2", "without,--head,mean"})
    void anOptionThatAPictureIgnoresIsRefused(String picture, String option, String value) {
        String file = folder.resolve("a.svg").toString();
        Ran ran = heed("attend", SENTENCE, "--svg", file, "--picture", picture, option, value);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(option + ": --picture " + picture + " shows ");
        assertThat(Path.of(file)).doesNotExist();
    }

    @Test
    void allModelsAreListedThatCanBe() throws IOException {
        Path bad = Files.createDirectory(folder.resolve("bad"));
        Ran ran = heed("models", bad.toString(), "nowhere", "--format", "json");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).hasLineCount(2).contains(bad.toString(), "nowhere");
        assertThat(objects(ran.json().get("models")))
                .extracting(model -> model.get("aliases"))
                .contains(List.of("minilm"));
        assertThat(heed("models").out()).contains("all-MiniLM-L6-v2, minilm");
    }

    @Test
    void headingsKeepToTheWidth() throws IOException {
        Path vectors = Files.writeString(
                folder.resolve("vectors-with-a-long-name.vec"), "3 2\nalpha 1 0\nbeta 1 1\ngamma 0 1\n");
        Path text = Files.writeString(folder.resolve("t.txt"), SENTENCE + "\n");
        Path pairs = Files.writeString(folder.resolve("p.tsv"), "alpha\tbeta\t3\nalpha\tgamma\t1\n");
        String v = vectors.toString();
        for (String[] command : List.of(
                new String[] {"vectors", "similarity", v, "alpha", "beta"},
                new String[] {"vectors", "neighbors", v, "alpha"},
                new String[] {"vectors", "analogy", v, "alpha", "beta", "gamma"},
                new String[] {"vectors", "centroid", v, "alpha", "beta"},
                new String[] {"vectors", "info", v},
                new String[] {"vectors", "evaluate", v, pairs.toString()},
                new String[] {"concordance", "a bank of some kind", "--word", "bank", text.toString()})) {
            String[] narrow = java.util.Arrays.copyOf(command, command.length + 2);
            narrow[command.length] = "--width";
            narrow[command.length + 1] = "40";
            Ran ran = heed(narrow);
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out().lines().map(String::length))
                    .as(String.join(" ", command))
                    .allMatch(length -> length <= 40);
        }
    }

    @Test
    void oneIsNotMany() throws IOException {
        Path vectors = Files.writeString(folder.resolve("v.vec"), "1 1\nalpha 1\n");
        String output = folder.resolve("o.bin").toString();
        assertThat(heed("vectors", "convert", vectors.toString(), "--output", output)
                        .err())
                .contains(": 1 word, 1 number each");
        assertThat(heed("vectors", "neighbors", vectors.toString(), "x").err()).contains("not among the 1 word");
    }

    @Test
    void theColumnsOfVectorsAreSaid() {
        Terminal shown = new Terminal(false, true, false, false, 80);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = Streams.of(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), new PrintStream(err, true), shown);
        assertThat(Main.run(new String[] {"embed", "--text", SENTENCE}, streams))
                .isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "note: columns: tokens read/of the text, the first 8 of 384 numbers, |the vector's length|, the text\n");
        assertThat(heed("embed", "--text", SENTENCE).err()).isEmpty();
        assertThat(heed("embed", "--help").out()).contains("tokens read/of the text");
    }

    @Test
    void argumentsThatAreNoTextAreFound() {
        byte[] line = "java\0-x\0embed\0--text\0caf\u00e9\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Arguments.damaged(line, 3)).containsExactly(3);
        assertThat(Arguments.damaged("java\0embed\0café \ufffd\0".getBytes(StandardCharsets.UTF_8), 2))
                .isEmpty();
        assertThat(Arguments.damaged(new byte[0], 2)).isEmpty();
    }
}
