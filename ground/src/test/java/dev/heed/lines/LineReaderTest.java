package dev.heed.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void onlyLineFeedsEndLines() throws IOException {
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n")).containsExactly("");
        assertThat(lines("a\nb")).containsExactly("a", "b");
        assertThat(lines("a\r\nb\r\n")).containsExactly("a", "b");
        assertThat(lines("a\rb\u2028c\u0085d\fe\r")).containsExactly("a\rb\u2028c\u0085d\fe\r");
        assertThat(lines("\ufeffa\n\ufeffb")).containsExactly("a", "\ufeffb");
        assertThat(lines("\ufeff")).isEmpty();
        assertThat(lines("\ufeff\n\n")).containsExactly("", "");
    }

    @Test
    void longLinesCrossTheBuffer() throws IOException {
        String longLine = "é".repeat(1_500_000);
        assertThat(lines("x\n" + longLine + "\r\nshort\n")).containsExactly("x", longLine, "short");
    }

    @Test
    void theFirstWrongByteIsNamed() {
        byte[] bytes = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, 'a', '\n', 'b', (byte) 0xc3, '\n'};
        LineReader reader = new LineReader(new ByteArrayInputStream(bytes), "x.txt", InvalidUtf8.REFUSED);
        assertThatThrownBy(() -> {
                    while (reader.next() != null) {}
                })
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("x.txt:2:2 (line:byte): expected UTF-8, got the byte 0xC3");
    }

    @Test
    void wrongBytesAreReplacedAndTheirLinesCounted() throws IOException {
        byte[] bytes = {'a', (byte) 0xff, '\n', (byte) 0xef, (byte) 0xbf, (byte) 0xbd, '\n', (byte) 0xc3, '\n'};
        LineReader reader = new LineReader(new ByteArrayInputStream(bytes), "x.txt", InvalidUtf8.REPLACED);
        assertThat(List.of(reader.next(), reader.next(), reader.next())).containsExactly("a\ufffd", "\ufffd", "\ufffd");
        assertThat(reader.damagedLines()).isEqualTo(2); // the second was written that way
    }

    @Test
    void readingGoesOnBehindAnyLine() throws IOException {
        byte[] bytes = "\ufeffone\r\n\ntwo é\nthree".getBytes(StandardCharsets.UTF_8);
        LineReader first = new LineReader(new ByteArrayInputStream(bytes), "x.txt", InvalidUtf8.REFUSED);
        List<String> left = new ArrayList<>(List.of("one", "", "two é", "three"));
        while (!left.isEmpty()) {
            int from = (int) first.nextOffset();
            LineReader second = new LineReader(
                    new ByteArrayInputStream(bytes, from, bytes.length - from),
                    "x.txt",
                    InvalidUtf8.REFUSED,
                    first.line(),
                    from);
            assertThat(second.next()).isEqualTo(left.getFirst());
            assertThat(first.next()).isEqualTo(left.removeFirst());
            assertThat(second.line()).isEqualTo(first.line());
            assertThat(second.offset()).isEqualTo(first.offset());
        }
        assertThat(first.next()).isNull();
    }

    private static List<String> lines(String text) throws IOException {
        LineReader reader = new LineReader(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "x.txt", InvalidUtf8.REFUSED);
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        assertThat(reader.line()).isEqualTo(lines.size());
        return lines;
    }
}
