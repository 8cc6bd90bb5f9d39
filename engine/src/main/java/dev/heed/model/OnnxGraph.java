package dev.heed.model;

import dev.heed.format.OnnxFile;
import dev.heed.format.OnnxNode;
import dev.heed.format.StoredTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** An ONNX graph to walk along: who makes a value, who reads it, which constants stand where. */
final class OnnxGraph {
    private final OnnxFile file;
    private final Map<String, OnnxNode> makers = new HashMap<>();
    private final Map<String, List<OnnxNode>> readers = new HashMap<>();

    OnnxGraph(OnnxFile file) {
        this.file = file;
        for (OnnxNode node : file.nodes()) {
            node.outputs().forEach(output -> makers.put(output, node));
            node.inputs()
                    .forEach(input -> readers.computeIfAbsent(input, i -> new ArrayList<>(2))
                            .add(node));
        }
    }

    OnnxFile file() {
        return file;
    }

    /** The node that makes a value; empty for inputs and initializers. */
    Optional<OnnxNode> maker(String value) {
        return Optional.ofNullable(makers.get(value));
    }

    /** The nodes that take a value. */
    List<OnnxNode> readers(String value) {
        return readers.getOrDefault(value, List.of());
    }

    /** All nodes of one operator, in graph order. */
    List<OnnxNode> nodes(String operator) {
        return file.nodes().stream().filter(n -> n.operator().equals(operator)).toList();
    }

    /** The tensor behind a value: an initializer, or the output of a Constant, through Cast and Identity. */
    Optional<StoredTensor> constant(String value) {
        Optional<StoredTensor> initializer = file.tensor(value);
        if (initializer.isPresent()) {
            return initializer;
        }
        return maker(value).flatMap(node -> switch (node.operator()) {
            case "Constant" ->
                Optional.ofNullable(node.attributes().get("value")).map(a -> a.tensor());
            case "Cast", "Identity" -> constant(node.inputs().getFirst());
            default -> Optional.empty();
        });
    }

    /** A constant of one floating-point element. */
    OptionalDouble scalar(String value) {
        Optional<StoredTensor> tensor =
                constant(value).filter(t -> t.elements() == 1 && t.type().isFloating());
        return tensor.isPresent() ? OptionalDouble.of(tensor.get().toFloats()[0]) : OptionalDouble.empty();
    }

    /** Goes back from a value over nodes that only reshape, to the node that computed it. */
    Optional<OnnxNode> computed(String value) {
        Optional<OnnxNode> node = maker(value);
        while (node.isPresent()
                && switch (node.get().operator()) {
                    case "Reshape", "Transpose", "Cast", "Identity", "Unsqueeze", "Squeeze" -> true;
                    default -> false;
                }) {
            node = maker(node.get().inputs().getFirst());
        }
        return node;
    }
}
