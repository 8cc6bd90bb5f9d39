package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.model.Pooling;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.family.Bert;
import dev.heed.model.family.Families;
import dev.heed.model.weights.GgufWeights;
import dev.heed.model.weights.ModelFiles;
import dev.heed.model.weights.WeightFiles;
import java.lang.foreign.Arena;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the settings of a model: a sentence-transformers or Hugging Face folder, or a folder with Heed's own descriptor
 * ({@value #DESCRIPTOR}), which states what an ONNX export leaves out; a GGUF file.
 */
record ModelReader(ModelFiles files, String name) {
    static final String DESCRIPTOR = "heed-model.json";

    static ModelSettings read(ModelFiles files, String name) {
        ModelReader reader = new ModelReader(files, name);
        if (files instanceof ModelFiles.Whole whole) {
            return reader.gguf(whole);
        }
        return files.has(DESCRIPTOR) ? reader.descriptor() : reader.folder();
    }

    private ModelSettings gguf(ModelFiles.Whole whole) {
        String file = whole.name();
        try (Arena arena = Arena.ofConfined()) {
            JsonObject config = GgufWeights.config(whole.gguf(arena));
            Blueprint blueprint = Families.read(new ConfigValues(config, files.where()));
            SentenceTransformersModules modules = SentenceTransformersModules.read(files);
            return new ModelSettings(
                    name,
                    blueprint,
                    "",
                    modules.head(),
                    blueprint.config().maxPositions(),
                    file,
                    file,
                    true,
                    modules.prompts(),
                    modules.similarity(),
                    null,
                    null,
                    null,
                    List.of());
        }
    }

    private ModelSettings descriptor() {
        ConfigValues config = ConfigValues.read(files.read(DESCRIPTOR), files.path(DESCRIPTOR));
        JsonObject json = config.json();
        Blueprint stated = Bert.described(config);
        String weights = config.required(json.string("weights"), "weights");
        if (!weights.endsWith(".onnx")) {
            throw new InvalidFileException(config.where() + ": weights: expected an ONNX file, got " + weights
                    + "; other weights are read with a config.json");
        }
        return new ModelSettings(
                json.string("name").orElse(name),
                stated,
                "",
                HeadPlan.of(
                        new Pooling(PoolingConfig.kinds(json.strings("pooling"), config.where()), true),
                        config.required(json.bool("normalize"), "normalize")),
                config.requiredSize("maxTokens"),
                weights,
                config.required(json.string("tokenizer"), "tokenizer"),
                json.bool("lowercase").orElse(true),
                Prompts.read(json, config.where()),
                "cosine",
                null,
                null,
                null,
                new FolderKeys(files)
                        .in(DESCRIPTOR, FolderFile.DESCRIPTOR)
                        .inTransformer("")
                        .found());
    }

    private ModelSettings folder() {
        if (StaticFolder.is(files)) {
            throw new InvalidFileException(files.where()
                    + ": expected a model with layers, it is a static one; heed embed and StaticEncoder read it");
        }
        if (SparseStaticFolder.is(files)) {
            throw new InvalidFileException(
                    files.where()
                            + ": expected a model with layers, it is a sparse static one; heed embed --level sparse and SparseEncoder read it");
        }
        SentenceTransformersModules modules = SentenceTransformersModules.read(files);
        return new ModelReader(files.within(modules.transformerFolder()), name).transformer(modules);
    }

    /** What the transformer's own folder says, which is the model's as a rule. */
    private ModelSettings transformer(SentenceTransformersModules modules) {
        if (!files.has("config.json")) {
            throw new InvalidFileException(files.where() + ": expected a model's folder with config.json (or "
                    + DESCRIPTOR + "), found neither");
        }
        String where = files.path("config.json");
        Set<String> asked = new HashSet<>();
        JsonObject config = JsonObject.read(files.read("config.json"), where);
        Blueprint blueprint = Families.read(new ConfigValues(config.telling(asked::add), where));
        String folder = modules.transformerFolder();
        FolderKeys keys = new FolderKeys(modules.files())
                .inModules(modules.list())
                .inTransformer(folder)
                .inConfig(folder.isEmpty() ? "config.json" : folder + "/config.json", config, asked);
        int limit = modules.maxTokens(blueprint.config());
        MultiPlan multi =
                MultiPlan.of(modules, limit, blueprint.config().maxPositions()).orElse(null);
        return new ModelSettings(
                name,
                blueprint,
                modules.transformerFolder(),
                modules.head(),
                multi == null ? limit : multi.document().length(),
                WeightFiles.find(files),
                ModelTokenizer.file(files),
                true,
                modules.prompts(),
                multi == null ? modules.similarity() : "maxsim",
                PairPlan.of(files, modules).orElse(null),
                SpladePlan.of(modules.files(), modules.list()).orElse(null),
                multi,
                keys.found());
    }
}
