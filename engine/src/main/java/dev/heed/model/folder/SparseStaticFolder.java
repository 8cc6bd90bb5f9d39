package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.format.StoredTensor;
import dev.heed.model.folder.ModuleList.Kind;
import dev.heed.model.folder.ModuleList.Module;
import dev.heed.model.weights.ModelFiles;
import dev.heed.model.weights.WeightFiles;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.file.FolderTokenizer;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;

/**
 * A sparse model without layers, sentence-transformers' SparseStaticEmbedding: a token that a text has weighs what the model
 * keeps for it (how rare it is, as a rule), however often it stands there.
 *
 * @param tokenizer makes the ids, without special tokens
 * @param weights by id
 * @param maxTokens of a text, {@link Integer#MAX_VALUE} for no limit
 * @param passedOver what its files state and nobody acts on, each as {@code file: key}
 */
public record SparseStaticFolder(
        Tokenizer tokenizer, float[] weights, int maxTokens, Prompts prompts, List<String> passedOver) {
    private static final String CONFIG = "config.json";

    /** Whether a folder is one. */
    public static boolean is(ModelFiles files) {
        if (!files.has(ModuleList.FILE)) {
            return false;
        }
        ModuleList list = ModuleList.read(files);
        return !list.has(Kind.ROUTER) && list.has(Kind.SPARSE_STATIC_EMBEDDING);
    }

    /** Reads a folder. */
    public static SparseStaticFolder read(ModelFiles files) {
        ModuleList list = ModuleList.read(files);
        if (list.modules().size() != 1) {
            throw new InvalidFileException(list.where() + ": expected a SparseStaticEmbedding alone, got "
                    + list.modules().size() + " modules");
        }
        Module module = list.modules().getFirst();
        refuseOtherFile(files, module);
        ModelFiles inside = files.within(module.path());
        String file = ModelTokenizer.file(inside);
        Tokenizer tokenizer = FolderTokenizer.read(new ModelTokenizer(inside), inside.where(), file, true);
        SentenceTransformersModules modules = SentenceTransformersModules.read(files);
        return new SparseStaticFolder(
                tokenizer,
                weights(files, module, tokenizer.vocabularySize()),
                SentenceTransformersModules.modelMaxLength(inside)
                        .filter(limit -> limit > 0)
                        .orElse(Integer.MAX_VALUE),
                modules.prompts(),
                new FolderKeys(files)
                        .inModules(list)
                        .inTransformer(module.path())
                        .found());
    }

    /** Weights by word in a file of their own are what the folder was made of, and it has them as a tensor since. */
    private static void refuseOtherFile(ModelFiles files, Module module) {
        String file = module.file(CONFIG);
        String path = files.has(file)
                ? JsonObject.read(files.read(file), files.path(file))
                        .string("path")
                        .orElse("")
                : "";
        if (!path.isEmpty()) {
            throw new InvalidFileException(files.path(file) + ": path: expected the weights in model.safetensors, got "
                    + path + "; save the model once with sentence-transformers");
        }
    }

    private static float[] weights(ModelFiles files, Module module, int ids) {
        try (Arena arena = Arena.ofConfined()) {
            String file = WeightFiles.find(files, module.path());
            StoredTensor stored = WeightFiles.tensors(files, file, arena).require("weight");
            if (stored.shape().length != 1 || stored.shape()[0] < ids) {
                throw new InvalidFileException(files.path(file) + ": tensor weight: expected " + ids
                        + " entries, one for each token, got the shape " + Arrays.toString(stored.shape()));
            }
            return stored.toFloats();
        }
    }
}
