package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.HeadFunction;
import dev.heed.model.HeadStep;
import dev.heed.model.Linear;
import dev.heed.model.Pooling;
import dev.heed.model.TextHead;
import dev.heed.model.folder.ModuleList.Module;
import dev.heed.model.weights.ModelFiles;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.WeightFiles;
import dev.heed.model.weights.WeightSource;
import dev.heed.model.weights.Weights;
import dev.heed.parallel.Workers;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows the transformer, as a folder's modules say it, its weights not yet read.
 *
 * @param tokenSteps on tokens, before the pooling
 * @param pooling null where a text has no vector of its own
 * @param steps on the text's vector
 * @param cut the most numbers of a vector; 0 for all
 */
public record HeadPlan(List<Step> tokenSteps, Pooling pooling, List<Step> steps, int cut) {
    private static final String TOKENS = "token_embeddings";
    private static final String TEXT = "sentence_embedding";
    /** PyTorch's. */
    private static final float LAYER_NORM_EPSILON = 1e-5f;

    private static final int LARGEST = 1 << 17;

    /** A step, described. */
    sealed interface Step {
        /** Width of what it gives. */
        int width(int before);

        /** How documents name it. */
        String label();
    }

    record Normalize() implements Step {
        @Override
        public int width(int before) {
            return before;
        }

        @Override
        public String label() {
            return "";
        }
    }

    record Dense(Module module, int inputs, int outputs, boolean bias, HeadFunction function, boolean residual)
            implements Step {
        @Override
        public int width(int before) {
            return outputs;
        }

        @Override
        public String label() {
            return "dense";
        }
    }

    record LayerNorm(Module module, int dimension) implements Step {
        @Override
        public int width(int before) {
            return before;
        }

        @Override
        public String label() {
            return "layer norm";
        }
    }

    /** Pooling and, if asked for, length 1. */
    static HeadPlan of(Pooling pooling, boolean normalize) {
        return new HeadPlan(List.of(), pooling, normalize ? List.of(new Normalize()) : List.of(), 0);
    }

    /** What the modules behind the transformer say. */
    static HeadPlan read(ModelFiles files, ModuleList list, int cut) {
        return read(files, list, cut, TEXT);
    }

    /** The same of a late-interaction model: a Dense that does not say so is on tokens. */
    static HeadPlan readOfTokens(ModelFiles files, ModuleList list) {
        return read(files, list, 0, TOKENS);
    }

    /** The same, each token's vector brought to length 1 at last. */
    HeadPlan withNormalizedTokens() {
        List<Step> all = new ArrayList<>(tokenSteps);
        all.add(new Normalize());
        return new HeadPlan(all, pooling, steps, cut);
    }

    private static HeadPlan read(ModelFiles files, ModuleList list, int cut, String usual) {
        List<Step> tokenSteps = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        Pooling pooling = null;
        for (Module module : list.modules()) {
            switch (module.kind()) {
                case TRANSFORMER, WORD_EMBEDDINGS -> {
                    if (pooling != null || !steps.isEmpty()) {
                        throw new InvalidFileException(
                                list.where() + ": expected the Transformer first, got it behind others");
                    }
                }
                case POOLING -> {
                    if (pooling != null) {
                        throw new InvalidFileException(list.where() + ": expected one Pooling module, got two");
                    }
                    pooling = PoolingConfig.read(files, module);
                }
                case NORMALIZE, DENSE, LAYER_NORM -> add(files, module, pooling == null, usual, tokenSteps, steps);
                case MULTI_VECTOR_MASK -> {
                    // says which tokens count
                }
                case DROPOUT -> {
                    // nothing is dropped but in training
                }
                default ->
                    throw new InvalidFileException(
                            list.where() + ": expected Transformer, Pooling, Dense, LayerNorm and"
                                    + " Normalize together, got " + module.kind());
            }
        }
        return new HeadPlan(tokenSteps, pooling, steps, cut);
    }

    /** What the modules say behind a StaticEmbedding, which gives a mean. */
    static HeadPlan behindMean(ModelFiles files, ModuleList list, int cut) {
        List<Step> steps = new ArrayList<>();
        for (Module module : list.modules().subList(1, list.modules().size())) {
            switch (module.kind()) {
                case NORMALIZE, DENSE, LAYER_NORM -> add(files, module, false, TEXT, new ArrayList<>(), steps);
                case DROPOUT -> {
                    // nothing is dropped but in training
                }
                default ->
                    throw new InvalidFileException(list.where() + ": expected Dense, LayerNorm and Normalize behind a"
                            + " StaticEmbedding, got " + module.kind());
            }
        }
        return new HeadPlan(List.of(), new Pooling(List.of(Pooling.Kind.MEAN), true), steps, cut);
    }

    /** A step on tokens changes the text's vector only before the pooling; one on the text's vector only behind it. */
    private static void add(
            ModelFiles files,
            Module module,
            boolean beforePooling,
            String usual,
            List<Step> tokenSteps,
            List<Step> steps) {
        String file = module.file("config.json");
        Optional<JsonObject> json =
                files.has(file) ? Optional.of(JsonObject.read(files.read(file), files.path(file))) : Optional.empty();
        boolean tokens = ofTokens(json, module.kind() == ModuleList.Kind.DENSE ? usual : TEXT, files.path(file));
        Step step = switch (module.kind()) {
            case NORMALIZE -> new Normalize();
            case DENSE -> dense(module, required(json, files, file), files.path(file));
            default -> layerNorm(module, required(json, files, file), files.path(file));
        };
        if (tokens && beforePooling) {
            tokenSteps.add(step);
        } else if (!tokens && !beforePooling) {
            steps.add(step);
        } else if (!tokens) {
            throw new InvalidFileException(
                    files.path(file) + ": expected a vector of the text, of which there is none before the Pooling");
        }
    }

