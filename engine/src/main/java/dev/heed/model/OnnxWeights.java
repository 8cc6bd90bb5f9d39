package dev.heed.model;

import dev.heed.format.InvalidFileException;
import dev.heed.format.OnnxFile;
import dev.heed.format.OnnxNode;
import dev.heed.format.StoredTensor;
import dev.heed.kernel.WeightRows;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Weights of a BERT exported from PyTorch to ONNX.
 *
 * <p>Biases, norms and tables keep their names there; the weights of linear maps are anonymous
 * ({@code onnx::MatMul_787}) and are found by following the graph: the weight of X is what is multiplied just before
 * {@code X.bias} is added. That query, key and value are not swapped is checked the other way round, from each softmax
 * back to its two factors and on to its product with the values.
 */
final class OnnxWeights implements WeightSource {
    private static final List<String> PREFIXES =
            List.of("", "bert.", "model.", "encoder.", "auto_model.", "0.auto_model.");
    private static final String MARKER = "embeddings.word_embeddings.weight";

    private final OnnxGraph graph;
    private final String prefix;

    OnnxWeights(OnnxFile file) {
        this.graph = new OnnxGraph(file);
        this.prefix = PREFIXES.stream()
                .filter(p -> graph.constant(p + MARKER).isPresent())
                .findFirst()
                .orElseThrow(() -> new InvalidFileException(
                        where() + ": expected an initializer " + MARKER + ", found none; is this an exported BERT?"));
    }

    private String where() {
        return graph.file().name();
    }

    @Override
    public float[] vector(String key, int size) {
        return shaped(named(prefix + key), size).toFloats();
    }

    @Override
    public StoredTensor table(String key, int rows, int columns) {
        return shaped(named(prefix + key), rows, columns);
    }

    /** Rows of a table or length of a vector, for models whose configuration does not say. */
    int firstDimension(String key) {
        int[] shape = named(prefix + key).shape();
        if (shape.length == 0 || shape[0] < 1) {
            throw new InvalidFileException(where() + ": tensor " + key + " has shape "
                    + java.util.Arrays.toString(shape) + ", expected at least one row");
        }
        return shape[0];
    }

    @Override
    public WeightRows linear(String key, int inputs, int outputs) {
        String bias = prefix + key + ".bias";
        named(bias);
        for (OnnxNode reader : graph.readers(bias)) {
            if (reader.operator().equals("Gemm")) {
                return gemm(reader, inputs, outputs);
            }
            Optional<OnnxNode> product = reader.operator().equals("Add") ? multiplied(reader) : Optional.empty();
            if (product.isPresent()) {
                return weight(product.get().inputs().get(1), inputs, outputs);
            }
        }
        throw new InvalidFileException(where() + ": expected a MatMul whose result " + bias
                + " is added to, found none; export the model anew");
    }

    private Optional<OnnxNode> multiplied(OnnxNode add) {
        return add.inputs().stream()
                .map(graph::maker)
                .flatMap(Optional::stream)
                .filter(n -> n.operator().equals("MatMul"))
                .findFirst();
    }

    /** The right factor of a MatMul: an initializer, or one transposed on the way. */
    private WeightRows weight(String value, int inputs, int outputs) {
        Optional<OnnxNode> maker = graph.maker(value);
        if (maker.isPresent() && maker.get().operator().equals("Transpose")) {
            return outputsFirst(maker.get().inputs().getFirst(), inputs, outputs);
        }
        return new StoredRows(shaped(constant(value), inputs, outputs), inputs, outputs);
    }

    private WeightRows gemm(OnnxNode node, int inputs, int outputs) {
        String value = node.inputs().get(1);
        boolean transposed = Optional.ofNullable(node.attributes().get("transB"))
                        .map(a -> a.integer())
                        .orElse(0L)
                != 0;
        return transposed
                ? outputsFirst(value, inputs, outputs)
                : new StoredRows(shaped(constant(value), inputs, outputs), inputs, outputs);
    }

    private WeightRows outputsFirst(String value, int inputs, int outputs) {
        return SafetensorsWeights.transposed(
                shaped(constant(value), outputs, inputs).toFloats(), inputs, outputs);
    }

    /** An initializer by its name; exporters that store equal tensors once reach the others through Identity. */
    private StoredTensor named(String name) {
        return graph.constant(name).orElseGet(() -> graph.file().require(name));
    }

    private StoredTensor constant(String value) {
        return graph.constant(value)
                .orElseThrow(() -> new InvalidFileException(
                        where() + ": expected " + value + " to be a constant weight, got a computed value"));
    }

    private StoredTensor shaped(StoredTensor tensor, int... shape) {
        return SafetensorsWeights.shaped(where(), tensor, shape);
    }

