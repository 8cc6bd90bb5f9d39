package dev.heed.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whole characters only, and together what all bytes at once are. */
class TextStreamTest {
    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    @Test
    void aCharacterOverTwoTokensComesWithTheSecond() {
        TextStream stream = new TextStream();
        assertThat(stream.add(hex("f09f98"))).isEmpty();
        assertThat(stream.add(hex("b8"))).isEqualTo("\uD83D\uDE38");
        assertThat(stream.end()).isEmpty();
    }

    @Test
    void aCutTailAppearsAtTheEndOnly() {
        TextStream stream = new TextStream();
        assertThat(stream.add(hex("f09f"))).isEmpty();
        assertThat(stream.add(new byte[0])).isEmpty();
        assertThat(stream.end()).isEqualTo("\uFFFD");
    }

    @Test
    void badBytesDoNotStall() {
        TextStream stream = new TextStream();
        assertThat(stream.add(hex("80"))).isEqualTo("\uFFFD");
        assertThat(stream.add(hex("f09f41"))).isEqualTo("\uFFFDA");
        assertThat(stream.add(hex("c3"))).isEmpty();
        assertThat(stream.add(hex("a9"))).isEqualTo("é");
    }

    @Test
    void howeverCutTheTextIsThatOfAllBytes() {
        Random random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = round % 2 == 0
                    ? "aé€\uD83D\uDE38ß日".repeat(2).getBytes(StandardCharsets.UTF_8)
                    : new byte[1 + random.nextInt(12)];
            for (int i = 0; i < random.nextInt(4) + (round % 2) * bytes.length; i++) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt() : 0x80 + random.nextInt(0x78));
            }
            TextStream stream = new TextStream();
            StringBuilder text = new StringBuilder();
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + random.nextInt(4));
                String piece = stream.add(Arrays.copyOfRange(bytes, at, end));
                assertThat(piece.isEmpty() || !Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                        .isTrue();
                text.append(piece);
                at = end;
            }
            assertThat(text.append(stream.end()).toString()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
