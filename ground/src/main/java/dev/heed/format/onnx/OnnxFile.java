package dev.heed.format.onnx;

import dev.heed.format.GitLfsPointer;
import dev.heed.format.InvalidFileException;
import dev.heed.format.StoredTensor;
import dev.heed.format.TensorFile;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A model in the <a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">ONNX</a> format: its initializers as
 * tensors, and its graph as the list of operations it is.
 *
 * <p>Nothing is run. Initializers stay where they are in the file; only those stored number by number (integers of
 * {@code int32_data} and the like) are decoded into memory. Subgraphs, functions and training information are stepped
 * over. Immutable; as thread-safe as the memory.
 */
public final class OnnxFile implements TensorFile {
    private final String where;
    private final Map<String, StoredTensor> initializers;
    private final List<OnnxNode> nodes;
    private final List<String> inputs;
    private final List<String> outputs;
    private final int opset;

    OnnxFile(
            String where,
            Map<String, StoredTensor> initializers,
            List<OnnxNode> nodes,
            List<String> inputs,
            List<String> outputs,
            int opset) {
        this.where = where;
        this.initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
        this.nodes = List.copyOf(nodes);
        List<String> fed = new ArrayList<>(inputs);
        fed.removeAll(initializers.keySet());
        this.inputs = List.copyOf(fed);
        this.outputs = List.copyOf(outputs);
        this.opset = opset;
    }

    /**
     * Reads the structure of a model.
     *
     * @param bytes the whole file, of any size and at any alignment; must stay open while tensors are read
     * @param where the file's name, for messages
     * @param externalData gives the bytes of a file beside the model by its relative location, at most once each, or
     *     {@code null} where there is none; {@code null} altogether to refuse models with external data. Locations that
     *     are absolute or leave the model's folder are refused before it is asked
     * @throws InvalidFileException if the file is not a well-formed model, or has tensors that can't be had: sparse
     *     ones, external ones without their file, or of a type that ONNX does not define
     */
    public static OnnxFile read(MemorySegment bytes, String where, Function<String, MemorySegment> externalData) {
        if (bytes.byteSize() == 0) {
            throw new InvalidFileException(where + ": expected an ONNX model, got an empty file");
        }
        GitLfsPointer.refuse(bytes, where);
        return new OnnxReader(bytes, where, externalData).read();
    }

    @Override
    public String name() {
        return where;
    }

    /** The initializer of exactly this name. */
    @Override
    public Optional<StoredTensor> tensor(String name) {
        return Optional.ofNullable(initializers.get(name));
    }

    /** The names of all initializers. */
    @Override
    public Set<String> names() {
        return initializers.keySet();
    }

    /** The operations in the order of the file, which is an order in which they can be run. */
    public List<OnnxNode> nodes() {
        return nodes;
    }

    /** The values a caller feeds; initializers, which old files list among them, left out. */
    public List<String> inputs() {
        return inputs;
    }

    /** The values the graph gives. */
    public List<String> outputs() {
        return outputs;
    }

    /** The version of the standard operators that the file asks for; 0 if it names none. */
    public int opset() {
        return opset;
    }
}
