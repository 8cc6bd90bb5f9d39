package dev.heed.model.weights;

import dev.heed.format.InvalidFileException;
import dev.heed.format.StoredTensor;
import dev.heed.format.onnx.OnnxAttribute;
import dev.heed.format.onnx.OnnxFile;
import dev.heed.format.onnx.OnnxNode;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.model.RowTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Weights of a BERT exported from PyTorch to ONNX.
 *
 * <p>Biases, norms and tables keep their names there; the weights of linear maps are anonymous
 * ({@code onnx::MatMul_787}) and are found by following the graph: the weight of X is what is multiplied just before
 * {@code X.bias} is added. The family proves that the graph uses them as it does.
 */
public final class OnnxWeights implements WeightSource {
    private static final List<String> PREFIXES =
            List.of("", "bert.", "model.", "encoder.", "auto_model.", "0.auto_model.");
    private static final String MARKER = "embeddings.word_embeddings.weight";

    private final OnnxGraph graph;
    private final String prefix;

    public OnnxWeights(OnnxFile file) {
        this.graph = new OnnxGraph(file);
        this.prefix = PREFIXES.stream()
                .filter(p -> graph.constant(p + MARKER).isPresent())
                .findFirst()
                .orElseThrow(() -> new InvalidFileException(file.name() + ": expected an initializer " + MARKER
                        + ", found none; is this an exported BERT?"));
    }

    @Override
    public String name() {
        return graph.file().name();
    }

    @Override
    public boolean has(String tensor) {
        return graph.constant(prefix + tensor).isPresent();
    }

    /** The graph, for whoever proves what it computes. */
    public OnnxGraph graph() {
        return graph;
    }

    /** The name that a key has in this file. */
    public String named(String key) {
        return prefix + key;
    }

    @Override
    public float[] vector(String key, int size) {
        return shaped(require(prefix + key), size).toFloats();
    }

    @Override
    public RowTable table(String key, int rows, int columns) {
        return RowTable.of(shaped(require(prefix + key), rows, columns), rows, columns);
    }

    /** Rows of a table or length of a vector, for models whose configuration does not say. */
    public int firstDimension(String key) {
        int[] shape = require(prefix + key).shape();
        if (shape.length == 0 || shape[0] < 1) {
            throw new InvalidFileException(graph.file().name() + ": tensor " + key + " has shape "
                    + Arrays.toString(shape) + ", expected at least one row");
        }
        return shape[0];
    }

    @Override
    public WeightRows linear(String key, int inputs, int outputs, boolean inputsFirst) {
        OnnxNode product = product(key);
        String weight = graph.input(product, 1);
        if (product.operator().equals("Gemm")) {
            return weight(weight, graph.integer(product, "transB", 0) != 0, inputs, outputs);
        }
        Optional<OnnxNode> maker = graph.maker(weight);
        boolean transposed = maker.isPresent() && maker.get().operator().equals("Transpose");
        return weight(transposed ? graph.input(maker.get(), 0) : weight, transposed, inputs, outputs);
    }

    /** The MatMul or Gemm of a linear map. */
    public OnnxNode product(String key) {
        String bias = prefix + key + ".bias";
        require(bias);
        for (OnnxNode reader : graph.readers(bias)) {
            if (reader.operator().equals("Gemm")) {
                return plain(reader);
            }
            Optional<OnnxNode> product = reader.operator().equals("Add") ? multiplied(reader) : Optional.empty();
            if (product.isPresent()) {
                return product.get();
            }
        }
        throw new InvalidFileException(graph.file().name() + ": expected a MatMul whose result " + bias
                + " is added to, found none; export the model anew");
    }

    /** The value of a linear map, its bias added. */
    public String result(String key) {
        OnnxNode product = product(key);
        if (product.operator().equals("Gemm")) {
            return graph.output(product);
        }
        return graph.readers(prefix + key + ".bias").stream()
                .filter(add -> add.inputs().contains(graph.output(product)))
                .map(graph::output)
                .findFirst()
                .orElseThrow();
    }

    private OnnxNode plain(OnnxNode gemm) {
        for (String factor : List.of("alpha", "beta")) {
            OnnxAttribute found = gemm.attributes().get(factor);
            if (found != null && found.number() != 1f) {
                throw graph.misfit(gemm, factor + " of 1", String.valueOf(found.number()));
            }
        }
        if (graph.integer(gemm, "transA", 0) != 0) {
            throw graph.misfit(gemm, "transA of 0", "another value");
        }
        return gemm;
    }

    private Optional<OnnxNode> multiplied(OnnxNode add) {
        return add.inputs().stream()
                .map(graph::maker)
                .flatMap(Optional::stream)
                .filter(n -> n.operator().equals("MatMul"))
                .findFirst();
    }

    private WeightRows weight(String value, boolean outputsFirst, int inputs, int outputs) {
        StoredTensor tensor = graph.constant(value)
                .orElseThrow(() -> new InvalidFileException(graph.file().name() + ": expected " + value
                        + " to be a constant weight, got a computed value"));
        return outputsFirst
                ? TensorWeights.transposed(shaped(tensor, outputs, inputs).toFloats(), inputs, outputs)
                : new StoredRows(shaped(tensor, inputs, outputs), inputs, outputs);
    }

    /** An initializer by its name; exporters that store equal tensors once reach the others through Identity. */
    private StoredTensor require(String name) {
        return graph.constant(name).orElseGet(() -> graph.file().require(name));
    }

    private StoredTensor shaped(StoredTensor tensor, int... shape) {
        return TensorWeights.shaped(graph.file().name(), tensor, shape);
    }
}
