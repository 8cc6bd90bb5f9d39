package dev.heed.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FileKindTest {
    private static byte[] withHeader(String start, int... numbers) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(("9 5\n" + start).getBytes(StandardCharsets.UTF_8));
        for (int number : numbers) {
            file.write(number);
        }
        return file.toByteArray();
    }

    private static FileKind kind(byte[] file) {
        return FileKind.of(file, file.length, "v.txt");
    }

    @Test
    void aBinaryRowWhoseNumbersHoldALineEndIsBinary() {
        byte[] binary = withHeader(
                "the ", 0x7e, '\n', 0x33, 0xbd, 0x61, 0x62, 0x63, 0x3d, 0x61, 0x62, 0x63, 0xbc, 0x61, 0x62, 0x63, 0x3d,
                0x61, 0x62, 0x63, 0x3d);
        assertThat(kind(binary)).isEqualTo(FileKind.WORD2VEC_BINARY);
    }

    @Test
    void damagedTextIsText() {
        assertThat(kind(withHeader("the 0.1 x y z\nof 1 2 3 4 5\n"))).isEqualTo(FileKind.TEXT);
        assertThat(kind(withHeader("é 0.1\nof 1 2 3 4 5\né é é é\n"))).isEqualTo(FileKind.TEXT);
    }
}
