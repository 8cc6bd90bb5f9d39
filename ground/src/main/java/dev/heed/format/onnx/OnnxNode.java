package dev.heed.format.onnx;

import java.util.List;
import java.util.Map;

/**
 * One operation of an ONNX graph.
 *
 * @param name its name, often empty
 * @param operator {@code MatMul}, {@code LayerNormalization}, …; operators outside the standard domain carry theirs in
 *     front, as in {@code com.microsoft::Attention}, since equal names mean different things there
 * @param inputs names of the values it takes, in order; an empty name is an optional input left out
 * @param outputs names of the values it gives, in order
 * @param attributes by name
 */
public record OnnxNode(
        String name,
        String operator,
        List<String> inputs,
        List<String> outputs,
        Map<String, OnnxAttribute> attributes) {
    /** Copies the collections. */
    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Map.copyOf(attributes);
    }
}
