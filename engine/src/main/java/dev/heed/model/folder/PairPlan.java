package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.HeadFunction;
import dev.heed.model.Linear;
import dev.heed.model.Norm;
import dev.heed.model.PairHead;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.weights.ModelFiles;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.WeightFiles;
import dev.heed.model.weights.Weights;
import dev.heed.parallel.Workers;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A reranker's head as its folder describes it: the layout that the family's class for sequence classification has, how many
 * labels, and what becomes of their numbers.
 *
 * @param layout of the weights
 * @param inner between the head's maps
 * @param labels how many there are
 * @param activation of a label's number
 */
public record PairPlan(Layout layout, boolean mean, Activation inner, int labels, HeadFunction activation) {
    private static final String CLASS = "ForSequenceClassification";
    private static final int MOST_LABELS = 10_000;
    private static final float MODERN_BERT_EPSILON = 1e-5f;

    private static final Map<String, Layout> FAMILIES = Map.ofEntries(
            Map.entry("bert", Layout.POOLER),
            Map.entry("albert", Layout.ALBERT_POOLER),
            Map.entry("roberta", Layout.TANH),
            Map.entry("xlm-roberta", Layout.TANH),
            Map.entry("camembert", Layout.TANH),
            Map.entry("mpnet", Layout.TANH),
            Map.entry("electra", Layout.GELU),
            Map.entry("deberta-v2", Layout.DEBERTA_POOLER),
            Map.entry("distilbert", Layout.RELU),
            Map.entry("modernbert", Layout.NORMED));

    /** Where a family's class keeps its maps, and what stands between them. */
    enum Layout {
        /** {@code pooler.dense}, tanh, {@code classifier}. */
        POOLER,
        /** {@code pooler}, tanh, {@code classifier}. */
        ALBERT_POOLER,
        /** {@code pooler.dense}, {@code pooler_hidden_act}, {@code classifier}. */
        DEBERTA_POOLER,
        /** {@code classifier.dense}, tanh, {@code classifier.out_proj}. */
        TANH,
        /** {@code classifier.dense}, GELU, {@code classifier.out_proj}. */
        GELU,
        /** {@code pre_classifier}, ReLU, {@code classifier}. */
        RELU,
        /** {@code head.dense}, {@code classifier_activation}, {@code head.norm}, {@code classifier}. */
        NORMED
    }

    /** What a folder says; empty if it is that of no reranker. */
    static Optional<PairPlan> of(ModelFiles files, SentenceTransformersModules modules) {
        String where = files.path("config.json");
        JsonObject config = JsonObject.read(files.read("config.json"), where);
        List<String> classes =
                config.has("architectures") && config.value("architectures").isPresent()
                        ? config.strings("architectures")
                        : List.of();
        if (classes.stream().noneMatch(name -> name.endsWith(CLASS))) {
            return Optional.empty();
        }
        String family = config.string("model_type").orElse("none");
        Layout layout = Optional.ofNullable(FAMILIES.get(family))
                .orElseThrow(() -> new InvalidFileException(
                        where + ": model_type: expected a family whose rerankers are" + " read ("
                                + String.join(", ", new TreeSet<>(FAMILIES.keySet())) + "), got " + family));
        int labels = labels(config, where);
        String pooled = config.string("classifier_pooling").orElse("cls");
        if (layout == Layout.NORMED && !pooled.equals("cls") && !pooled.equals("mean")) {
            throw new InvalidFileException(where + ": classifier_pooling: expected cls or mean, got " + pooled);
        }
        return Optional.of(new PairPlan(
                layout,
                layout == Layout.NORMED && pooled.equals("mean"),
                inner(layout, new ConfigValues(config, where)),
                labels,
                activation(config, modules, where, labels)));
    }

    private static Activation inner(Layout layout, ConfigValues config) {
        return switch (layout) {
            case POOLER, ALBERT_POOLER, TANH -> Activation.TANH;
            case GELU -> Activation.GELU;
            case RELU -> Activation.RELU;
            case DEBERTA_POOLER -> config.activation("pooler_hidden_act", "gelu");
            case NORMED -> config.activation("classifier_activation", "gelu");
        };
    }

    private static int labels(JsonObject config, String where) {
        int labels = config.object("id2label")
                .map(names -> names.keys().size())
                .or(() -> config.integer("num_labels"))
                .orElse(2); // transformers' default
        if (labels < 1 || labels > MOST_LABELS) {
            throw new InvalidFileException(
                    where + ": id2label: expected 1 to " + MOST_LABELS + " labels, got " + labels);
        }
        return labels;
    }

    /** Sentence-transformers 6, 4 and 5, and before, in this order; else sigmoid for one label, nothing for several. */
    private static HeadFunction activation(
            JsonObject config, SentenceTransformersModules modules, String where, int labels) {
        Optional<String> name = modules.activation()
                .or(() -> config.object("sentence_transformers").flatMap(own -> own.string("activation_fn")))
                .or(() -> config.string("sbert_ce_default_activation_function"));
        if (name.isEmpty()) {
            return labels == 1 ? HeadFunction.SIGMOID : HeadFunction.IDENTITY;
        }
        return HeadFunction.named(name.get())
                .orElseThrow(() -> new InvalidFileException(
                        where + ": activation_fn: expected one of " + HeadFunction.names() + ", got " + name.get()));
    }

    /**
     * The head, its weights read.
     *
     * @param files of the transformer
     */
    PairHead load(ModelFiles files, ModelSettings settings, Kernels kernels, Arena arena, Workers workers) {
        Weights weights = new Weights(
                WeightFiles.open(files, settings.weights(), arena),
                (key, read) -> kernels.layout(NumberFormat.FP32).prepare(read.get()),
                kernels,
                workers);
        int hidden = settings.config().hiddenSize();
        return switch (layout) {
            case POOLER -> head(weights, pooler(weights, "pooler.dense"), hidden, Norm.NONE, "classifier");
            case ALBERT_POOLER -> head(weights, pooler(weights, "pooler"), hidden, Norm.NONE, "classifier");
            case DEBERTA_POOLER -> head(weights, "pooler.dense", hidden, Norm.NONE, "classifier");
            case TANH -> head(weights, "classifier.dense", hidden, Norm.NONE, "classifier.out_proj");
            case GELU -> head(weights, "classifier.dense", hidden, Norm.NONE, "classifier.out_proj");
            case RELU -> head(weights, "pre_classifier", hidden, Norm.NONE, "classifier");
            case NORMED ->
                head(
                        weights,
                        "head.dense",
                        hidden,
                        weights.layerNormWithoutBias("head.norm", hidden, MODERN_BERT_EPSILON),
                        "classifier");
        };
    }

    /** A pooler lies with the family's own weights, under their prefix. */
    private static String pooler(Weights weights, String name) {
        for (String prefix : List.of("bert.", "albert.", "")) {
            if (weights.has(prefix + name + ".weight")) {
                return prefix + name;
            }
        }
        return name;
    }

    private PairHead head(Weights weights, String dense, int hidden, Norm norm, String classifier) {
        boolean biased = weights.has(dense + ".bias") || layout != Layout.NORMED;
        Linear before = weights.linear(hidden, Projection.of(dense, hidden).biased(biased));
        return new PairHead(mean, before, inner, norm, weights.linear(classifier, hidden, labels));
    }
}
