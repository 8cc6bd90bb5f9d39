package dev.heed.model.folder;

import dev.heed.format.ElementType;
import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.format.SafetensorsFile;
import dev.heed.format.StoredTensor;
import dev.heed.format.TensorFile;
import dev.heed.kernel.KernelChoice;
import dev.heed.model.Pooling;
import dev.heed.model.TextHead;
import dev.heed.model.folder.ModuleList.Kind;
import dev.heed.model.folder.ModuleList.Module;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.file.TokenizerFiles;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A model without layers: a vector for each token, their mean for a text. As model2vec saves it ({@code config.json} with
 * {@code "model_type": "model2vec"}), or sentence-transformers ({@code modules.json} with a StaticEmbedding); the two treat
 * unknown tokens and long texts differently, and each folder is read by the rules of its own library. Also its
 * WordEmbeddings: {@link WordEmbeddings}.
 *
 * @param ids makes them of a text
 * @param rows (vectors, dimension)
 * @param mapping row of each id; null where ids are rows
 * @param weights factor of each id; null for none
 * @param left an id whose tokens are left out; −1 for none
 * @param maxTokens the most tokens of a text; 0 for no limit
 * @param maxCharacters characters of a text that are looked at; 0 for all
 * @param head the mean, as a rule, and what follows it
 * @param prompts what is put before texts
 * @param similarity how the folder says that vectors are compared
 * @param passedOver what its files state and nobody acts on, each as {@code file: key}
 */
