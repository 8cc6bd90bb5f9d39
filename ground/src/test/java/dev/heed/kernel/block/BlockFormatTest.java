package dev.heed.kernel.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.SafetensorsFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random blocks have the weights that the gguf package reads in them, bit for bit ({@code tools/goldens/block_goldens.py}). */
class BlockFormatTest {
    private static SafetensorsFile goldens() throws IOException {
        try (InputStream in = BlockFormatTest.class.getResourceAsStream("/dev/heed/golden/blocks.safetensors")) {
            return SafetensorsFile.read(MemorySegment.ofArray(in.readAllBytes()), "blocks.safetensors");
        }
    }

    @ParameterizedTest
    @EnumSource
    void weightsHaveTheBitsOfTheReference(BlockFormat format) throws IOException {
        long[] stored = goldens().require(format + ".bytes").toLongs();
        float[] expected = goldens().require(format + ".weights").toFloats();
        byte[] bytes = new byte[stored.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) stored[i];
        }
        BlockRows rows = new BlockRows(format, 1, expected.length, MemorySegment.ofArray(bytes));
        float[] found = new float[expected.length];
        rows.copyRow(0, found, 0);
        assertThat(expected.length).isGreaterThanOrEqualTo(32);
        for (int i = 0; i < found.length; i++) {
            assertThat(Float.floatToRawIntBits(found[i]))
                    .as(format + " " + i)
                    .isEqualTo(Float.floatToRawIntBits(expected[i]));
        }
    }

    @Test
    void rowsAreWholeBlocksThatFillTheirData() {
        MemorySegment data = MemorySegment.ofArray(new byte[68]);
        assertThat(new BlockRows(BlockFormat.Q8_0, 2, 32, data)
                        .rows(1, 2)
                        .data()
                        .byteSize())
                .isEqualTo(34);
        assertThatThrownBy(() -> new BlockRows(BlockFormat.Q8_0, 2, 16, data)).hasMessageContaining("a multiple of 32");
        assertThatThrownBy(() -> new BlockRows(BlockFormat.Q8_0, 3, 32, data)).hasMessageContaining("102 bytes");
        assertThat(BlockFormat.named("Q6_K")).isEqualTo(BlockFormat.Q6_K);
        assertThat(BlockFormat.named("IQ2_XXS")).isNull();
    }
}
