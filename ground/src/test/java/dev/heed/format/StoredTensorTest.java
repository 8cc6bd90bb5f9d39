package dev.heed.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoredTensorTest {
    /** More than one chunk of conversion, and no multiple of one. */
    private static final int COUNT = 3 * 4096 + 5;

    private static StoredTensor counting(ElementType type) {
        ByteBuffer bytes = ByteBuffer.allocate(COUNT * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < COUNT; i++) {
            float value = value(i);
            switch (type) {
                case F64 -> bytes.putDouble(value);
                case F32 -> bytes.putFloat(value);
                case F16 -> bytes.putShort(Float.floatToFloat16(value));
                default -> bytes.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
            }
        }
        return StoredTensor.of("f", "t", type, new int[] {COUNT}, Goldens.unaligned(bytes.array()));
    }

    /** Small enough for the eight significant bits of BF16. */
    private static float value(int i) {
        return (i % 256) - 128;
    }

    @ParameterizedTest
    @EnumSource(names = {"F64", "F32", "F16", "BF16"})
    void copiesRangesLikeTheWhole(ElementType type) {
        StoredTensor tensor = counting(type);
        float[] whole = tensor.toFloats();
        assertThat(whole).hasSize(COUNT);
        for (int i = 0; i < COUNT; i++) {
            assertThat(whole[i]).isEqualTo(value(i));
        }
        for (int[] range : new int[][] {{0, 1}, {1, 13}, {4095, 2}, {4097, 4096}, {100, COUNT - 100}, {COUNT, 0}}) {
            float[] target = new float[range[1] + 5];
            tensor.copyTo(range[0], target, 3, range[1]);
            assertThat(target[2]).isZero();
            assertThat(target[range[1] + 3]).isZero();
            for (int i = 0; i < range[1]; i++) {
                assertThat(target[3 + i]).isEqualTo(whole[range[0] + i]);
            }
        }
    }

    @Test
    void refusesRangesOutside() {
        StoredTensor tensor = counting(ElementType.F32);
        float[] target = new float[10];
        long[][] ranges = {
            {-1, 0, 1}, {COUNT, 0, 1}, {0, 0, 11}, {0, 8, 3}, {0, -1, 1}, {0, 0, -1}, {Long.MAX_VALUE, 0, 2}
        };
        for (long[] range : ranges) {
            assertThatThrownBy(() -> tensor.copyTo(range[0], target, (int) range[1], (int) range[2]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> tensor.copyTo(0, target, Integer.MAX_VALUE, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTheOtherFamilyOfTypes() {
        StoredTensor floats = counting(ElementType.F32);
        StoredTensor longs =
                StoredTensor.of("f", "ids", ElementType.I64, new int[] {1}, MemorySegment.ofArray(new byte[8]));
        assertThatThrownBy(floats::toLongs)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("got F32");
        assertThatThrownBy(longs::toFloats)
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("f: tensor \"ids\": expected a floating type (F64, F32, F16, BF16), got I64");
        assertThatThrownBy(() -> longs.copyTo(0, new float[1], 0, 1)).isInstanceOf(InvalidFileException.class);
    }

    @Test
    void refusesDataOfAnotherSize() {
        MemorySegment data = MemorySegment.ofArray(new byte[9]);
        assertThatThrownBy(() -> StoredTensor.of("f", "t", ElementType.F32, new int[] {2}, data))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("f: tensor \"t\": expected 8 bytes for F32[2], got 9");
        int most = Integer.MAX_VALUE;
        assertThatThrownBy(() -> StoredTensor.of("f", "t", ElementType.F32, new int[] {most, most, most}, data))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("more than 2^63");
    }

    @Test
    void refusesUnsignedNumbersBeyondLongs() {
        byte[] bytes = {0, 0, 0, 0, 0, 0, 0, (byte) 0x80};
        StoredTensor tensor = StoredTensor.of("f", "t", ElementType.U64, new int[] {1}, MemorySegment.ofArray(bytes));
        assertThatThrownBy(tensor::toLongs)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("9223372036854775808");
    }

    @Test
    void refusesMoreElementsThanAnArrayHolds() {
        // The data is never looked at, so none is needed.
        long[] dims = {1L << 16, 1L << 16};
        StoredTensor flags = new StoredTensor("f", "t", ElementType.BOOL, dims, MemorySegment.NULL);
        StoredTensor halves = new StoredTensor("f", "t", ElementType.F16, dims, MemorySegment.NULL);
        assertThat(flags.elements()).isEqualTo(1L << 32);
        assertThatThrownBy(flags::toLongs)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("got 4294967296");
        assertThatThrownBy(halves::toFloats)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("got 4294967296");
    }

    @Test
    void hasItsOwnShape() {
        StoredTensor tensor = counting(ElementType.F32);
        tensor.shape()[0] = 7;
        assertThat(tensor.shape()).containsExactly(COUNT);
        int[] given = {1};
        StoredTensor other = StoredTensor.of("f", "t", ElementType.F32, given, MemorySegment.ofArray(new byte[4]));
        given[0] = 9;
        assertThat(other.shape()).containsExactly(1);
        assertThat(other).hasToString("\"t\" F32[1]");
    }

    @Test
    void namesTheNearestWhenOneIsMissing() {
        String header = "{" + SafetensorsBytes.entry("bert.embeddings.word_embeddings.weight", "F32", "[0]", 0, 0) + ","
                + SafetensorsBytes.entry("bert.pooler.dense.bias", "F32", "[0]", 0, 0) + ","
                + SafetensorsBytes.entry("cls", "F32", "[0]", 0, 0) + ","
                + SafetensorsBytes.entry("z", "F32", "[0]", 0, 0)
                + "}";
        SafetensorsFile file = SafetensorsFile.read(SafetensorsBytes.file(header, 0), "m.safetensors");
        assertThatThrownBy(() -> file.require("embeddings.word_embeddings.weight"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(
                        "m.safetensors: expected a tensor \"embeddings.word_embeddings.weight\", got none of"
                                + " that name; it has \"bert.embeddings.word_embeddings.weight\", ")
                .hasMessageEndingWith(" and 1 more");
        assertThatThrownBy(() -> SafetensorsFile.read(SafetensorsBytes.file("{}", 0), "m")
                        .require("a"))
                .hasMessage("m: expected a tensor \"a\", got none of that name; the file holds no tensors");
    }
}
