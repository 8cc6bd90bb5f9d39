package dev.heed.model.family;

import dev.heed.format.InvalidFileException;
import dev.heed.format.onnx.OnnxNode;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.ModelConfig;
import dev.heed.model.weights.OnnxGraph;
import dev.heed.model.weights.OnnxWeights;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that an ONNX graph is the BERT that its configuration says: roles of query, key and value, the scale of the
 * scores (and so the number of heads), softmax over the keys, residual connections, the activation, epsilon, the number of
 * layers. What differs is refused: its weights would load all the same and give other vectors.
 */
final class BertGraphCheck {
    private static final Set<String> ACTIVATIONS = Set.of(
            "Erf", "Tanh", "Relu", "Sigmoid", "Gelu", "LeakyRelu", "Elu", "Selu", "HardSwish", "Mish", "Softplus");
    private static final int LONGEST_WALK = 64;

    private final OnnxWeights weights;
    private final OnnxGraph graph;
    private final Bert.Plan plan;
    private final ModelConfig config;

    private BertGraphCheck(OnnxWeights weights, Bert.Plan plan) {
        this.weights = weights;
        this.graph = weights.graph();
        this.plan = plan;
        this.config = plan.config();
    }

    /** @throws InvalidFileException naming what differs */
    static void check(OnnxWeights weights, Bert.Plan plan) {
        new BertGraphCheck(weights, plan).check();
    }

    private int headDim() {
        return config.hiddenSize() / config.attentionHeads();
    }

    private void check() {
        List<OnnxNode> softmaxes = graph.nodes("Softmax");
        if (softmaxes.size() != config.layers()) {
            throw new InvalidFileException(graph.file().name() + ": expected one Softmax for each of " + config.layers()
                    + " layers, found " + softmaxes.size());
        }
        for (int layer = 0; layer < softmaxes.size(); layer++) {
            String key = "encoder.layer." + layer;
            attention(softmaxes.get(layer), key + ".attention.self.");
            residuals(key);
            activation(key);
        }
        for (OnnxNode norm : graph.nodes("LayerNormalization")) {
            var epsilon = norm.attributes().get("epsilon");
            epsilon(epsilon == null ? 1e-5f : epsilon.number());
        }
        for (OnnxNode root : graph.nodes("Sqrt")) {
            graph.maker(graph.input(root, 0))
                    .filter(n -> n.operator().equals("Add"))
                    .ifPresent(add -> graph.scalar(graph.input(add, 1)).ifPresent(found -> epsilon((float) found)));
        }
    }

    /** From the softmax back to query and key, and on to the values. */
    private void attention(OnnxNode softmax, String key) {
        long axis = graph.integer(softmax, "axis", -1);
        if (axis != -1 && axis != 3) {
            throw misfit(key, "a softmax over the last of four axes", "axis " + axis);
        }
        OnnxNode product = null;
        double scale = 1;
        Optional<OnnxNode> node = graph.computed(graph.input(softmax, 0));
        for (int steps = 0; product == null; steps++) {
            OnnxNode step = node.filter(n -> n.inputs().size() <= 3).orElse(null);
            if (step == null || steps > LONGEST_WALK) {
                throw misfit(key, "scores made by MatMul, Div, Mul, Add and Where", "another graph");
            }
            switch (step.operator()) {
                case "MatMul" -> product = step;
                case "Div", "Mul", "Add", "Where" -> {
                    scale *= factor(step);
                    node = towardsProduct(step);
                }
                default -> throw misfit(key, "scores made by MatMul, Div, Mul, Add and Where", step.operator());
            }
        }
        scale *= role(graph.input(product, 0), key + "query") * role(graph.input(product, 1), key + "key");
        double expected = 1 / Math.sqrt(headDim());
        if (!(Math.abs(scale - expected) <= 1e-4 * expected)) {
            throw misfit(
                    key,
                    "scores scaled by " + (float) expected + ", 1/sqrt of the head size " + headDim() + " that "
                            + config.attentionHeads() + " heads give",
                    String.valueOf((float) scale));
        }
        OnnxNode attended = graph.readers(graph.output(softmax)).stream()
                .filter(n -> n.operator().equals("MatMul"))
                .findFirst()
                .orElseThrow(() -> misfit(key, "a MatMul of the weights and the values", "none"));
        role(graph.input(attended, 1), key + "value");
    }

    /** What a step multiplies the scores by; masks are added and multiply by nothing. */
    private double factor(OnnxNode step) {
        return switch (step.operator()) {
            case "Div" -> 1 / graph.scalar(graph.input(step, 1)).orElse(Double.NaN);
            case "Mul" -> graph.scalar(graph.input(step, 1)).orElse(Double.NaN);
            default -> 1;
        };
    }

