package dev.heed.format.onnx;

import static dev.heed.format.onnx.ProtobufBytes.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.ElementType;
import dev.heed.format.Goldens;
import dev.heed.format.InvalidFileException;
import dev.heed.format.StoredTensor;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxFileTest {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int FLOAT16 = 10;
    private static final int DOUBLE = 11;

    private static OnnxFile storage() {
        return OnnxFile.read(Goldens.unaligned(Goldens.hex("onnx-storage")), "m.onnx", null);
    }

    @Test
    void readsEveryStorageAsTheReferenceDoes() {
        OnnxFile file = storage();
        Goldens.assertReadsAs(file, "onnx-storage");
        assertThat(file.names()).hasSize(28).startsWith("F32.typed", "F32.raw");
        assertThat(file.name()).isEqualTo("m.onnx");
    }

    @Test
    void widensHalfPrecisionOfRawData() {
        OnnxFile file = OnnxFile.read(
                Goldens.fromHex(
                        "08083aa9010a190a037731361201632204436173742a090a02746f1801a001020a0e0a01780a016312017922034164"
                                + "641201672a1908020803100a42037731364a0c003c00c000380100ff7b662e2a170803100142037733324a0c0000c03f"
                                + "000080bec8aa20002a1b0802100742036964734a10ffffffffffffffff00000000000100005a130a0178120e0a0c08011208"
                                + "0a0208020a02080362130a0179120e0a0c080112080a0208020a02080342040a001011"),
                "m.onnx",
                null);
        assertThat(file.require("w16").shape()).containsExactly(2, 3);
        assertThat(bits(file.require("w16").toFloats()))
                .containsExactly(0x3f800000, 0xc0000000, 0x3f000000, 0x33800000, 0x477fe000, 0x3dccc000);
        assertThat(bits(file.require("w32").toFloats())).containsExactly(0x3fc00000, 0xbe800000, 0x0020aac8);
        assertThat(file.require("ids").toLongs()).containsExactly(-1, 1099511627776L);
        assertThat(file.nodes()).extracting(OnnxNode::operator).containsExactly("Cast", "Add");
        assertThat(file.nodes().getFirst().attributes().get("to").integer()).isEqualTo(1);
        assertThat(file.inputs()).containsExactly("x");
        assertThat(file.outputs()).containsExactly("y");
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @Test
    void givesTheGraph() {
        OnnxFile file = storage();
        assertThat(file.opset()).isEqualTo(17);
        assertThat(file.inputs()).as("F32.raw is an input with a default").containsExactly("x");
        assertThat(file.outputs()).containsExactly("z");
        assertThat(file.nodes())
                .extracting(OnnxNode::operator)
                .containsExactly("LayerNormalization", "Transpose", "Constant", "com.microsoft::Gelu", "Resize");
        OnnxNode norm = file.nodes().getFirst();
        assertThat(norm.name()).isEqualTo("norm");
        assertThat(norm.inputs()).containsExactly("x", "s", "b");
        assertThat(norm.outputs()).containsExactly("n");
        assertThat(norm.attributes().get("axis").integer()).isEqualTo(-1);
        assertThat(norm.attributes().get("epsilon").number()).isEqualTo(1e-5f);
        assertThat(file.nodes().get(1).attributes().get("perm").integers()).containsExactly(0, 2, 1, 3);
        StoredTensor constant = file.nodes().get(2).attributes().get("value").tensor();
        assertThat(constant.name()).isEqualTo("c");
        assertThat(constant.toLongs()).containsExactly(1, -1);
        assertThat(file.nodes().get(3).attributes().get("approximate").string()).isEqualTo("tanh");
        OnnxNode resize = file.nodes().get(4);
        assertThat(resize.inputs()).containsExactly("y", "", "c");
        assertThat(resize.attributes().get("scales").numbers()).containsExactly(0.5f, 2f);
        assertThat(resize.attributes().get("modes").strings()).containsExactly("a", "b");
    }

    @Test
    void refusesAttributesOfAnotherKindByName() {
        OnnxAttribute axis = storage().nodes().getFirst().attributes().get("axis");
        assertThat(axis.kind()).isEqualTo(OnnxAttribute.Kind.INT);
        assertThatThrownBy(axis::tensor)
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("m.onnx: attribute \"axis\" of node \"n\": expected TENSOR, got INT");
    }

    @Test
    void takesAnAttributeWithoutItsFieldForZero() {
        var attribute = new ProtobufBytes().text(1, "axis").integer(20, 2);
        OnnxFile file = new ProtobufBytes()
                .message(1, new ProtobufBytes().text(4, "Concat").message(5, attribute))
                .readAsGraph();
        assertThat(file.nodes().getFirst().attributes().get("axis").integer()).isZero();
    }

    @Test
    void takesAnAttributeWithoutTypeForWhatItHolds() {
        var attribute =
                new ProtobufBytes().text(1, "perm").integer(8, 1).integer(8, 0).packed(8, 3, 2);
        OnnxFile file = new ProtobufBytes()
                .message(1, new ProtobufBytes().text(4, "Transpose").message(5, attribute))
                .readAsGraph();
        assertThat(file.nodes().getFirst().attributes().get("perm").integers()).containsExactly(1, 0, 3, 2);
    }

    @Test
    void readsNumbersThatAreNotPacked() {
        var floats =
                tensor(FLOAT, 2, 2).single(4, 1.5f).single(4, -2f).floats(4, 3f).single(4, 4f);
        assertThat(floats.readAsTensor().require("w").toFloats()).containsExactly(1.5f, -2f, 3f, 4f);
        var doubles = tensor(DOUBLE, 2).fixed64(10, 0.5).fixed64(10, 0.25);
        assertThat(doubles.readAsTensor().require("w").toFloats()).containsExactly(0.5f, 0.25f);
        var longs = tensor(INT64, 3).integer(7, -5).packed(7, 1L << 40, 7);
        assertThat(longs.readAsTensor().require("w").toLongs()).containsExactly(-5, 1L << 40, 7);
        var halves = tensor(FLOAT16, 3).integer(5, 0x3C00).packed(5, 0xC000, (short) 0xC000);
        assertThat(halves.readAsTensor().require("w").toFloats()).containsExactly(1f, -2f, -2f);
    }

    @Test
    void readsDimensionsPackedOrNot() {
        var packed = new ProtobufBytes()
                .packed(1, 1, 2)
                .integer(1, 1)
                .integer(2, FLOAT)
                .floats(4, 1f, 2f);
        assertThat(packed.text(8, "w").readAsTensor().require("w").shape()).containsExactly(1, 2, 1);
    }

    @Test
    void joinsGraphsGivenInPieces() {
        var one = new ProtobufBytes().message(5, tensor(FLOAT, 1).floats(4, 1f));
        var other = new ProtobufBytes().message(11, new ProtobufBytes().text(1, "x"));
        OnnxFile file = OnnxFile.read(
                Goldens.unaligned(
                        new ProtobufBytes().message(7, one).message(7, other).toByteArray()),
                "m.onnx",
                null);
        assertThat(file.names()).containsExactly("w");
        assertThat(file.inputs()).containsExactly("x");
    }

    @Test
    void stepsOverSubgraphsAndUnknownFields() {
        var attribute =
                new ProtobufBytes().text(1, "body").bytes(6, (byte) 0xFF).integer(20, 5);
        OnnxFile file = new ProtobufBytes()
                .fixed64(100, 1.0)
                .single(101, 1f)
                .integer(102, -1)
                .text(103, "?")
                .message(1, new ProtobufBytes().text(4, "Loop").message(5, attribute))
                .readAsGraph();
        assertThat(file.nodes().getFirst().attributes().get("body").kind()).isEqualTo(OnnxAttribute.Kind.OTHER);
    }

    @Test
    void listsTypesItCannotComputeWith() {
        StoredTensor strings =
                tensor(8, 2).text(6, "a").text(6, "b").readAsTensor().require("w");
        assertThat(strings.type()).isEqualTo(ElementType.STRING);
        assertThatThrownBy(strings::toLongs).isInstanceOf(InvalidFileException.class);
        StoredTensor nibbles =
                tensor(22, 3).bytes(9, (byte) 0x21, (byte) 0x03).readAsTensor().require("w");
        assertThat(nibbles.type()).isEqualTo(ElementType.I4);
        assertThatThrownBy(nibbles::toFloats).isInstanceOf(InvalidFileException.class);
    }

    private static ProtobufBytes external(String... entries) {
        var tensor = tensor(FLOAT, 2).integer(14, 1);
        for (int i = 0; i < entries.length; i += 2) {
            tensor.message(13, new ProtobufBytes().text(1, entries[i]).text(2, entries[i + 1]));
        }
        return tensor;
    }

    private static OnnxFile readExternal(ProtobufBytes tensor, Map<String, MemorySegment> files) {
        byte[] model = new ProtobufBytes()
                .message(7, new ProtobufBytes().message(5, tensor))
                .toByteArray();
        return OnnxFile.read(Goldens.unaligned(model), "m.onnx", files::get);
    }

    @Test
    void readsExternalData() {
        Map<String, MemorySegment> files = new HashMap<>();
        files.put(
                "d/m.data",
                Goldens.unaligned(new ProtobufBytes().floats(1, 9f, 8f, 7f, 6f).toByteArray()));
        assertThat(readExternal(external("location", "d/m.data", "offset", "6", "length", "8", "checksum", "?"), files)
                        .require("w")
                        .toFloats())
                .containsExactly(8f, 7f);
        files.put(
                "m.data", Goldens.unaligned(new ProtobufBytes().raw(new byte[8]).toByteArray()));
        assertThat(readExternal(external("location", "m.data"), files)
                        .require("w")
                        .toFloats())
                .containsExactly(0f, 0f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/etc/passwd",
                "\\\\host\\x",
                "C:\\x",
                "file:x",
                "..",
                "../m.data",
                "a/../m.data",
                "a\\..\\x",
                "a\0"
            })
    void refusesExternalDataOutsideTheFolder(String location) {
        assertThatThrownBy(() -> readExternal(external("location", location), Map.of()))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("m.onnx: tensor \"w\": expected an external file in the model's folder");
    }

    @Test
    void refusesExternalDataThatIsNotThere() {
        MemorySegment eight = MemorySegment.ofArray(new byte[8]);
        Map<ProtobufBytes, String> refusals = Map.of(
                external("location", "none.data"), "got no such file",
                external("location", "m.data", "offset", "1"), "expected 8 bytes at 1 of \"m.data\"",
                external("location", "m.data", "offset", "9223372036854775807"), "got a file of 8 bytes",
                external("location", "m.data", "length", "4"), "got length 4",
                external("location", "m.data", "offset", "-1"), "external offset, got \"-1\"",
                external("location", "m.data", "offset", "0x1"), "external offset, got \"0x1\"",
                external("location", "m.data", "location", "m.data"), "twice",
                external("location", "m.data").bytes(9, new byte[8]), "in one place");
        refusals.forEach((tensor, reason) -> assertThatThrownBy(() -> readExternal(tensor, Map.of("m.data", eight)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(reason));
        assertThatThrownBy(() -> external("location", "m.data").readAsTensor())
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("m.onnx: tensor \"w\": expected its data inside m.onnx, got the external file \"m.data\";"
                        + " save the model as one file");
    }

    @Test
    void keepsInitializersInPlace() {
        byte[] model = new ProtobufBytes()
                .message(7, new ProtobufBytes().message(5, tensor(FLOAT, 1).bytes(9, new byte[4])))
                .toByteArray();
        StoredTensor tensor =
                OnnxFile.read(MemorySegment.ofArray(model), "m.onnx", null).require("w");
        assertThat(tensor.toFloats()).containsExactly(0f);
        model[model.length - 1] = 0x40;
        assertThat(tensor.toFloats()).containsExactly(2f);
    }
}
