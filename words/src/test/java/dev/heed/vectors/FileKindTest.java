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

    @Test
    void aBinaryRowWhoseNumbersHoldALineEndIsBinary() {
        byte[] binary = withHeader(
                "the ", 0x7e, '\n', 0x33, 0xbd, 0x61, 0x62, 0x63, 0x3d, 0x61, 0x62, 0x63, 0xbc, 0x61, 0x62, 0x63, 0x3d,
                0x61, 0x62, 0x63, 0x3d);
        assertThat(FileKind.of(binary, "v.bin")).isEqualTo(FileKind.WORD2VEC_BINARY);
    }

    @Test
    void damagedTextIsText() {
        assertThat(FileKind.of(withHeader("the 0.1 x y z\nof 1 2 3 4 5\n"), "v.txt"))
                .isEqualTo(FileKind.TEXT);
        assertThat(FileKind.of(withHeader("é 0.1\nof 1 2 3 4 5\né é é é\n"), "v.txt"))
                .isEqualTo(FileKind.TEXT);
    }
}
