package dev.heed.format;

import static dev.heed.format.SafetensorsBytes.entry;
import static dev.heed.format.SafetensorsBytes.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {
    private static SafetensorsFile read(MemorySegment bytes) {
        return SafetensorsFile.read(bytes, "t.safetensors");
    }

    @Test
    void readsEveryTypeAsTheReferenceDoes() {
        SafetensorsFile file = read(Goldens.unaligned(Goldens.hex("safetensors-types")));
        Goldens.assertReadsAs(file, "safetensors-types");
        assertThat(file.names()).hasSize(14);
        assertThat(file.metadata()).containsExactly(Map.entry("format", "pt"));
        assertThat(file.name()).isEqualTo("t.safetensors");
    }

    @Test
    void acceptsTensorsWithoutElementsAndScalars() {
        SafetensorsFile file = read(Goldens.fromHex(
                "08010000000000007b225f5f6d657461646174615f5f223a7b22666f726d6174223a227074227d2c22656d707479223a7b226474"
                        + "797065223a22463332222c227368617065223a5b305d2c22646174615f6f666673657473223a5b302c305d7d2c2277223a"
                        + "7b226474797065223a22463332222c227368617065223a5b312c325d2c22646174615f6f666673657473223a5b302c385d"
                        + "7d2c22616c736f223a7b226474797065223a22463136222c227368617065223a5b332c302c325d2c22646174615f6f6666"
                        + "73657473223a5b382c385d7d2c227363616c6172223a7b226474797065223a22463332222c227368617065223a5b5d2c22"
                        + "646174615f6f666673657473223a5b382c31325d7d7d20200000c03f000000c00000e040"));
        assertThat(file.names()).containsExactly("empty", "w", "also", "scalar");
        assertThat(file.require("empty").shape()).containsExactly(0);
        assertThat(file.require("empty").toFloats()).isEmpty();
        assertThat(file.require("w").shape()).containsExactly(1, 2);
        assertThat(file.require("w").toFloats()).containsExactly(1.5f, -2f);
        assertThat(file.require("also").shape()).containsExactly(3, 0, 2);
        assertThat(file.require("also").toFloats()).isEmpty();
        assertThat(file.require("scalar").shape()).isEmpty();
        assertThat(file.require("scalar").elements()).isEqualTo(1);
        assertThat(file.require("scalar").toFloats()).containsExactly(7f);
    }

    @Test
    void listsATypeItCannotComputeWithAndRefusesItOnUse() {
        SafetensorsFile file = read(Goldens.unaligned(Goldens.hex("safetensors-types")));
        StoredTensor unused = file.require("unused");
        assertThat(unused.type()).isEqualTo(ElementType.F8_E4M3);
        assertThatThrownBy(unused::toFloats)
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(
                        "t.safetensors: tensor \"unused\": expected a floating type (F64, F32, F16, BF16), got F8_E4M3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{}   ",
                "\n {} \r\n\t",
                "{\"__metadata__\":null}",
                "{\"__metadata__\":{\"a\":\"b\",\"a\":\"c\"}}"
            })
    void acceptsFilesWithoutTensors(String header) {
        assertThat(read(file(header, 0)).names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"w\":{\"dtype\":\"F32\",\"x\":{\"y\":[1,{}]},\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"data_offsets\":[0,8],\"shape\":[2],\"dtype\":\"F32\",\"x\":1,\"x\":2}}",
                "{\"\\u0077\":{\"dtype\":\"F32\",\"shape\":[1,1,2,1],\"data_offsets\":[0,8]}}"
            })
    void acceptsWhatTheReferenceAccepts(String header) {
        assertThat(read(file(header, 8)).require("w").toFloats()).containsExactly(0f, 0f);
    }

    @Test
    void acceptsDataInAnyOrderOfTheHeader() {
        String header = "{" + entry("b", "F32", "[1]", 4, 8) + "," + entry("zero", "F32", "[0]", 4, 4) + ","
                + entry("end", "F16", "[0]", 8, 8) + "," + entry("a", "F32", "[1]", 0, 4) + "}";
        assertThat(read(file(header, 8)).names()).containsExactly("b", "zero", "end", "a");
    }

    @Test
    void keepsHugeDimensionsOfEmptyTensorsUntilTheirShapeIsAsked() {
        StoredTensor tensor = read(file("{" + entry("w", "F32", "[0,4294967296]", 0, 0) + "}", 0))
                .require("w");
        assertThat(tensor.elements()).isZero();
        assertThatThrownBy(tensor::shape)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("\"w\"")
                .hasMessageContaining("4294967296");
    }

    @Test
    void packsTypesBelowAByte() {
        assertThat(read(file("{" + entry("w", "F4", "[16]", 0, 8) + "}", 8))
                        .require("w")
                        .elements())
                .isEqualTo(16);
        assertThatThrownBy(() -> read(file("{" + entry("w", "F4", "[15]", 0, 8) + "}", 8)))
                .isInstanceOf(InvalidFileException.class);
    }
}
