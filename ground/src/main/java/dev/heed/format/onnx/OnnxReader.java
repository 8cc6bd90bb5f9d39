package dev.heed.format.onnx;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.format.StoredTensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One pass over a {@code ModelProto}; the field numbers are those of {@code onnx.proto}. */
final class OnnxReader {
    /** A file of empty nodes would fill the heap long before it ends. */
    private static final int MOST_ENTRIES = 1 << 20;

    private final String where;
    private final ProtobufCursor cursor;
    private final OnnxTensorReader tensorReader;

    private final Map<String, StoredTensor> initializers = new LinkedHashMap<>();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private int opset;
    private boolean hasGraph;

    OnnxReader(MemorySegment bytes, String where, Function<String, MemorySegment> externalData) {
        this.where = where;
        this.cursor = new ProtobufCursor(bytes, where);
        this.tensorReader = new OnnxTensorReader(cursor, where, new OnnxExternalData(where, externalData));
    }

    OnnxFile read() {
        while (cursor.next()) {
            switch (cursor.field()) {
                case 7 -> graph();
                case 8 -> opsetImport();
                default -> cursor.skip();
            }
        }
        if (!hasGraph) {
            throw new InvalidFileException(where + ": expected an ONNX model with a graph, got none; the file is cut");
        }
        return new OnnxFile(where, initializers, nodes, inputs, outputs, opset);
    }

    private void opsetImport() {
        String domain = "";
        long version = 0;
        long outer = cursor.enter();
        while (cursor.next()) {
            switch (cursor.field()) {
                case 1 -> domain = cursor.string();
                case 2 -> version = cursor.integer();
                default -> cursor.skip();
            }
        }
        cursor.leave(outer);
        if (isStandard(domain)) {
            if (version < 0 || version > Integer.MAX_VALUE) {
                throw cursor.refused("an operator set version", String.valueOf(version));
            }
            opset = (int) version;
        }
    }

    private void graph() {
        hasGraph = true;
        long outer = cursor.enter();
        while (cursor.next()) {
            switch (cursor.field()) {
                case 1 -> bounded(nodes, node(), "nodes");
                case 5 -> initializer();
                case 11 -> bounded(inputs, valueName(), "inputs");
                case 12 -> bounded(outputs, valueName(), "outputs");
                case 15 -> throw sparse();
                default -> cursor.skip();
            }
        }
        cursor.leave(outer);
    }

    private void initializer() {
        StoredTensor tensor = tensorReader.read("");
        if (initializers.size() == MOST_ENTRIES) {
            throw new InvalidFileException(where + ": expected at most " + MOST_ENTRIES + " initializers, got more");
        }
        if (initializers.putIfAbsent(tensor.name(), tensor) != null) {
            throw new InvalidFileException(
                    where + ": expected every initializer once, got " + Quoted.of(tensor.name()) + " named twice");
        }
    }

    private InvalidFileException sparse() {
        String name = "";
        long outer = cursor.enter();
        while (cursor.next()) {
            if (cursor.field() == 1) { // values, a TensorProto that carries the name
                name = tensorReader.name();
            } else {
                cursor.skip();
            }
        }
        cursor.leave(outer);
        return new InvalidFileException(where + ": expected dense initializers, got the sparse one " + Quoted.of(name)
                + "; export the model without sparse initializers");
    }

    /** The name in a {@code ValueInfoProto}. */
    private String valueName() {
        String name = "";
        long outer = cursor.enter();
        while (cursor.next()) {
            if (cursor.field() == 1) {
                name = cursor.string();
            } else {
                cursor.skip();
            }
        }
        cursor.leave(outer);
        return name;
    }

    private OnnxNode node() {
        String name = "";
        String operator = "";
        String domain = "";
        List<String> takes = new ArrayList<>();
        List<String> gives = new ArrayList<>();
        Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
        long outer = cursor.enter();
        while (cursor.next()) {
            switch (cursor.field()) {
                case 1 -> bounded(takes, cursor.string(), "inputs of a node");
                case 2 -> bounded(gives, cursor.string(), "outputs of a node");
                case 3 -> name = cursor.string();
                case 4 -> operator = cursor.string();
                case 5 -> attribute(attributes, gives.isEmpty() ? name : gives.getFirst());
                case 7 -> domain = cursor.string();
                default -> cursor.skip();
            }
        }
        cursor.leave(outer);
        return new OnnxNode(name, isStandard(domain) ? operator : domain + "::" + operator, takes, gives, attributes);
    }

    private void attribute(Map<String, OnnxAttribute> attributes, String nodeName) {
        var reader = new OnnxAttributeReader(cursor, tensorReader, nodeName);
        OnnxAttribute attribute = reader.read(where);
        if (attributes.putIfAbsent(reader.name(), attribute) != null) {
            throw new InvalidFileException(where + ": node " + Quoted.of(nodeName)
                    + ": expected every attribute once, got " + Quoted.of(reader.name()) + " twice");
        }
    }

    private <T> void bounded(List<T> list, T entry, String what) {
        if (list.size() == MOST_ENTRIES) {
            throw new InvalidFileException(where + ": expected at most " + MOST_ENTRIES + " " + what + ", got more");
        }
        list.add(entry);
    }

    private static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }
}
