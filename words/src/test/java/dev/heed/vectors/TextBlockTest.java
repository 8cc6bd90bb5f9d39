package dev.heed.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextBlockTest {
    @Test
    void aDimensionThatTheBytesCannotHoldTakesNoMemory() {
        TextBlock block = parse("no vector\n", 1 << 17);
        assertThat(block.failure()).startsWith("expected 131072 numbers behind the word");
        assertThat(block.rows()).hasSizeLessThanOrEqualTo(1 << 17);
    }

    @Test
    void theShortestLinesFit() {
        TextBlock block = parse(" 1\n 2\n 3" + "\n 4".repeat(997), 1);
        assertThat(block.failure()).isNull();
        assertThat(block.count()).isEqualTo(1000);
        assertThat(block.rows()).startsWith(1, 2, 3, 4).hasSizeLessThanOrEqualTo(2048);
        assertThat(block.rows()[999]).isEqualTo(4);
    }

    private static TextBlock parse(String lines, int dimension) {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        return TextBlock.parse(bytes, bytes.length, dimension);
    }
}
