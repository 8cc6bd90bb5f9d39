package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command writes never takes the place of what it reads, nor of its other outputs. */
class OutputsTest {
    private static final String TEXT = "We sat by the river bank.\nHe went to the bank with his money.\n";

    @TempDir
    private Path folder;

    @Test
    void noCommandWritesOverItsInput() throws IOException {
        Path file = Files.writeString(folder.resolve("in.txt"), TEXT);
        String in = file.toString();
        String sameFile =
                folder.resolve("../" + folder.getFileName() + "/in.txt").toString();
        for (List<String> command : List.of(
                List.of("vectors", "train", in, "--output"),
                List.of("senses", "--word", "bank", in, "--save"),
                List.of("senses", "--word", "bank", in, "--svg"),
                List.of("senses", "--word", "bank", in, "--html"),
                List.of("concordance", "bank", in, "--svg"),
                List.of("concordance", "bank", in, "--html"),
                List.of("attend", "--simple", "--static", in, "bank", "--png"),
                List.of("compare", "--word", "bank", "--static", in, "a bank", "the bank", "--svg"))) {
            Ran ran = heed(Stream.concat(command.stream(), Stream.of(sameFile)).toArray(String[]::new));
            assertThat(ran.err()).contains(": expected another file than the input, got ");
            assertThat(ran.code()).isEqualTo(2);
        }
        assertThat(file).hasContent(TEXT);
    }

    @Test
    void noOutputWritesOverAnother() {
        Path one = folder.resolve("one.svg");
        Ran ran = heed("attend", "bank", "--svg", one.toString(), "--png", one.toString());
        assertThat(ran.err()).contains("--png: expected another file than --svg has, got " + one);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(one).doesNotExist();
        assertThat(heed("attend", "bank", "--html", one.toString(), "--svg", one.toString())
                        .code())
                .isEqualTo(2);
    }
}
