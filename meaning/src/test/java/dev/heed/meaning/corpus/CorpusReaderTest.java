package dev.heed.meaning.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.text.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusReaderTest {
    @TempDir
    private Path folder;

    @Test
    void skipsMarksAndBlankLinesAndKeepsTheNumbers() throws IOException {
        String text = "\ufeffone\r\n\n   \ntwo\u2028still two\nthree";
        List<CorpusLine> lines = read(new CorpusReader(List.of(), in(text.getBytes(StandardCharsets.UTF_8))));
        assertThat(lines)
                .containsExactly(
                        new CorpusLine("-", 1, "one"),
                        new CorpusLine("-", 4, "two\u2028still two"),
                        new CorpusLine("-", 5, "three"));
    }

    @Test
    void readsWhatIsNoUtf8AndCountsTheLines() throws IOException {
        byte[] bytes = {'a', (byte) 0xff, '\n', (byte) 0xef, (byte) 0xbf, (byte) 0xbd, '\n', (byte) 0xc3, '\n'};
        try (CorpusReader reader = new CorpusReader(List.of(), in(bytes))) {
            assertThat(read(reader)).extracting(CorpusLine::text).containsExactly("a\ufffd", "\ufffd", "\ufffd");
            assertThat(reader.damagedLines()).isEqualTo(2);
        }
    }

    @Test
    void unpacksGzipAndNamesWhatIsNone() throws IOException {
        Path good = folder.resolve("good.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(good))) {
            out.write("hello\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(new CorpusReader(List.of(good.toString()), in(new byte[0]))))
                .extracting(CorpusLine::text)
                .containsExactly("hello");
        Path bad = Files.writeString(folder.resolve("bad.gz"), "no gzip");
        assertThatThrownBy(() -> read(new CorpusReader(List.of(bad.toString()), in(new byte[0]))))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("bad.gz: expected gzip");
        assertThatThrownBy(() -> new CorpusReader(List.of(folder.resolve("none").toString()), in(new byte[0])))
                .hasMessageContaining("no such file");
    }

    @Test
    void keepsOfALongLineWhatIsAroundTheWord() {
        String text = "word ".repeat(1_000) + "bank" + " word".repeat(1_000);
        Occurrence occurrence = Passages.occurrence(new CorpusLine("f", 3, text), new Span(5_000, 5_004));
        assertThat(occurrence.surface()).isEqualTo("bank");
        assertThat(occurrence.span().in(text)).isEqualTo("bank");
        assertThat(occurrence.passage()).startsWith("word ").endsWith(" word").hasSizeLessThan(Passages.WHOLE);
        assertThat(text.substring(occurrence.passageStart())).startsWith(occurrence.passage());
    }

    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static List<CorpusLine> read(CorpusReader reader) throws IOException {
        List<CorpusLine> lines = new ArrayList<>();
        for (CorpusLine line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }
}
