package dev.heed.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextStreamTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsNoGzipIsClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        FilterInputStream bytes = new FilterInputStream(new ByteArrayInputStream(new byte[] {1, 2, 3})) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        assertThatThrownBy(() -> TextStream.of("a.gz", bytes))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("a.gz: expected gzip, as its name says");
        assertThat(closed).isTrue();
        assertThatThrownBy(() -> TextStream.of("a.GZ", new ByteArrayInputStream(new byte[0])))
                .hasMessage("a.GZ: expected gzip, as its name says (the file is empty)");
    }

    @Test
    void whatIsPackedIsUnpackedWhateverItIsCalled() throws IOException {
        byte[] packed = GzipStreamTest.member("alpha beta\n");
        for (String name : List.of("p.txt", "p.GZ", "standard input")) {
            try (TextStream in = TextStream.of(name, new ByteArrayInputStream(packed))) {
                assertThat(in.packed()).isTrue();
                assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("alpha beta\n");
            }
        }
        try (TextStream in = TextStream.of("a", new ByteArrayInputStream(new byte[] {0x1f}))) {
            assertThat(in.readAllBytes()).containsExactly(0x1f);
        }
        Path file = Files.write(folder.resolve("p.txt"), packed);
        assertThat(lines(file)).containsExactly("alpha beta");
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        for (byte[] bytes : List.of(
                "alpha\n".getBytes(StandardCharsets.UTF_16), // big-endian, with a mark
                "\ufeff\u6771\u4eac".getBytes(StandardCharsets.UTF_16LE),
                "alpha\n".getBytes(StandardCharsets.UTF_16LE),
                new byte[] {'P', 'K', 3, 4, 20, 0, 0},
                ("x".repeat(40_000) + "\0").getBytes(StandardCharsets.UTF_8))) {
            Path file = Files.write(folder.resolve("a.txt"), bytes);
            // before the first line is handed out, and as the bytes of a pipe pass
            assertThatThrownBy(() -> new TextFiles(List.of(file.toString()), InputStream.nullInputStream(), null))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageStartingWith(file + ": expected UTF-8 text, found ");
            assertThatThrownBy(() -> TextStream.of("standard input", new ByteArrayInputStream(bytes))
                            .readAllBytes())
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageStartingWith("standard input: expected UTF-8 text, found ");
        }
    }

    @Test
    void aDamagedMemberEndsTheLinesWithAFailure() throws IOException {
        byte[] first = GzipStreamTest.member("one\n");
        byte[] second = GzipStreamTest.member("two\n");
        second[0] = 0;
        Path file = folder.resolve("d.gz");
        Files.write(file, first);
        Files.write(file, second, java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(() -> lines(file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(file + ": cannot be read after line 1 (byte " + (first.length + 1)
                        + ": expected another gzip member or the end of the file, got the byte 0x8B)");
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> lines = new java.util.ArrayList<>();
        try (TextFiles files =
                new TextFiles(List.of(file.toString()), InputStream.nullInputStream(), InvalidUtf8.REPLACED)) {
            for (String line = files.next(); line != null; line = files.next()) {
                lines.add(line);
            }
        }
        return lines;
    }
}
