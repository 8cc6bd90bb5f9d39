package dev.heed.format.onnx;

import static dev.heed.format.onnx.ProtobufBytes.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.Goldens;
import dev.heed.format.InvalidFileException;
import dev.heed.format.StoredTensor;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxHostileTest {
    private static final int FLOAT = 1;

    private static void assertRefused(ThrowingCallable call, String reason) {
        assertThatThrownBy(call)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("m.onnx: ")
                .hasMessageContaining(reason)
                .hasMessageNotContainingAny("\n", "\r");
    }

    private static OnnxFile read(byte[] bytes) {
        return OnnxFile.read(MemorySegment.ofArray(bytes), "m.onnx", null);
    }

    /** Reads all there is to read: any failure but a refusal fails the test. */
    private static boolean isRefused(byte[] bytes) {
        try {
            OnnxFile file = read(bytes);
            for (String name : file.names()) {
                StoredTensor tensor = file.require(name);
                if (tensor.type().isFloating()) {
                    assertThat(tensor.toFloats()).hasSize((int) tensor.elements());
                } else if (tensor.type().isInteger()) {
                    assertThat(tensor.toLongs()).hasSize((int) tensor.elements());
                }
            }
            return false;
        } catch (InvalidFileException e) {
            return true;
        }
    }

    @Test
    void everyPrefixOfAFile() {
        byte[] whole = Goldens.hex("onnx-storage");
        List<Integer> accepted = new ArrayList<>();
        for (int length = 0; length < whole.length; length++) {
            if (!isRefused(Arrays.copyOf(whole, length))) {
                accepted.add(whole.length - length);
            }
        }
        // The file ends with two operator set imports of 6 and 19 bytes; without them it is a shorter, whole message.
        assertThat(accepted).containsExactly(25, 19);
    }

    @Test
    void anyByteChanged() {
        byte[] whole = Goldens.hex("onnx-storage");
        long seed = 20251;
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] spoilt = whole.clone();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
            }
            refused += isRefused(spoilt) ? 1 : 0;
        }
        assertThat(refused).as("seed %d", seed).isBetween(1_000, 19_999);
    }

    static Stream<Arguments> tensors() {
        return Stream.of(
                Arguments.of(tensor(FLOAT, 2).bytes(9, new byte[7]), "expected 8 bytes for F32[2], got 7"),
                Arguments.of(tensor(FLOAT, 2).bytes(9, new byte[12]), "expected 8 bytes for F32[2], got 12"),
                Arguments.of(tensor(10, 2).bytes(9, new byte[8]), "expected 4 bytes for F16[2], got 8"),
                Arguments.of(tensor(22, 3).bytes(9, new byte[1]), "expected 2 bytes for I4[3], got 1"),
                Arguments.of(tensor(FLOAT, 2), "expected 8 bytes for F32[2], got no data"),
                Arguments.of(tensor(FLOAT), "expected 4 bytes for F32[], got no data"),
                Arguments.of(
                        tensor(FLOAT, 2).floats(4, 1f), "expected 8 bytes for F32[2]|expected 2 numbers in float_data"),
                Arguments.of(
                        tensor(FLOAT, 2).bytes(4, new byte[7]), "expected 2 numbers in float_data for F32[2], got 7"),
                Arguments.of(tensor(7, 2).packed(7, 1), "expected 2 numbers in int64_data for I64[2]"),
                Arguments.of(tensor(7, 2).packed(7, 1, 2, 3), "expected 2 numbers in int64_data for I64[2], got more"),
                Arguments.of(tensor(7, 2).packed(7, 300), "expected 2 numbers in int64_data for I64[2], got 1"),
                Arguments.of(tensor(7, 1).bytes(7, (byte) 0x80), "the rest of a number"),
                Arguments.of(tensor(7, 1L << 40).packed(7, 1), "expected 1099511627776 numbers"),
                Arguments.of(tensor(FLOAT, 1).packed(7, 1), "F32 in float_data, got int64_data"),
                Arguments.of(tensor(10, 1).floats(4, 1f), "F16 in int32_data, got float_data"),
                Arguments.of(tensor(FLOAT, 1).floats(4, 1f).bytes(9, new byte[4]), "in one place"),
                Arguments.of(tensor(FLOAT, 1).floats(4, 1f).packed(7, 1), "in one field"),
                Arguments.of(tensor(FLOAT, 1).floats(4, 1f).text(6, "a"), "in one place"),
                Arguments.of(tensor(3, 1).packed(5, 128), "numbers that fit I8, got 128"),
                Arguments.of(tensor(2, 1).packed(5, -1), "numbers that fit U8, got -1"),
                Arguments.of(tensor(10, 1).packed(5, 0x10000), "numbers that fit F16, got 65536"),
                Arguments.of(tensor(12, 1).packed(11, 1L << 32), "numbers that fit U32, got 4294967296"),
                Arguments.of(tensor(FLOAT, -1).bytes(9, new byte[4]), "expected dimensions from 0, got [-1]"),
                Arguments.of(tensor(FLOAT, -2, -2).bytes(9, new byte[16]), "expected dimensions from 0, got [-2, -2]"),
                Arguments.of(tensor(FLOAT, 1L << 32, 1L << 32).bytes(9, new byte[4]), "fewer than 2^63 elements"),
                Arguments.of(tensor(FLOAT, 1L << 61).bytes(9, new byte[4]), "more than 2^63 bytes"),
                Arguments.of(tensor(FLOAT, new long[1025]), "at most 1024 numbers"),
                Arguments.of(tensor(0, 1).bytes(9, new byte[4]), "expected a data_type from 1 to 28, got 0"),
                Arguments.of(tensor(99, 1).bytes(9, new byte[4]), "expected a data_type from 1 to 28, got 99"),
                Arguments.of(tensor(-1, 1).bytes(9, new byte[4]), "expected a data_type from 1 to 28, got -1"),
                Arguments.of(tensor(FLOAT, 1).bytes(9, new byte[4]).integer(14, 2), "data_location 2"),
                Arguments.of(
                        tensor(FLOAT, 1).bytes(9, new byte[4]).message(3, new ProtobufBytes()), "a segment of one"),
                Arguments.of(tensor(FLOAT, 1).integer(9, 4), "expected wire type 2 for field 9, got 0"),
                Arguments.of(tensor(FLOAT, 1).integer(4, 4), "expected wire type 2 or 5 for field 4, got 0"),
                Arguments.of(tensor(FLOAT, 1).single(1, 4), "expected wire type 0 for field 1, got 5"));
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void tensorsThatContradictThemselves(ProtobufBytes tensor, String reasons) {
        assertThatThrownBy(tensor::readAsTensor)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("m.onnx: ")
                .satisfies(refusal -> assertThat(reasons.split("\\|"))
                        .anySatisfy(reason -> assertThat(refusal.getMessage()).contains(reason)));
    }

    static Stream<Arguments> wires() {
        return Stream.of(
                Arguments.of(new ProtobufBytes().key(7, 3), "expected wire type 0, 1, 2 or 5, got 3 for field 7"),
                Arguments.of(new ProtobufBytes().key(7, 4), "got 4 for field 7"),
                Arguments.of(new ProtobufBytes().key(7, 6), "got 6 for field 7"),
                Arguments.of(new ProtobufBytes().key(7, 7), "got 7 for field 7"),
                Arguments.of(new ProtobufBytes().key(0, 0).varint(1), "field number"),
                Arguments.of(new ProtobufBytes().varint(1L << 40), "field number"),
                Arguments.of(new ProtobufBytes().varint(-1), "field number"),
                Arguments.of(new ProtobufBytes().key(1, 0).raw(repeated(0x80, 9)), "the end of its message"),
                Arguments.of(new ProtobufBytes().key(1, 0).raw(repeated(0x80, 11)), "at most 10 bytes"),
                Arguments.of(new ProtobufBytes().key(7, 2).varint(5).raw((byte) 0), "a length of 5 for field 7"),
                Arguments.of(new ProtobufBytes().key(7, 2).varint(Integer.MAX_VALUE), "a length of 2147483647"),
                Arguments.of(new ProtobufBytes().key(7, 2).varint(1L << 31), "a length of 2147483648"),
                Arguments.of(new ProtobufBytes().key(7, 2).varint(Long.MAX_VALUE), "a length of 9223372036854775807"),
                Arguments.of(new ProtobufBytes().key(7, 2).varint(-1), "a length of 18446744073709551615"),
                Arguments.of(new ProtobufBytes().key(9, 1).raw(new byte[7]), "8 more bytes for field 9"),
                Arguments.of(new ProtobufBytes().key(9, 5).raw(new byte[3]), "4 more bytes for field 9"),
                Arguments.of(new ProtobufBytes().integer(7, 1), "expected wire type 2 for field 7"),
                Arguments.of(new ProtobufBytes().integer(1, 8), "a graph, got none"),
                Arguments.of(new ProtobufBytes(), "empty file"));
    }

    @ParameterizedTest
    @MethodSource("wires")
    void bytesThatAreNoMessage(ProtobufBytes model, String reason) {
        assertRefused(() -> read(model.toByteArray()), reason);
    }

    private static byte[] repeated(int value, int times) {
        byte[] bytes = new byte[times];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void aLengthThatLeavesItsOwnMessage() {
        var graph = new ProtobufBytes().key(5, 2).varint(20).raw(new byte[3]);
        byte[] model = new ProtobufBytes()
                .message(7, graph)
                .text(2, "a producer, long enough")
                .toByteArray();
        assertRefused(() -> read(model), "expected at most 3 more bytes, got a length of 20 for field 5");
    }

    @Test
    void namesTwice() {
        var weight = tensor(FLOAT, 1).bytes(9, new byte[4]);
        assertRefused(
                () -> new ProtobufBytes().message(5, weight).message(5, weight).readAsGraph(), "\"w\" named twice");
        var axis = new ProtobufBytes().text(1, "axis").integer(3, 1);
        var node = new ProtobufBytes().text(4, "Concat").message(5, axis).message(5, axis);
        assertRefused(() -> new ProtobufBytes().message(1, node).readAsGraph(), "\"axis\" twice");
    }

    @Test
    void sparseInitializersByName() {
        var sparse = new ProtobufBytes().message(1, tensor(FLOAT, 1)).integer(3, 9);
        assertRefused(() -> new ProtobufBytes().message(15, sparse).readAsGraph(), "got the sparse one \"w\"");
    }

    @Test
    void anAttributeThatPromisesATensor() {
        var value = new ProtobufBytes().text(1, "value").integer(20, 4);
        var node = new ProtobufBytes().text(2, "c").text(4, "Constant").message(5, value);
        assertRefused(() -> new ProtobufBytes().message(1, node).readAsGraph(), "a tensor in attribute \"value\"");
    }

    @Test
    void namesThatAreNotUtf8() {
        var bad = new ProtobufBytes().bytes(1, (byte) 0xC3);
        assertRefused(() -> new ProtobufBytes().message(11, bad).readAsGraph(), "expected UTF-8");
        var replacement = new ProtobufBytes().text(1, "\uFFFD");
        assertThat(new ProtobufBytes().message(11, replacement).readAsGraph().inputs())
                .containsExactly("\uFFFD");
    }

    @Test
    void namesOfAnyLengthWithinBounds() {
        for (int length : new int[] {0, 1, 1023, 1024, 1025, 5000, 1 << 20}) {
            String name = "n".repeat(length);
            var input = new ProtobufBytes().text(1, name);
            assertThat(new ProtobufBytes().message(11, input).readAsGraph().inputs())
                    .containsExactly(name);
        }
        var input = new ProtobufBytes().text(1, "n".repeat((1 << 20) + 1));
        assertRefused(() -> new ProtobufBytes().message(11, input).readAsGraph(), "names of at most 1048576 bytes");
    }

    @Test
    void moreNodesThanAnyModelHas() {
        byte[] nodes = new byte[2 * ((1 << 20) + 1)];
        for (int i = 0; i < nodes.length; i += 2) {
            nodes[i] = 1 << 3 | 2;
        }
        assertRefused(() -> new ProtobufBytes().raw(nodes).readAsGraph(), "expected at most 1048576 nodes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html>", "{\"a\": 1}", "PK\u0003\u0004", "\u0000\u0000\u0000\u0000"})
    void filesOfAnotherKind(String text) {
        assertRefused(() -> read(text.getBytes(StandardCharsets.UTF_8)), "expected");
    }

    @Test
    void aPointerOfGitLfs() {
        byte[] pointer = "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.UTF_8);
        assertRefused(() -> read(pointer), "git lfs pull");
    }
}
