package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static dev.heed.cli.Ran.heedReading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.vectors.VectorFiles;
import dev.heed.vectors.WordVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
    @TempDir
    private Path folder;

    private Path corpus;

    /** Enough for several slices, so that workers meet. */
    @BeforeEach
    void write() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 8000; line++) {
            char topic = (char) ('a' + random.nextInt(4));
            for (int i = 0; i < 20; i++) {
                text.append("The ".repeat(random.nextInt(2)))
                        .append(topic)
                        .append(random.nextInt(30))
                        .append(' ');
            }
            text.append("end.\n");
        }
        corpus = Files.writeString(folder.resolve("corpus.txt"), text);
    }

    @Test
    void theFileIsTheSameOnAnyNumberOfThreadsAndInEveryRun() throws IOException {
        byte[] expected = trained("one.bin", "--threads", "1");
        assertThat(trained("two.bin", "--threads", "2")).isEqualTo(expected);
        assertThat(trained("again.bin", "--threads", "2")).isEqualTo(expected);
        assertThat(trained("more.bin", "--threads", "2", "--workers", "3")).isNotEqualTo(expected);
        byte[] cbow = trained("cbow1.bin", "--threads", "1", "--algorithm", "cbow");
        assertThat(trained("cbow2.bin", "--threads", "2", "--algorithm", "cbow"))
                .isEqualTo(cbow)
                .isNotEqualTo(expected);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().endsWith(".part")))
                    .isEmpty();
        }
    }

    private byte[] trained(String name, String... options) throws IOException {
        Path output = folder.resolve(name);
        String[] args = Stream.concat(
                        Stream.of(
                                "vectors",
                                "train",
                                corpus.toString(),
                                "--output",
                                output.toString(),
                                "--dimension",
                                "20",
                                "--epochs",
                                "2"),
                        Stream.of(options))
                .toArray(String[]::new);
        Ran ran = heed(args);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).isEmpty();
        return Files.readAllBytes(output);
    }

    @Test
    void theNameGivesTheFormat() throws IOException {
        byte[] text = Files.readAllBytes(corpus);
        for (String name : new String[] {"v.txt", "v.vec.gz", "v.npy", "v.bin"}) {
            Path output = folder.resolve(name);
            Ran ran = heedReading(
                    text,
                    "vectors",
                    "train",
                    "--output",
                    output.toString(),
                    "--dimension",
                    "5",
                    "--epochs",
                    "1",
                    "--lowercase");
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.err())
                    .startsWith("note: " + output + ": 122 words, 5 numbers each")
                    .contains(" words/s, loss ");
            try (WordVectors vectors = VectorFiles.open(output)) {
                assertThat(vectors.words())
                        .hasSize(122)
                        .startsWith("the", "end")
                        .contains("a0", "d29");
                assertThat(vectors.dimension()).isEqualTo(5);
            }
        }
    }

    @Test
    void whatIsNoTextIsLeftOutOfAFolderAndRefusedByItself() throws IOException {
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Files.copy(corpus, texts.resolve("a.txt"));
        Path picture = Files.write(texts.resolve("b.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 1});
        Path broken = Files.writeString(texts.resolve("c.gz"), "no gzip");
        String output = folder.resolve("v.bin").toString();

        Ran ran = heed("vectors", "train", texts.toString(), "--output", output);
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("note: " + picture + ", " + broken + ": no text, left out (2 of them)");
        Ran alone = heed("vectors", "train", picture.toString(), "--output", output);
        assertThat(alone.code()).isEqualTo(1);
        assertThat(alone.err()).contains(picture + ": expected UTF-8 text, found a byte 0 at 4");
    }

    @Test
    void theStateOfOtherVectorsDoesNotStayBesideTheirSuccessors() throws IOException {
        trained("v.bin", "--save-state");
        assertThat(folder.resolve("v.bin.outputs.bin")).exists();
        Ran again = heed(
                "vectors",
                "train",
                corpus.toString(),
                "--output",
                folder.resolve("v.bin").toString());
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("v.bin.counts: removed, for it belonged to the vectors that stood in ");
        assertThat(folder.resolve("v.bin.outputs.bin")).doesNotExist();
        assertThat(folder.resolve("v.bin.counts")).doesNotExist();
    }

    @Test
    void aTrainingGoesOnWhereAnotherEnded() throws IOException {
        trained("first.bin", "--save-state");
        String first = folder.resolve("first.bin").toString();
        assertThat(Files.readAllLines(Path.of(first + ".counts")))
                .hasSize(122)
                .first()
                .asString()
                .startsWith("The ");
        byte[] whole = trained("whole.bin", "--from", first, "--save-state");
        assertThat(Files.readAllLines(folder.resolve("whole.bin.counts")).get(1))
                .isEqualTo("end 16000");

        Path more = Files.writeString(folder.resolve("more.txt"), "a1 a2 a3 fresh a4 a5\n".repeat(400));
        String output = folder.resolve("more.bin").toString();
        assertThat(heed("vectors", "train", more.toString(), "--from", first, "--output", output)
                        .code())
                .isZero();
        try (WordVectors old = VectorFiles.open(Path.of(first));
                WordVectors vectors = VectorFiles.open(Path.of(output))) {
            assertThat(vectors.words()).hasSize(123).startsWith("The", "end").endsWith("fresh");
            assertThat(vectors.vector("b1").orElseThrow())
                    .isEqualTo(old.vector("b1").orElseThrow());
            assertThat(vectors.vector("a1").orElseThrow())
                    .isNotEqualTo(old.vector("a1").orElseThrow());
        }

        Ran wrong = heed("vectors", "train", more.toString(), "--from", first, "--output", output, "--dimension", "7");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--dimension: expected 20 as the vectors of --from, got 7");
        Files.writeString(Path.of(first + ".counts"), "The x\n");
        Ran damaged = heed("vectors", "train", more.toString(), "--from", first, "--output", output);
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.err()).contains("first.bin.counts:1: expected the word The and its count");

        Files.delete(Path.of(first + ".counts"));
        Files.delete(Path.of(first + ".outputs.bin"));
        Ran bare = heed("vectors", "train", corpus.toString(), "--from", first, "--output", output, "--epochs", "2");
        assertThat(bare.err()).contains("first.bin.counts: no such file", "first.bin.outputs.bin: no such file");
        assertThat(Files.readAllBytes(Path.of(output))).isNotEqualTo(whole);
    }

    @Test
    void mistakesAreToldInOneLine() {
        String output = folder.resolve("v.bin").toString();
        Ran missing = heed("vectors", "train", folder.resolve("none").toString(), "--output", output);
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualTo("heed vectors train: " + folder.resolve("none") + ": no such file or folder\n");
        Ran few = heedReading("too few words\n", "vectors", "train", "-", "--output", output);
        assertThat(few.code()).isEqualTo(1);
        assertThat(few.err()).contains("found none of 3");
        assertThat(Path.of(output)).doesNotExist();
        for (String[] wrong : new String[][] {
            {"--output", "v.xyz"},
            {"--output", output, "--dimension", "0"},
            {"--output", output, "--algorithm", "glove"},
            {"--output", output, "--workers", "-1"},
            {"--output", output, "--min-count", "0"},
            {"--output", output, "--threads", "0"},
            {}
        }) {
            String[] args = Stream.concat(Stream.of("vectors", "train", corpus.toString()), Stream.of(wrong))
                    .toArray(String[]::new);
            Ran ran = heed(args);
            assertThat(ran.code()).as(ran.err()).isEqualTo(2);
            assertThat(ran.err().lines()).hasSize(1);
        }
        Ran nowhere = heed(
                "vectors",
                "train",
                corpus.toString(),
                "--output",
                folder.resolve("no/v.bin").toString());
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.err()).contains("no such folder");
    }

    @Test
    void bytesThatAreNoUtf8AreToldOnce() {
        byte[] text = "a b\n a ? b\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        text[7] = (byte) 0xff;
        Ran ran = heedReading(
                text, "vectors", "train", "--output", folder.resolve("v.txt").toString(), "--min-count", "1");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("note: 1 line holds bytes that are no UTF-8; they are read as U+FFFD\n");
    }
}