    /**
     * Checks what the configuration says against the graph: roles of query, key and value, the scale (and so the number
     * of heads), epsilon and the number of layers.
     */
    void verify(ModelConfig config) {
        List<OnnxNode> softmaxes = graph.nodes("Softmax");
        if (softmaxes.size() != config.layers()) {
            throw new InvalidFileException(where() + ": expected one Softmax for each of " + config.layers()
                    + " layers, found " + softmaxes.size());
        }
        for (int layer = 0; layer < softmaxes.size(); layer++) {
            verifyAttention(softmaxes.get(layer), "encoder.layer." + layer + ".attention.self.", config);
        }
        graph.nodes("LayerNormalization")
                .forEach(node -> verifyEpsilon(
                        config,
                        Optional.ofNullable(node.attributes().get("epsilon"))
                                .map(a -> a.number())
                                .orElse(1e-5f)));
        for (OnnxNode root : graph.nodes("Sqrt")) {
            epsilonUnder(root).ifPresent(found -> verifyEpsilon(config, (float) found));
        }
    }

    private void verifyAttention(OnnxNode softmax, String key, ModelConfig config) {
        double scale = 1;
        Optional<OnnxNode> node = graph.computed(softmax.inputs().getFirst());
        while (node.isPresent() && !node.get().operator().equals("MatMul")) {
            OnnxNode step = node.get();
            OptionalDouble factor =
                    step.inputs().size() == 2 ? graph.scalar(step.inputs().get(1)) : OptionalDouble.empty();
            switch (step.operator()) {
                case "Div" -> scale /= factor.orElse(Double.NaN);
                case "Mul" -> scale *= factor.orElse(Double.NaN);
                case "Add", "Where" -> {}
                default -> throw misfit(key, "scores made by MatMul, Div, Mul and Add", step.operator());
            }
            node = scoresUnder(step);
        }
        OnnxNode product = node.orElseThrow(() -> misfit(key, "scores of a MatMul", "none"));
        scale *= verifyRole(product.inputs().get(0), key + "query")
                * verifyRole(product.inputs().get(1), key + "key");
        double expected = 1 / Math.sqrt(config.headDim());
        if (!(Math.abs(scale - expected) <= 1e-4 * expected)) {
            throw misfit(
                    key,
                    "scores scaled by " + (float) expected + ", 1/sqrt of the head size " + config.headDim() + " that "
                            + config.attentionHeads() + " heads give",
                    String.valueOf((float) scale));
        }
        OnnxNode attended = graph.readers(softmax.outputs().getFirst()).stream()
                .filter(n -> n.operator().equals("MatMul"))
                .findFirst()
                .orElseThrow(() -> misfit(key, "a MatMul of the weights and the values", "none"));
        verifyRole(attended.inputs().get(1), key + "value");
    }

    /** The input of a scaling or masking step that leads back to the scores. */
    private Optional<OnnxNode> scoresUnder(OnnxNode step) {
        return step.inputs().stream()
                .filter(input -> graph.constant(input).isEmpty())
                .map(graph::computed)
                .flatMap(Optional::stream)
                .filter(n -> n.operator().equals("MatMul")
                        || n.operator().equals("Div")
                        || n.operator().equals("Mul"))
                .filter(n -> leadsToProduct(n, 4))
                .findFirst();
    }

    private boolean leadsToProduct(OnnxNode node, int steps) {
        if (node.operator().equals("MatMul")) {
            return true;
        }
        return steps > 0
                && node.inputs().stream()
                        .map(graph::computed)
                        .flatMap(Optional::stream)
                        .anyMatch(n -> leadsToProduct(n, steps - 1));
    }

    /** Follows a factor back to the bias added to it; returns the product of scalar factors met on the way. */
    private double verifyRole(String value, String key) {
        double scale = 1;
        Optional<OnnxNode> node = graph.computed(value);
        while (node.isPresent()
                && (node.get().operator().equals("Mul") || node.get().operator().equals("Div"))) {
            double factor = graph.scalar(node.get().inputs().get(1)).orElse(Double.NaN);
            scale = node.get().operator().equals("Mul") ? scale * factor : scale / factor;
            node = graph.computed(node.get().inputs().getFirst());
        }
        OnnxNode add = node.orElseThrow(() -> misfit(key, "a linear map", "none"));
        String bias = prefix + key + ".bias";
        if (!add.inputs().contains(bias)) {
            throw misfit(
                    key,
                    "this factor of attention to come from " + bias,
                    add.inputs().toString());
        }
        return scale;
    }

    private OptionalDouble epsilonUnder(OnnxNode root) {
        return graph.maker(root.inputs().getFirst())
                .filter(n -> n.operator().equals("Add"))
                .map(add -> graph.scalar(add.inputs().get(1)))
                .orElse(OptionalDouble.empty());
    }

    private void verifyEpsilon(ModelConfig config, float found) {
        if (Math.abs(found - config.layerNormEpsilon()) > 1e-3f * config.layerNormEpsilon()) {
            throw new InvalidFileException(where() + ": expected layer norms with epsilon " + config.layerNormEpsilon()
                    + " from the configuration, got " + found);
        }
    }

    private InvalidFileException misfit(String key, String expected, String got) {
        return new InvalidFileException(where() + ": " + key + ": expected " + expected + ", got " + got);
    }
}
