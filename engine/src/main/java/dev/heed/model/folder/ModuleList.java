package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.model.weights.ModelFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The modules that {@code modules.json} names, in order, by the kinds that sentence-transformers has: its own classes by
 * their full names, as versions 2 to 6 write them. A folder's own code is refused by name, never run.
 */
record ModuleList(List<Module> modules, String where) {
    static final String FILE = "modules.json";

    private static final String BASE = "sentence_transformers.base.modules.";
    private static final String TEXT = "sentence_transformers.sentence_transformer.modules.";
    private static final String SPARSE = "sentence_transformers.sparse_encoder.modules.";
    private static final String MULTI = "sentence_transformers.multi_vector_encoder.modules.";
    /** Where versions before 5 had them all: as {@code models.Pooling}, and at times {@code models.Pooling.Pooling}. */
    private static final String OLD = "sentence_transformers.models.";

    private static final String OLD_ROUTER = OLD + "Asym";

    private static final String OLD_SPARSE = "sentence_transformers.sparse_encoder.models.";

    private static final Map<String, Kind> NEW = Map.ofEntries(
            Map.entry(BASE + "transformer.Transformer", Kind.TRANSFORMER),
            Map.entry(BASE + "normalize.Normalize", Kind.NORMALIZE),
            Map.entry(BASE + "dense.Dense", Kind.DENSE),
            Map.entry(BASE + "router.Router", Kind.ROUTER),
            Map.entry(TEXT + "pooling.Pooling", Kind.POOLING),
            Map.entry(TEXT + "layer_norm.LayerNorm", Kind.LAYER_NORM),
            Map.entry(TEXT + "dropout.Dropout", Kind.DROPOUT),
            Map.entry(OLD_ROUTER, Kind.ROUTER),
            Map.entry(OLD_ROUTER + ".Asym", Kind.ROUTER),
            Map.entry(TEXT + "static_embedding.StaticEmbedding", Kind.STATIC_EMBEDDING),
            Map.entry(TEXT + "word_embeddings.WordEmbeddings", Kind.WORD_EMBEDDINGS),
            Map.entry(SPARSE + "mlm_transformer.MLMTransformer", Kind.MASKED_TRANSFORMER),
            Map.entry(SPARSE + "splade_pooling.SpladePooling", Kind.SPLADE_POOLING),
            Map.entry(SPARSE + "sparse_static_embedding.SparseStaticEmbedding", Kind.SPARSE_STATIC_EMBEDDING),
            Map.entry("pylate.models.Dense.Dense", Kind.DENSE),
            Map.entry(MULTI + "multi_vector_mask.MultiVectorMask", Kind.MULTI_VECTOR_MASK));

    /** What a module does. */
    enum Kind {
        TRANSFORMER("Transformer"),
        MASKED_TRANSFORMER("MLMTransformer"),
        POOLING("Pooling"),
        SPLADE_POOLING("SpladePooling"),
        NORMALIZE("Normalize"),
        DENSE("Dense"),
        LAYER_NORM("LayerNorm"),
        DROPOUT("Dropout"),
        ROUTER("Router"),
        STATIC_EMBEDDING("StaticEmbedding"),
        WORD_EMBEDDINGS("WordEmbeddings"),
        SPARSE_STATIC_EMBEDDING("SparseStaticEmbedding"),
        MULTI_VECTOR_MASK("MultiVectorMask");

        private final String className;

        Kind(String className) {
            this.className = className;
        }
    }

    /**
     * A module.
     *
     * @param path its folder within the model's; empty for the model's own
     */
    record Module(Kind kind, String path) {
        /** One of its files. */
        String file(String name) {
            return path.isEmpty() ? name : path + "/" + name;
        }
    }

    /** @throws InvalidFileException if a module is none that is known */
    static ModuleList read(ModelFiles files) {
        String where = files.path(FILE);
        List<Module> modules = new ArrayList<>();
        for (JsonObject json : JsonObject.readArray(files.read(FILE), where)) {
            String type = json.string("type")
                    .orElseThrow(() -> new InvalidFileException(where + ": expected a value for type, found none"));
            String path = json.string("path").orElse("");
            modules.add(new Module(kind(type, where), path.equals(".") ? "" : path));
        }
        return new ModuleList(modules, where);
    }

    static Kind kind(String type, String where) {
        Kind kind = NEW.get(type);
        if (kind != null) {
            return kind;
        }
        for (Kind old : Kind.values()) {
            for (String room : Set.of(OLD, OLD_SPARSE)) {
                if (type.equals(room + old.className) || type.equals(room + old.className + "." + old.className)) {
                    return old;
                }
            }
        }
        throw new InvalidFileException(where + ": type: expected a module that is read, got " + type
                + (type.startsWith("sentence_transformers.")
                        ? "; those are " + String.join(", ", names())
                        : ", which is code of the folder's own; it is never run"));
    }

    private static List<String> names() {
        return java.util.Arrays.stream(Kind.values())
                .map(kind -> kind.className)
                .toList();
    }

    /** @throws InvalidFileException if it has routes: a text goes one of them, which is to be chosen first */
    void refuseRoutes() {
        if (has(Kind.ROUTER)) {
            throw new InvalidFileException(
                    where
                            + ": expected one way for all texts, got a Router, which has several; choose one (heed embed --as, Model.route)");
        }
    }

    boolean has(Kind kind) {
        return modules.stream().anyMatch(module -> module.kind() == kind);
    }

    /** The folder of the transformer's own files; empty for the model's. */
    String transformerFolder() {
        return modules.stream()
                .filter(module -> module.kind() == Kind.TRANSFORMER || module.kind() == Kind.MASKED_TRANSFORMER)
                .map(Module::path)
                .findFirst()
                .orElse("");
    }
}
