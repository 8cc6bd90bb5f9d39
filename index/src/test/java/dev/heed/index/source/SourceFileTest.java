package dev.heed.index.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.index.source.LineTexts.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFileTest {
    @TempDir
    private Path folder;

    @Test
    void tellsWhatHasBecomeOfAFile() throws IOException {
        Path path = Files.writeString(folder.resolve("a.txt"), "one\ntwo\n");
        SourceFile file = SourceFile.of(path.toString());
        assertThat(file.change()).isEqualTo(Change.NONE);
        Files.setLastModifiedTime(path, FileTime.fromMillis(1_000));
        assertThat(file.change()).as("only touched").isEqualTo(Change.NONE);
        Files.writeString(path, "one\ntwo\nthree\n");
        assertThat(file.change()).isEqualTo(Change.GROWN);
        Files.writeString(path, "one\ntwO\nthree\n");
        assertThat(file.change()).isEqualTo(Change.CHANGED);
        Files.writeString(path, "one");
        assertThat(file.change()).isEqualTo(Change.CHANGED);
        Files.delete(path);
        assertThat(file.change()).isEqualTo(Change.MISSING);
    }

    @Test
    void aLastLineWithoutAnEndMayHaveGrownItself() throws IOException {
        Path path = Files.writeString(folder.resolve("a.txt"), "one\ntwo");
        SourceFile file = SourceFile.of(path.toString());
        Files.writeString(path, "one\ntwofold\n");
        assertThat(file.change()).isEqualTo(Change.CHANGED);
    }

    @Test
    void whatIsAddedLaterIsNotRead() throws IOException {
        Path path = Files.writeString(folder.resolve("a.txt"), "one\ntwo\n");
        SourceFile file = SourceFile.of(path.toString());
        Files.writeString(path, "one\ntwo\nthr");
        try (InputStream in = file.open(4)) {
            assertThat(in.available()).isEqualTo(4);
            assertThat(in.read()).isEqualTo('t');
            assertThat(in.skip(1)).isEqualTo(1);
            assertThat(in.readAllBytes()).containsExactly('o', '\n');
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path path = Files.write(folder.resolve("a.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1});
        assertThatThrownBy(() -> SourceFile.of(path.toString()))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("a.png: expected UTF-8 text, found a byte 0 at 4");
        Path utf16 = Files.write(folder.resolve("b.txt"), "text".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> SourceFile.of(utf16.toString())).hasMessageContaining("another encoding");
    }

    @Test
    void linesAreReadAgainFromTheirPlaces() throws IOException {
        String text = "\ufeffzero\none é\r\n\nthree";
        Path plain = Files.writeString(folder.resolve("a.txt"), text);
        Path packed = folder.resolve("a.txt.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Place first = new Place(1, 0);
        Place second = new Place(2, 8);
        Place fourth = new Place(4, 17);
        for (Path path : List.of(plain, packed)) {
            assertThat(LineTexts.read(SourceFile.of(path.toString()), List.of(fourth, first, second)))
                    .containsEntry(first, "zero")
                    .containsEntry(second, "one é")
                    .containsEntry(fourth, "three");
            assertThatThrownBy(() -> LineTexts.read(SourceFile.of(path.toString()), List.of(new Place(9, 90))))
                    .isInstanceOf(InvalidFileException.class);
        }
    }
}
