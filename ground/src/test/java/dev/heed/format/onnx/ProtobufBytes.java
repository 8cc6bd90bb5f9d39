package dev.heed.format.onnx;

import dev.heed.format.Goldens;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A protobuf message as tests write it, true or not. */
final class ProtobufBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ProtobufBytes integer(int field, long value) {
        return key(field, 0).varint(value);
    }

    ProtobufBytes single(int field, float value) {
        return key(field, 5).raw(little(4).putFloat(value).array());
    }

    ProtobufBytes fixed64(int field, double value) {
        return key(field, 1).raw(little(8).putDouble(value).array());
    }

    ProtobufBytes message(int field, ProtobufBytes message) {
        return bytes(field, message.toByteArray());
    }

    ProtobufBytes text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufBytes bytes(int field, byte... content) {
        return key(field, 2).varint(content.length).raw(content);
    }

    ProtobufBytes packed(int field, long... values) {
        var content = new ProtobufBytes();
        for (long value : values) {
            content.varint(value);
        }
        return message(field, content);
    }

    ProtobufBytes floats(int field, float... values) {
        ByteBuffer content = little(4 * values.length);
        for (float value : values) {
            content.putFloat(value);
        }
        return bytes(field, content.array());
    }

    ProtobufBytes key(int field, int wireType) {
        return varint((long) field << 3 | wireType);
    }

    ProtobufBytes varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    ProtobufBytes raw(byte... content) {
        bytes.writeBytes(content);
        return this;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** A model whose graph is this message. */
    OnnxFile readAsGraph() {
        return OnnxFile.read(
                Goldens.unaligned(new ProtobufBytes().message(7, this).toByteArray()), "m.onnx", null);
    }

    /** A model whose only initializer is this message. */
    OnnxFile readAsTensor() {
        return new ProtobufBytes().message(5, this).readAsGraph();
    }

    /** A {@code TensorProto} named w of a type by its number. */
    static ProtobufBytes tensor(int dataType, long... dims) {
        var tensor = new ProtobufBytes();
        for (long dim : dims) {
            tensor.integer(1, dim);
        }
        return tensor.integer(2, dataType).text(8, "w");
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
