package dev.heed.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whole files, as llama.cpp and the gguf package write them. */
class GgufFileTest {
    private static GgufBuilder metadata() {
        return new GgufBuilder()
                .string("general.architecture", "llama")
                .uint32("llama.block_count", 30)
                .int32("negative", -2)
                .uint8("small", 255)
                .uint64("large", 1L << 40)
                .uint64("huge", -1)
                .float32("llama.rope.freq_base", 1e5f)
                .float64("double", 0.1)
                .bool("add_bos", true)
                .strings("tokens", "<s>", "", "Ġé", "😀")
                .float32s("scores", -1f, 0.5f)
                .int32s("types", 3, 1, 6)
                .array("flags", 7, 3, new byte[] {1, 0, 1})
                .array("empty", 8, 0, new byte[0]);
    }

    private static GgufMetadata read() {
        return GgufFile.read(metadata().segment(), "m.gguf").metadata();
    }

    @Test
    void valuesByKeyAndType() {
        GgufMetadata metadata = read();
        assertThat(metadata.keys()).hasSize(14).startsWith("general.architecture", "llama.block_count");
        assertThat(metadata.requireString("general.architecture")).isEqualTo("llama");
        assertThat(metadata.requireInteger("llama.block_count")).isEqualTo(30);
        assertThat(metadata.integer("negative")).contains(-2);
        assertThat(metadata.integer("small")).contains(255);
        assertThat(metadata.number("large")).hasValue(0x1p40);
        assertThat(metadata.number("huge")).hasValue(0x1p64);
        assertThat(metadata.number("llama.rope.freq_base")).hasValue(100000);
        assertThat(metadata.requireNumber("double")).isEqualTo(0.1);
        assertThat(metadata.number("llama.block_count")).hasValue(30);
        assertThat(metadata.bool("add_bos")).contains(true);
        assertThat(metadata.requireStrings("tokens")).containsExactly("<s>", "", "Ġé", "😀");
        assertThat(metadata.floats("scores").orElseThrow()).containsExactly(-1f, 0.5f);
        assertThat(metadata.integers("types").orElseThrow()).containsExactly(3, 1, 6);
        assertThat(metadata.bools("flags").orElseThrow()).containsExactly(true, false, true);
        assertThat(metadata.strings("empty").orElseThrow()).isEmpty();
        assertThat(metadata.isArray("tokens")).isTrue();
        assertThat(metadata.isArray("small")).isFalse();
        assertThat(metadata.string("none")).isEmpty();
        assertThat(metadata.number("none")).isEmpty();
        assertThat(metadata.has("none")).isFalse();
    }

    @Test
    void otherTypesThanAskedForAreRefusedByKey() {
        GgufMetadata metadata = read();
        assertThatThrownBy(() -> metadata.string("llama.block_count"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("m.gguf: expected a STRING for \"llama.block_count\", got a UINT32");
        assertThatThrownBy(() -> metadata.floats("types"))
                .hasMessage("m.gguf: expected an array of FLOAT32 for \"types\", got an array of 3 INT32");
        assertThatThrownBy(() -> metadata.integer("types")).isInstanceOf(InvalidFileException.class);
        assertThatThrownBy(() -> metadata.integer("llama.rope.freq_base")).isInstanceOf(InvalidFileException.class);
        assertThatThrownBy(() -> metadata.integer("large")).hasMessageContaining("1099511627776");
        assertThatThrownBy(() -> metadata.integer("huge")).hasMessageContaining("18446744073709551615");
        assertThatThrownBy(() -> metadata.strings("general.architecture")).isInstanceOf(InvalidFileException.class);
        assertThatThrownBy(() -> metadata.requireInteger("none"))
                .hasMessage("m.gguf: expected a key \"none\", got none of that name");
    }

    @Test
    void textsThatAreNotUtf8AreRefusedWhenTheyAreAskedFor() {
        GgufFile file = GgufFile.read(
                new GgufBuilder()
                        .raw("text", 8, new byte[] {1, 0, 0, 0, 0, 0, 0, 0, (byte) 0xC3})
                        .segment(),
                "m.gguf");
        assertThatThrownBy(() -> file.metadata().string("text"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("m.gguf: expected UTF-8 for \"text\", got other bytes");
    }

    @Test
    void tensorsByNameWithTheirBytesInPlace() {
        for (int version = 2; version <= 3; version++) {
            GgufFile file = GgufFile.read(
                    new GgufBuilder()
                            .version(version)
                            .floats("norm", new float[] {1, 2, 3}, 3)
                            .tensor("w", 8, new byte[4 * 34], 64, 2)
                            .floats("last", new float[] {7, 8}, 2)
                            .segment(),
                    "m.gguf");
            assertThat(file.names()).containsExactly("norm", "w", "last");
            GgufTensor w = file.require("w");
            assertThat(w.type()).isEqualTo(GgufType.Q8_0);
            assertThat(w.dims()).containsExactly(64, 2);
            assertThat(w.shape()).containsExactly(2, 64);
            assertThat(w.data().byteSize()).isEqualTo(136);
            assertThat(file.require("last").data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED))
                    .containsExactly(7, 8);
            assertThat(file.tensor("none")).isEmpty();
            assertThatThrownBy(() -> file.require("nor"))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContaining("it has \"norm\"");
        }
    }

    @Test
    void anAlignmentOfItsOwnAndNoPaddingAtTheEnd() {
        byte[] bytes = new GgufBuilder()
                .alignment(128)
                .uint32("general.alignment", 128)
                .floats("a", new float[] {1}, 1)
                .floats("b", new float[] {2}, 1)
                .bytes();
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 124);
        GgufFile file = GgufFile.read(MemorySegment.ofArray(cut), "m.gguf");
        assertThat(file.require("b").data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED))
                .containsExactly(2);
    }

    @Test
    void sizesOfAllTypes() {
        for (GgufType type : GgufType.values()) {
            byte[] row = new byte[type.blockBytes()];
            GgufFile file = GgufFile.read(
                    new GgufBuilder()
                            .tensor("w", type.id(), row, type.blockWeights())
                            .segment(),
                    "m.gguf");
            assertThat(file.require("w").data().byteSize()).isEqualTo(type.blockBytes());
        }
    }
}
