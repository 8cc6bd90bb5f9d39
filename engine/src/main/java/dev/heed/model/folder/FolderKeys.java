package dev.heed.model.folder;

import dev.heed.format.JsonObject;
import dev.heed.format.Quoted;
import dev.heed.model.folder.ModuleList.Module;
import dev.heed.model.weights.ModelFiles;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a model's files state and nobody acts on: found in all of them at once, by the lists of {@link FolderFile} and, for a
 * {@code config.json}, by what the family asked. Told of once in a process, and kept for whoever lists models.
 */
final class FolderKeys {
    private static final String CONFIG = "config.json";
    private static final int MOST_TOLD = 1000;
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private final ModelFiles files;
    private final List<String> found = new ArrayList<>();

    FolderKeys(ModelFiles files) {
        this.files = files;
    }

    /** Looks at a file that need not be there. */
    FolderKeys in(String name, FolderFile keys) {
        if (files.has(name)) {
            add(name, keys.unknown(JsonObject.read(files.read(name), files.path(name))));
        }
        return this;
    }

    /** Looks at what stands beside a transformer's weights and tokenizer. */
    FolderKeys inTransformer(String folder) {
        return in(place(folder, "tokenizer_config.json"), FolderFile.TOKENIZER)
                .in(place(folder, "special_tokens_map.json"), FolderFile.SPECIAL_TOKENS)
                .in(place(folder, "generation_config.json"), FolderFile.GENERATION)
                .in(place(folder, "sentence_bert_config.json"), FolderFile.LENGTH);
    }

    private static String place(String folder, String file) {
        return folder.isEmpty() ? file : folder + "/" + file;
    }

    /** Looks at what sentence-transformers writes: the list of modules, what lies beside it, each module's own file. */
    FolderKeys inModules(ModuleList list) {
        in("config_sentence_transformers.json", FolderFile.SENTENCE_TRANSFORMERS);
        in("router_config.json", FolderFile.ROUTER);
        if (list == null) {
            return this;
        }
        Set<String> unknown = new TreeSet<>();
        for (JsonObject module : JsonObject.readArray(files.read(ModuleList.FILE), list.where())) {
            unknown.addAll(FolderFile.MODULES.unknown(module));
        }
        add(ModuleList.FILE, unknown);
        for (Module module : list.modules()) {
            if (module.kind() == ModuleList.Kind.WORD_EMBEDDINGS) {
                in(module.file(WordEmbeddings.CONFIG), FolderFile.WORD_EMBEDDINGS);
                in(module.file(WordEmbeddings.WORDS), FolderFile.WHITESPACE_WORDS);
            }
            own(module).ifPresent(keys -> in(module.file(CONFIG), keys));
        }
        return this;
    }

    private static Optional<FolderFile> own(Module module) {
        return Optional.ofNullable(
                switch (module.kind()) {
                    case POOLING -> FolderFile.POOLING;
                    case NORMALIZE -> FolderFile.NORMALIZE;
                    case DENSE -> FolderFile.DENSE;
                    case LAYER_NORM -> FolderFile.LAYER_NORM;
                    case DROPOUT -> FolderFile.DROPOUT;
                    case SPLADE_POOLING -> FolderFile.SPLADE;
                    case SPARSE_STATIC_EMBEDDING -> FolderFile.SPARSE_STATIC;
                    case MULTI_VECTOR_MASK -> FolderFile.MULTI_VECTOR_MASK;
                    default -> null; // has none, or one that another reader accounts for
                });
    }

    /** Looks at a transformer's configuration, of which the family asked some keys, {@code outer.inner} for those inside. */
    FolderKeys inConfig(String name, JsonObject config, Set<String> asked) {
        Set<String> unknown = new TreeSet<>();
        unasked(config, "", new HashSet<>(asked), unknown);
        add(name, unknown);
        return this;
    }

    private static void unasked(JsonObject config, String outer, Set<String> asked, Set<String> unknown) {
        TreeSet<String> unlisted = FolderFile.CONFIG.unknown(config);
        for (String key : config.keys()) {
            String path = outer + key;
            if (asked.stream().anyMatch(one -> one.startsWith(path + "."))) {
                config.object(key).ifPresent(inner -> unasked(inner, path + ".", asked, unknown));
            } else if (unlisted.contains(key) && !asked.contains(path)) {
                unknown.add(path);
            }
        }
    }

    private void add(String file, Set<String> keys) {
        for (String key : keys) {
            found.add(file + ": " + key);
            String told = files.path(file) + ": key " + Quoted.of(key)
                    + " is not understood and passed over; results may differ if it changes them";
            if (TOLD.size() < MOST_TOLD && TOLD.add(told)) {
                System.getLogger(FolderKeys.class.getName()).log(Level.WARNING, "{0}", told);
            }
        }
    }

    /** Each as {@code file: key}, in the order looked at. */
    List<String> found() {
        return List.copyOf(found);
    }
}
