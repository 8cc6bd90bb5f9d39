package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.model.ModelConfig;
import dev.heed.model.Pooling;
import dev.heed.model.weights.ModelFiles;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What sentence-transformers writes beside a model: which modules follow it, its limit, its prompts, how its vectors are
 * cut and compared. Versions 2 to 6.
 *
 * @param files of the model
 * @param list null where there is no {@code modules.json}
 */
record SentenceTransformersModules(ModelFiles files, ModuleList list) {
    private static final String CONFIG = "config_sentence_transformers.json";
    private static final String SEQUENCE_LENGTH = "sentence_bert_config.json";
    private static final Set<String> SIMILARITIES = Set.of("cosine", "dot", "euclidean", "manhattan");
    private static final String USUAL_SIMILARITY = "cosine";

    static SentenceTransformersModules read(ModelFiles files) {
        ModuleList list = files.has(ModuleList.FILE) ? ModuleList.read(files) : null;
        if (list != null) {
            list.refuseRoutes();
        }
        return new SentenceTransformersModules(files, list);
    }

    /** The folder of the transformer's own files within the model's; empty for the model's itself. */
    String transformerFolder() {
        return list == null ? "" : list.transformerFolder();
    }

    private String own(String file) {
        return transformerFolder().isEmpty() ? file : transformerFolder() + "/" + file;
    }

    /** Without {@code modules.json} sentence-transformers takes the mean and leaves its length alone. */
    HeadPlan head() {
        int cut = cut();
        if (list == null) {
            return new HeadPlan(List.of(), new Pooling(List.of(Pooling.Kind.MEAN), true), List.of(), cut);
        }
        if (list.has(ModuleList.Kind.SPLADE_POOLING)) {
            return new HeadPlan(List.of(), null, List.of(), 0);
        }
        if (MultiPlan.is(this)) {
            return MultiPlan.head(this);
        }
        HeadPlan plan = HeadPlan.read(files, list, cut);
        if (plan.pooling() == null && !isReranker()) {
            throw new InvalidFileException(list.where() + ": expected a Pooling module, found none");
        }
        return plan;
    }

    /** The most numbers of a vector; 0 for all. */
    int cut() {
        int cut = config().flatMap(json -> json.integer("truncate_dim")).orElse(0);
        if (cut < 0) {
            throw new InvalidFileException(
                    files.path(CONFIG) + ": truncate_dim: expected 1 or more, or null, got " + cut);
        }
        return cut;
    }

    int maxTokens(ModelConfig config) {
        Optional<JsonObject> own = length();
        if (own.flatMap(json -> json.bool("do_lower_case")).orElse(false)) {
            throw new InvalidFileException(files.path(own(SEQUENCE_LENGTH))
                    + ": do_lower_case: expected false, got true; the tokenizer says what is lower-cased");
        }
        int limit = own.flatMap(json -> json.integer("max_seq_length"))
                .or(() -> modelMaxLength(files.within(transformerFolder())))
                .orElse(config.maxPositions());
        if (limit < 1) {
            throw new InvalidFileException(files.where() + ": max_seq_length: expected 1 or more, got " + limit);
        }
        return Math.min(limit, config.maxPositions());
    }

    /** What stands beside a tokenizer; transformers writes 10³⁰ for "no limit". */
    static Optional<Integer> modelMaxLength(ModelFiles folder) {
        String file = "tokenizer_config.json";
        if (!folder.has(file)) {
            return Optional.empty();
        }
        double length = JsonObject.read(folder.read(file), folder.path(file))
                .number("model_max_length")
                .orElse(1e30);
        return length < Integer.MAX_VALUE ? Optional.of((int) length) : Optional.empty();
    }

    Prompts prompts() {
        return config().map(json -> Prompts.read(json, files.path(CONFIG))).orElse(Prompts.NONE);
    }

    /** How the folder says that its vectors are compared. */
    String similarity() {
        String name =
                config().flatMap(json -> json.string("similarity_fn_name")).orElse(USUAL_SIMILARITY);
        if (!SIMILARITIES.contains(name)) {
            throw new InvalidFileException(files.path(CONFIG) + ": similarity_fn_name: expected one of "
                    + new TreeSet<>(SIMILARITIES) + ", got " + name);
        }
        return name;
    }

    /** What becomes of a reranker's numbers, if the folder says it here. */
    Optional<String> activation() {
        return config().flatMap(json -> json.string("activation_fn"));
    }

    private boolean isReranker() {
        return modelType().equals("CrossEncoder");
    }

    /** Which of its classes wrote the folder; empty if it does not say. */
    String modelType() {
        return config().flatMap(json -> json.string("model_type")).orElse("");
    }

    /** What the transformer's own file of lengths says. */
    Optional<JsonObject> length() {
        return optional(own(SEQUENCE_LENGTH));
    }

    /** What the file beside the modules says. */
    Optional<JsonObject> config() {
        return optional(CONFIG);
    }

    private Optional<JsonObject> optional(String file) {
        return files.has(file) ? Optional.of(JsonObject.read(files.read(file), files.path(file))) : Optional.empty();
    }
}