    /** Of a step's inputs the one that leads back to a MatMul: the other is the mask. */
    private Optional<OnnxNode> towardsProduct(OnnxNode step) {
        for (String input : graph.computedInputs(step)) {
            Optional<OnnxNode> node = graph.computed(input);
            if (node.isPresent() && operatorsBehind(input, null).contains("MatMul")) {
                return node;
            }
        }
        return Optional.empty();
    }

    /** Follows a factor back to the bias added to it; returns the product of scalar factors met on the way. */
    private double role(String value, String key) {
        double scale = 1;
        Optional<OnnxNode> node = graph.computed(value);
        while (node.isPresent() && Set.of("Mul", "Div").contains(node.get().operator())) {
            scale *= factor(node.get());
            node = graph.computed(graph.input(node.get(), 0));
        }
        String bias = weights.named(key + ".bias");
        List<String> inputs = node.map(OnnxNode::inputs).orElse(List.of());
        if (!inputs.contains(bias)) {
            throw misfit(key, "this factor of attention to come from " + bias, inputs.toString());
        }
        return scale;
    }

    /** What enters the block is added to the attended, and what that norm gives to the feed-forward network's result. */
    private void residuals(String key) {
        added(key + ".attention.output.dense", graph.input(weights.product(key + ".attention.self.query"), 0));
        added(key + ".output.dense", graph.input(weights.product(key + ".intermediate.dense"), 0));
    }

    private void added(String key, String residual) {
        String result = weights.result(key);
        boolean found = graph.readers(result).stream()
                .anyMatch(n -> n.operator().equals("Add") && n.inputs().contains(residual));
        if (!found) {
            throw misfit(key, "a residual connection from " + residual, "none");
        }
    }

    private void activation(String key) {
        String from = weights.result(key + ".intermediate.dense");
        Set<String> found = operatorsBehind(graph.input(weights.product(key + ".output.dense"), 0), from);
        found.retainAll(ACTIVATIONS);
        Set<String> expected = switch (plan.activation()) {
            case IDENTITY -> Set.of();
            case RELU -> Set.of("Relu");
            case GELU -> Set.of("Erf");
            case GELU_TANH -> Set.of("Tanh");
            case SILU -> Set.of("Sigmoid");
            default ->
                throw misfit(
                        key + ".intermediate",
                        "the activation gelu, relu or silu in a graph",
                        plan.activation().name().toLowerCase(Locale.ROOT));
        };
        boolean fused = found.equals(Set.of("Gelu")) && fusedGelu(key, from) == plan.activation();
        if (!found.equals(expected) && !fused) {
            throw misfit(
                    key + ".intermediate", "the activation " + expected + " of the configuration", found.toString());
        }
    }

    private Activation fusedGelu(String key, String from) {
        return graph.readers(from).stream()
                .filter(n -> n.operator().equals("Gelu"))
                .map(n -> n.attributes().get("approximate"))
                .map(form -> form != null && form.string().equals("tanh") ? Activation.GELU_TANH : Activation.GELU)
                .findFirst()
                .orElseThrow(() -> misfit(key, "Gelu on the intermediate values", "elsewhere"));
    }

    /**
     * Operators met on all ways back from a value, up to the value {@code end} or, without one, to the first MatMul of
     * each way.
     */
    private Set<String> operatorsBehind(String value, String end) {
        Set<String> operators = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> waiting = new ArrayDeque<>(List.of(value));
        while (!waiting.isEmpty() && seen.size() < LONGEST_WALK) {
            String next = waiting.pop();
            Optional<OnnxNode> node = graph.maker(next);
            if (next.equals(end) || node.isEmpty() || !seen.add(next)) {
                continue;
            }
            operators.add(node.get().operator());
            if (end != null || !node.get().operator().equals("MatMul")) {
                waiting.addAll(graph.computedInputs(node.get()));
            }
        }
        return operators;
    }

    private void epsilon(float found) {
        if (!(Math.abs(found - plan.epsilon()) <= 1e-3f * plan.epsilon())) {
            throw new InvalidFileException(graph.file().name() + ": expected layer norms with epsilon " + plan.epsilon()
                    + " from the configuration, got " + found);
        }
    }

    private InvalidFileException misfit(String key, String expected, String got) {
        return new InvalidFileException(graph.file().name() + ": " + key + ": expected " + expected + ", got " + got);
    }
}
