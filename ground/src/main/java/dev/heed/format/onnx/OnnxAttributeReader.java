package dev.heed.format.onnx;

import dev.heed.format.Quoted;
import dev.heed.format.StoredTensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads one {@code AttributeProto}. */
final class OnnxAttributeReader {
    private static final MemorySegment NO_BYTES = MemorySegment.ofArray(new byte[0]);
    private static final int MOST_NUMBERS = 1 << 24;

    private final ProtobufCursor cursor;
    private final OnnxTensorReader tensorReader;
    private final String nodeName;

    private String name = "";
    private int declared;
    private OnnxAttribute.Kind found = OnnxAttribute.Kind.OTHER;

    private float single;
    private long integer;
    private MemorySegment string = NO_BYTES;
    private StoredTensor tensor;
    private float[] singles = {};
    private int singlesSize;
    private final LongList integers = new LongList(MOST_NUMBERS);
    private final List<MemorySegment> strings = new ArrayList<>();

    OnnxAttributeReader(ProtobufCursor cursor, OnnxTensorReader tensorReader, String nodeName) {
        this.cursor = cursor;
        this.tensorReader = tensorReader;
        this.nodeName = nodeName;
    }

    OnnxAttribute read(String where) {
        long outer = cursor.enter();
        while (cursor.next()) {
            field();
        }
        cursor.leave(outer);
        OnnxAttribute.Kind kind = kind();
        return new OnnxAttribute(where, nodeName, name, kind, value(kind));
    }

    /** The attribute's name, once it is read. */
    String name() {
        return name;
    }

    private void field() {
        switch (cursor.field()) {
            case 1 -> name = cursor.string();
            case 2 -> {
                found = OnnxAttribute.Kind.FLOAT;
                single = cursor.single();
            }
            case 3 -> {
                found = OnnxAttribute.Kind.INT;
                integer = cursor.integer();
            }
            case 4 -> {
                found = OnnxAttribute.Kind.STRING;
                string = cursor.bytes();
            }
            case 5 -> {
                found = OnnxAttribute.Kind.TENSOR;
                tensor = tensorReader.read(nodeName);
            }
            case 7 -> {
                found = OnnxAttribute.Kind.FLOATS;
                addSingles();
            }
            case 8 -> {
                found = OnnxAttribute.Kind.INTS;
                integers.addField(cursor);
            }
            case 9 -> {
                found = OnnxAttribute.Kind.STRINGS;
                addString();
            }
            case 20 -> declared = (int) cursor.integer();
            default -> cursor.skip();
        }
    }

    /** The declared type where there is one: writers may leave out the field of a value that is zero. */
    private OnnxAttribute.Kind kind() {
        return switch (declared) {
            case 0 -> found;
            case 1 -> OnnxAttribute.Kind.FLOAT;
            case 2 -> OnnxAttribute.Kind.INT;
            case 3 -> OnnxAttribute.Kind.STRING;
            case 4 -> OnnxAttribute.Kind.TENSOR;
            case 6 -> OnnxAttribute.Kind.FLOATS;
            case 7 -> OnnxAttribute.Kind.INTS;
            case 8 -> OnnxAttribute.Kind.STRINGS;
            default -> OnnxAttribute.Kind.OTHER;
        };
    }

    private Object value(OnnxAttribute.Kind kind) {
        return switch (kind) {
            case FLOAT -> single;
            case INT -> integer;
            case STRING -> string;
            case TENSOR -> {
                if (tensor == null) {
                    throw cursor.refused(
                            "a tensor in attribute " + Quoted.of(name) + " of node " + Quoted.of(nodeName), "none");
                }
                yield tensor;
            }
            case FLOATS -> Arrays.copyOf(singles, singlesSize);
            case INTS -> integers.toArray();
            case STRINGS -> List.copyOf(strings);
            case OTHER -> "";
        };
    }

    private void addSingles() {
        if (cursor.wireType() != ProtobufCursor.LENGTH_DELIMITED) {
            addSingle(cursor.single());
            return;
        }
        long outer = cursor.enter();
        while (cursor.hasMore()) {
            addSingle(cursor.packedSingle());
        }
        cursor.leave(outer);
    }

    private void addSingle(float value) {
        if (singlesSize == MOST_NUMBERS) {
            throw cursor.refused("at most " + MOST_NUMBERS + " numbers", "more");
        }
        if (singlesSize == singles.length) {
            singles = Arrays.copyOf(singles, Math.max(4, 2 * singlesSize));
        }
        singles[singlesSize++] = value;
    }

    private void addString() {
        if (strings.size() == MOST_NUMBERS) {
            throw cursor.refused("at most " + MOST_NUMBERS + " strings", "more");
        }
        strings.add(cursor.bytes());
    }
}
