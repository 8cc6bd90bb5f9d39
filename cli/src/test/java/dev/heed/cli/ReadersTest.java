package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static dev.heed.cli.Ran.heedReading;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever reads text reads it by the same rule: packed, damaged, in another encoding, or no text at all. */
class ReadersTest {
    private static final String TEXT = "We sat by the river bank.\nThe bank lent money.\n";

    @TempDir
    private Path folder;

    /** Every command that reads files of text, FILE where the file stands. */
    private List<String[]> readers() {
        String out = folder.resolve("out").toString();
        return List.of(
                new String[] {"embed", "FILE"},
                new String[] {"senses", "--word", "bank", "FILE"},
                new String[] {"concordance", "bank", "FILE"},
                new String[] {"index", "FILE", "--output", out + ".heed"},
                new String[] {
                    "vectors", "train", "FILE", "--min-count", "1", "--dimension", "4", "--output", out + ".bin"
                },
                new String[] {"vectors", "why", "minilm", "bank", "river", "--corpus", "FILE"});
    }

    private static Ran run(String[] command, Path file) {
        return heed(Arrays.stream(command)
                .map(argument -> argument.equals("FILE") ? file.toString() : argument)
                .toArray(String[]::new));
    }

    @Test
    void whatIsPackedIsReadWhateverItIsCalled() throws IOException {
        for (String name : List.of("p.txt", "P.GZ", "p.gz")) {
            Path file = Files.write(folder.resolve(name), packed(TEXT));
            for (String[] command : readers()) {
                Ran ran = run(command, file);
                assertThat(ran.code())
                        .as("%s %s: %s", command[0], name, ran.err())
                        .isZero();
                assertThat(ran.err()).doesNotContain("UTF-8");
            }
        }
        assertThat(heedReading(packed("bank grows money"), "attend", "--simple", "--format", "json", "-")
                        .json())
                .containsEntry("text", "bank grows money");
    }

    @Test
    void whatIsNoTextIsRefusedByName() throws IOException {
        List<byte[]> files = List.of(
                TEXT.getBytes(StandardCharsets.UTF_16),
                ("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_16LE),
                TEXT.getBytes(StandardCharsets.UTF_16BE),
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0});
        for (byte[] bytes : files) {
            Path file = Files.write(folder.resolve("a.txt"), bytes);
            for (String[] command : readers()) {
                Ran ran = run(command, file);
                assertThat(ran.code()).as(command[0]).isEqualTo(1);
                assertThat(ran.out()).isEmpty();
                assertThat(ran.err())
                        .contains(file + ": expected UTF-8 text, found ")
                        .hasLineCount(1);
            }
            assertThat(heedReading(bytes, "attend", "-").err()).contains("standard input: expected UTF-8 text, found ");
        }
        assertThat(folder.resolve("out.heed")).doesNotExist();
    }

    @Test
    void damageIsNamedByItsByte() throws IOException {
        byte[] first = packed("a bank by a river\n");
        byte[] damaged = packed(TEXT);
        damaged[0] = 0;
        for (byte[] rest : List.of(damaged, "and a word behind".getBytes(StandardCharsets.US_ASCII))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(first);
            all.writeBytes(rest);
            Path file = Files.write(folder.resolve("d.gz"), all.toByteArray());
            for (String[] command : readers()) {
                Ran ran = run(command, file);
                assertThat(ran.code()).as(command[0]).isEqualTo(1);
                assertThat(ran.err()).contains(file.toString(), "byte ", "expected another gzip member");
            }
        }
        Path padded = Files.write(folder.resolve("padded.gz"), Arrays.copyOf(packed(TEXT), 4096));
        assertThat(heed("embed", padded.toString(), "--format", "jsonl").out()).hasLineCount(2);
        Path empty = Files.write(folder.resolve("empty.gz"), new byte[0]);
        assertThat(heed("embed", empty.toString()).err())
                .contains("(the file is empty)")
                .doesNotContain("null");
        Path vectors = Files.write(folder.resolve("v.vec.gz"), joined(packed("2 2\na 1 0\n"), damaged));
        assertThat(heed("vectors", "info", vectors.toString()).err()).contains("expected another gzip member");
    }

    @Test
    void aTokenOfMegabytesIsOneWord() throws IOException {
        Path file = Files.writeString(folder.resolve("x.txt"), "a b " + "x".repeat(3_000_000) + " a b\n");
        String output = folder.resolve("x.vec").toString();
        List<String> train = new ArrayList<>(
                List.of("vectors", "train", file.toString(), "--dimension", "4", "--save-state", "--output", output));
        train.addAll(List.of("--min-count", "2"));
        assertThat(heed(train.toArray(String[]::new)).code()).isZero();
        assertThat(Files.readString(Path.of(output + ".counts"))).isEqualTo("a 2\nb 2\n");
        train.set(train.size() - 1, "1");
        Ran ran = heed(train.toArray(String[]::new));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("word: expected at most 1048575 bytes, got 3000000");
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