public record StaticFolder(
        TextIds ids,
        StoredTensor rows,
        int[] mapping,
        float[] weights,
        int left,
        int maxTokens,
        int maxCharacters,
        TextHead head,
        Prompts prompts,
        String similarity,
        List<String> passedOver) {
    private static final String MODEL2VEC = "model2vec";
    private static final String WEIGHTS = "model.safetensors";
    private static final String TOKENIZER = "tokenizer.json";
    private static final int USUAL_LIMIT = 512;

    /** Whether a folder is one. */
    public static boolean is(ModelFiles files) {
        if (!files.has(ModuleList.FILE)) {
            return isModel2vec(files);
        }
        ModuleList list = ModuleList.read(files);
        return !list.has(Kind.ROUTER) && (list.has(Kind.STATIC_EMBEDDING) || list.has(Kind.WORD_EMBEDDINGS));
    }

    /** Its tensor has a name of its own; what type a model is, its configuration says or leaves open. */
    private static boolean isModel2vec(ModelFiles files) {
        if (!files.has("config.json") || !files.has(WEIGHTS)) {
            return false;
        }
        String type = JsonObject.read(files.read("config.json"), files.path("config.json"))
                .string("model_type")
                .orElse(MODEL2VEC);
        if (!type.equals(MODEL2VEC)) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            return SafetensorsFile.read(files.map(WEIGHTS, arena), files.path(WEIGHTS))
                    .tensor("embeddings")
                    .isPresent();
        }
    }

    /**
     * Reads a folder.
     *
     * @param arena keeps the file of vectors mapped
     */
    public static StaticFolder read(ModelFiles files, Arena arena) {
        if (isModel2vec(files)) {
            return model2vec(files, arena);
        }
        ModuleList list = ModuleList.read(files);
        return list.has(Kind.WORD_EMBEDDINGS)
                ? new WordEmbeddings(files, list, arena).read()
                : sentenceTransformers(files, list, arena);
    }

    private static StaticFolder model2vec(ModelFiles files, Arena arena) {
        String where = files.path("config.json");
        JsonObject config = JsonObject.read(files.read("config.json"), where);
        TensorFile file = SafetensorsFile.read(files.map(WEIGHTS, arena), files.path(WEIGHTS));
        Tokenizer tokenizer = TokenizerFiles.fromJson(files.read(TOKENIZER), files.path(TOKENIZER));
        int limit = config.has("max_length") ? config.integer("max_length").orElse(0) : USUAL_LIMIT;
        if (limit < 0) {
            throw new InvalidFileException(where + ": max_length: expected 1 or more, or null, got " + limit);
        }
        boolean normalize = config.bool("normalize").orElse(false);
        return of(
                files,
                tokenizer,
                file,
                tokenizer.unknownId(),
                limit,
                limit * medianLength(tokenizer),
                TextHead.of(new Pooling(List.of(Pooling.Kind.MEAN), true), normalize),
                Prompts.NONE,
                "cosine",
                new FolderKeys(files).in("config.json", FolderFile.STATIC).found());
    }

    private static StaticFolder sentenceTransformers(ModelFiles files, ModuleList list, Arena arena) {
        Module module = list.modules().getFirst();
        if (module.kind() != Kind.STATIC_EMBEDDING) {
            throw new InvalidFileException(list.where() + ": expected a StaticEmbedding first, got " + module.kind());
        }
        SentenceTransformersModules modules = SentenceTransformersModules.read(files);
        String weights = module.file(WEIGHTS);
        String tokenizer = module.file(TOKENIZER);
        TensorFile file = SafetensorsFile.read(files.map(weights, arena), files.path(weights));
        int width = embeddings(file).shape()[1];
        TextHead head = HeadPlan.behindMean(files, list, modules.cut())
                .load(files, width, KernelChoice.active(), arena, Workers.CALLER_ONLY);
        return of(
                files,
                TokenizerFiles.fromJson(files.read(tokenizer), files.path(tokenizer)),
                file,
                -1,
                truncation(JsonObject.read(files.read(tokenizer), files.path(tokenizer))),
                0,
                head,
                modules.prompts(),
                modules.similarity(),
                new FolderKeys(files).inModules(list).found());
    }

    private static StaticFolder of(
            ModelFiles files,
            Tokenizer tokenizer,
            TensorFile file,
            int left,
            int maxTokens,
            int maxCharacters,
            TextHead head,
            Prompts prompts,
            String similarity,
            List<String> passedOver) {
        StoredTensor rows = embeddings(file);
        Optional<StoredTensor> mapping = file.tensor("mapping");
        Optional<StoredTensor> weights = file.tensor("weights");
        int ids = tokenizer.vocabularySize();
        int[] mapped = mapping.map(StaticFolder::whole).orElse(null);
        float[] factors = weights.map(StoredTensor::toFloats).orElse(null);
        checkLength(file, "mapping", mapped == null ? ids : mapped.length, ids);
        checkLength(file, "weights", factors == null ? ids : factors.length, ids);
        if (mapped == null) {
            checkLength(file, rows.name(), rows.shape()[0], ids);
        } else {
            for (int row : mapped) {
                if (row < 0 || row >= rows.shape()[0]) {
                    throw new InvalidFileException(
                            file.name() + ": tensor mapping: expected rows below " + rows.shape()[0] + ", got " + row);
                }
            }
        }
        return new StaticFolder(
                TextIds.of(tokenizer),
                rows,
                mapped,
                factors,
                left,
                maxTokens,
                maxCharacters,
                head,
                prompts,
                similarity,
                passedOver);
    }

    private static void checkLength(TensorFile file, String tensor, int length, int ids) {
        if (length < ids) {
            throw new InvalidFileException(file.name() + ": tensor " + tensor + ": expected " + ids
                    + " entries, one for each token of " + TOKENIZER + ", got " + length);
        }
    }

    private static StoredTensor embeddings(TensorFile file) {
        StoredTensor rows = file.tensor("embedding.weight")
                .or(() -> file.tensor("embeddings"))
                .orElseGet(() -> file.require("embeddings"));
        if (rows.shape().length != 2 || rows.shape()[1] == 0) {
            throw new InvalidFileException(file.name() + ": tensor " + rows.name()
                    + ": expected rows and columns, got the shape " + Arrays.toString(rows.shape()));
        }
        return rows;
    }

    private static int[] whole(StoredTensor tensor) {
        return Arrays.stream(tensor.toLongs()).mapToInt(Math::toIntExact).toArray();
    }

    /** sentence-transformers leaves the tokenizer's own limit on. */
    private static int truncation(JsonObject tokenizer) {
        return tokenizer
                .object("truncation")
                .flatMap(cut -> cut.integer("max_length"))
                .orElse(0);
    }

    /** Characters of the pieces, as NumPy's median has it, cut to a whole number. */
    private static int medianLength(Tokenizer tokenizer) {
        int[] lengths = new int[tokenizer.vocabularySize()];
        int count = 0;
        for (int id = 0; id < lengths.length; id++) {
            try {
                String piece = tokenizer.piece(id);
                lengths[count++] = piece.codePointCount(0, piece.length());
            } catch (IllegalArgumentException e) {
                // no token has this id
            }
        }
        int[] sorted = Arrays.copyOf(lengths, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    /** Length of a text's vector. */
    public int dimension() {
        return vector(new int[0]).length;
    }

    private int width() {
        return rows.shape()[1];
    }

    /**
     * A text's vector: zeros for no token at all.
     *
     * @param ids of its tokens, as many as count
     */
    public float[] vector(int[] ids) {
        return head.finish(head.pooled(rows(ids), 0));
    }

    /** The same without a last step that brings it to length 1. */
    public float[] unscaled(int[] ids) {
        return head.finishUnscaled(head.pooled(rows(ids), 0));
    }

    /** (tokens that count, width) */
    private Matrix rows(int[] all) {
        int[] counted = Arrays.stream(all).filter(id -> id != left).toArray();
        Matrix matrix = Matrix.zeros(counted.length, width());
        float[] row = new float[width()];
        for (int i = 0; i < counted.length; i++) {
            int id = counted[i];
            copyRow(mapping == null ? id : mapping[id], row);
            float weight = weights == null ? 1 : weights[id];
            for (int j = 0; j < row.length; j++) {
                matrix.data()[matrix.index(i) + j] = row[j] * weight;
            }
        }
        return matrix;
    }

    private void copyRow(int index, float[] row) {
        long from = (long) index * row.length;
        if (rows.type() != ElementType.I8) {
            rows.copyTo(from, row, 0, row.length);
            return;
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = rows.bytes().get(ValueLayout.JAVA_BYTE, from + i);
        }
    }
}
