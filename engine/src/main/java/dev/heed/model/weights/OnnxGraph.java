package dev.heed.model.weights;

import dev.heed.format.InvalidFileException;
import dev.heed.format.StoredTensor;
import dev.heed.format.onnx.OnnxAttribute;
import dev.heed.format.onnx.OnnxFile;
import dev.heed.format.onnx.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * An ONNX graph to walk along: who makes a value, who reads it, which constants stand where.
 *
 * <p>The specification asks that nodes stand after those whose results they read and that no value is made twice; files
 * that break this are refused, so that every walk back ends.
 */
public final class OnnxGraph {
    private static final Set<String> RESHAPING =
            Set.of("Reshape", "Transpose", "Cast", "Identity", "Unsqueeze", "Squeeze");

    private final OnnxFile file;
    private final Map<String, OnnxNode> makers = new HashMap<>();
    private final Map<String, List<OnnxNode>> readers = new HashMap<>();

    OnnxGraph(OnnxFile file) {
        this.file = file;
        Set<String> madeLater = new HashSet<>();
        for (OnnxNode node : file.nodes()) {
            madeLater.addAll(node.outputs());
        }
        for (OnnxNode node : file.nodes()) {
            for (String input : node.inputs()) {
                if (madeLater.contains(input) && !input.isEmpty()) {
                    throw misfit(node, "inputs made by earlier nodes", input);
                }
                readers.computeIfAbsent(input, i -> new ArrayList<>(2)).add(node);
            }
            for (String output : node.outputs()) {
                if (!output.isEmpty() && makers.put(output, node) != null) {
                    throw misfit(node, "every value made once", output + " again");
                }
                madeLater.remove(output);
            }
        }
    }

    public OnnxFile file() {
        return file;
    }

    /** The node that makes a value; empty for inputs and initializers. */
    public Optional<OnnxNode> maker(String value) {
        return Optional.ofNullable(makers.get(value));
    }

    /** The nodes that take a value. */
    public List<OnnxNode> readers(String value) {
        return readers.getOrDefault(value, List.of());
    }

    /** All nodes of one operator, in graph order. */
    public List<OnnxNode> nodes(String operator) {
        return file.nodes().stream().filter(n -> n.operator().equals(operator)).toList();
    }

    /** An input by its place. */
    public String input(OnnxNode node, int place) {
        if (place >= node.inputs().size()) {
            throw misfit(
                    node,
                    "at least " + (place + 1) + " inputs",
                    String.valueOf(node.inputs().size()));
        }
        return node.inputs().get(place);
    }

    /** The first output. */
    public String output(OnnxNode node) {
        if (node.outputs().isEmpty()) {
            throw misfit(node, "an output", "none");
        }
        return node.outputs().getFirst();
    }

    /** An integer attribute, or what counts where it is absent. */
    public long integer(OnnxNode node, String attribute, long absent) {
        OnnxAttribute found = node.attributes().get(attribute);
        return found == null ? absent : found.integer();
    }

    /** The tensor behind a value: an initializer, or the output of a Constant, through Cast and Identity. */
    public Optional<StoredTensor> constant(String value) {
        String name = value;
        while (true) {
            Optional<StoredTensor> initializer = file.tensor(name);
            Optional<OnnxNode> node = maker(name);
            if (initializer.isPresent() || node.isEmpty()) {
                return initializer;
            }
            switch (node.get().operator()) {
                case "Constant" -> {
                    return Optional.ofNullable(node.get().attributes().get("value"))
                            .map(OnnxAttribute::tensor);
                }
                case "Cast", "Identity" -> name = input(node.get(), 0);
                default -> {
                    return Optional.empty();
                }
            }
        }
    }

    /** A constant of one floating-point element. */
    public OptionalDouble scalar(String value) {
        Optional<StoredTensor> tensor =
                constant(value).filter(t -> t.elements() == 1 && t.type().isFloating());
        return tensor.isPresent() ? OptionalDouble.of(tensor.get().toFloats()[0]) : OptionalDouble.empty();
    }

    /** Goes back from a value over nodes that only reshape, to the node that computed it. */
    public Optional<OnnxNode> computed(String value) {
        Optional<OnnxNode> node = maker(value);
        while (node.isPresent() && RESHAPING.contains(node.get().operator())) {
            node = maker(input(node.get(), 0));
        }
        return node;
    }

    /** The inputs of a node that are computed: the others are constants and inputs of the graph. */
    public List<String> computedInputs(OnnxNode node) {
        return node.inputs().stream()
                .filter(input -> makers.containsKey(input) && constant(input).isEmpty())
                .toList();
    }

    public InvalidFileException misfit(OnnxNode node, String expected, String got) {
        return new InvalidFileException(file.name() + ": node " + node.operator() + " " + node.name() + ": expected "
                + expected + ", got " + got);
    }
}