    private static JsonObject required(Optional<JsonObject> json, ModelFiles files, String file) {
        return json.orElseThrow(() -> new InvalidFileException(files.path(file) + ": expected it, found none"));
    }

    private static boolean ofTokens(Optional<JsonObject> json, String usual, String where) {
        String input =
                json.flatMap(config -> config.string("module_input_name")).orElse(usual);
        String output =
                json.flatMap(config -> config.string("module_output_name")).orElse(input);
        if (!input.equals(output) || !input.equals(TOKENS) && !input.equals(TEXT)) {
            throw new InvalidFileException(where + ": module_input_name and module_output_name: expected both " + TEXT
                    + " or both " + TOKENS + ", got " + input + " and " + output);
        }
        return input.equals(TOKENS);
    }

    private static Step dense(Module module, JsonObject json, String where) {
        String function = json.string("activation_function").orElse("torch.nn.modules.activation.Tanh");
        return new Dense(
                module,
                size(json, "in_features", where),
                size(json, "out_features", where),
                json.bool("bias").orElse(true),
                HeadFunction.named(function)
                        .orElseThrow(() -> new InvalidFileException(where + ": activation_function: expected one of "
                                + HeadFunction.names() + ", got " + function)),
                json.bool("use_residual").orElse(false));
    }

    private static Step layerNorm(Module module, JsonObject json, String where) {
        return new LayerNorm(module, size(json, "dimension", where));
    }

    private static int size(JsonObject json, String key, String where) {
        int size = json.integer(key)
                .orElseThrow(() -> new InvalidFileException(where + ": expected a value for " + key + ", found none"));
        if (size < 1 || size > LARGEST) {
            throw new InvalidFileException(where + ": " + key + ": expected 1 to " + LARGEST + ", got " + size);
        }
        return size;
    }

    /** Width of a text's vector. */
    public int dimension(int hiddenSize) {
        int width = hiddenSize;
        for (Step step : tokenSteps) {
            width = step.width(width);
        }
        width = pooling == null ? width : pooling.dimension(width);
        for (Step step : steps) {
            width = step.width(width);
        }
        return cut == 0 ? width : Math.min(cut, width);
    }

    /** Kinds of pooling joined by {@code +}, then whatever else shapes a text's vector. */
    public String label() {
        List<String> names = new ArrayList<>();
        tokenSteps.forEach(step -> names.add(step.label().isEmpty() ? "normalized tokens" : step.label()));
        names.add(pooling == null ? "none" : pooling.label());
        steps.stream().map(Step::label).filter(label -> !label.isEmpty()).forEach(names::add);
        if (cut > 0) {
            names.add("first " + cut);
        }
        return String.join(", ", names);
    }

    /**
     * The head, its weights read.
     *
     * @throws InvalidFileException naming what is missing or of another shape
     */
    TextHead load(ModelFiles files, int hiddenSize, Kernels kernels, Arena arena, Workers workers) {
        Loading loading = new Loading(files, kernels, arena, workers);
        int width = hiddenSize;
        List<HeadStep> before = new ArrayList<>();
        for (Step step : tokenSteps) {
            before.add(loading.step(step, width));
            width = step.width(width);
        }
        Pooling pooled = pooling == null ? new Pooling(List.of(Pooling.Kind.MEAN), true) : pooling;
        width = pooled.dimension(width);
        List<HeadStep> after = new ArrayList<>();
        for (Step step : steps) {
            after.add(loading.step(step, width));
            width = step.width(width);
        }
        return new TextHead(before, pooled, after, cut, false);
    }

    /** Reads the weights of steps, each from its own folder. */
    private record Loading(ModelFiles files, Kernels kernels, Arena arena, Workers workers) {
        HeadStep step(Step step, int width) {
            return switch (step) {
                case Normalize none -> new HeadStep.Normalize();
                case LayerNorm norm -> {
                    check(norm.module(), "dimension", norm.dimension(), width);
                    yield new HeadStep.LayerNorm(
                            weights(norm.module()).layerNorm("norm", width, LAYER_NORM_EPSILON), kernels);
                }
                case Dense dense -> dense(dense, width);
            };
        }

        private HeadStep dense(Dense dense, int width) {
            check(dense.module(), "in_features", dense.inputs(), width);
            Weights weights = weights(dense.module());
            Linear map = weights.linear(
                    width, Projection.of("linear", dense.outputs()).biased(dense.bias()));
            boolean projected = dense.residual() && width != dense.outputs();
            Linear projection = projected
                    ? weights.linear(
                            width, Projection.of("residual", dense.outputs()).biased(false))
                    : null;
            return new HeadStep.Dense(map, dense.function(), dense.residual(), projection);
        }

        private void check(Module module, String key, int stated, int width) {
            if (stated != width) {
                throw new InvalidFileException(files.path(module.file("config.json")) + ": " + key + ": expected "
                        + width + ", the width of what comes in, got " + stated);
            }
        }

        private Weights weights(Module module) {
            WeightSource source = WeightFiles.open(files, WeightFiles.find(files, module.path()), arena);
            return new Weights(
                    source, (key, read) -> kernels.layout(NumberFormat.FP32).prepare(read.get()), kernels, workers);
        }
    }
}
