package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.format.StoredTensor;
import dev.heed.format.TensorFile;
import dev.heed.kernel.KernelChoice;
import dev.heed.model.TextHead;
import dev.heed.model.folder.ModuleList.Kind;
import dev.heed.model.folder.ModuleList.Module;
import dev.heed.model.weights.ModelFiles;
import dev.heed.model.weights.WeightFiles;
import dev.heed.parallel.Workers;
import dev.heed.tokenizer.Template;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.file.FolderTokenizer;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * sentence-transformers' WordEmbeddings with what pools and follows them (GloVe, word2vec and the like as a model): words of a
 * WhitespaceTokenizer, or a transformers tokenizer's tokens. Its PhraseTokenizer cuts by NLTK's rules and is refused by name.
 *
 * @param arena keeps the file of vectors mapped
 */
record WordEmbeddings(ModelFiles files, ModuleList list, Arena arena) {
    static final String CONFIG = "wordembedding_config.json";
    static final String WORDS = "whitespacetokenizer_config.json";
    private static final String WHITESPACE = "WhitespaceTokenizer";
    private static final String WRAPPER = "TransformersTokenizerWrapper";

    StaticFolder read() {
        Module module = list.modules().getFirst();
        if (module.kind() != Kind.WORD_EMBEDDINGS) {
            throw new InvalidFileException(list.where() + ": expected WordEmbeddings first, got " + module.kind());
        }
        SentenceTransformersModules modules = SentenceTransformersModules.read(files);
        StoredTensor rows = rows(module);
        HeadPlan plan = HeadPlan.read(files, list, modules.cut());
        if (plan.pooling() == null || !plan.pooling().withPrompt()) {
            throw new InvalidFileException(
                    list.where() + ": expected a Pooling of all tokens behind WordEmbeddings, got "
                            + (plan.pooling() == null ? "none" : "include_prompt false"));
        }
        TextHead head = plan.load(files, rows.shape()[1], KernelChoice.active(), arena, Workers.CALLER_ONLY);
        String where = files.path(module.file(CONFIG));
        JsonObject config = JsonObject.read(files.read(module.file(CONFIG)), where);
        int limit = config.integer("max_seq_length").orElse(0);
        if (limit < 0) {
            throw new InvalidFileException(where + ": max_seq_length: expected 1 or more, got " + limit);
        }
        return new StaticFolder(
                ids(module, config, where, rows.shape()[0]),
                rows,
                null,
                null,
                -1,
                limit,
                0,
                head,
                modules.prompts(),
                modules.similarity(),
                new FolderKeys(files).inModules(list).found());
    }

    private StoredTensor rows(Module module) {
        TensorFile file = WeightFiles.tensors(files, WeightFiles.find(files, module.path()), arena);
        StoredTensor rows = file.require("emb_layer.weight");
        if (rows.shape().length != 2 || rows.shape()[0] == 0 || rows.shape()[1] == 0) {
            throw new InvalidFileException(file.name() + ": tensor " + rows.name()
                    + ": expected rows and columns, got the shape " + Arrays.toString(rows.shape()));
        }
        return rows;
    }

    private TextIds ids(Module module, JsonObject config, String where, int rows) {
        String name = config.string("tokenizer_class").orElse("");
        String own = name.substring(name.lastIndexOf('.') + 1);
        if (!name.startsWith("sentence_transformers.") || !own.equals(WHITESPACE) && !own.equals(WRAPPER)) {
            throw new InvalidFileException(where + ": tokenizer_class: expected sentence-transformers' " + WHITESPACE
                    + " or " + WRAPPER + ", got " + name);
        }
        if (own.equals(WHITESPACE)) {
            WhitespaceWords words = WhitespaceWords.read(files, module.file(WORDS));
            check(words.ids().values().stream().mapToInt(id -> id + 1).max().orElse(0), rows, module.file(WORDS));
            return words;
        }
        ModelFiles inside = files.within(module.path());
        String file = ModelTokenizer.file(inside);
        Tokenizer tokenizer = FolderTokenizer.read(new ModelTokenizer(inside), inside.where(), file, true);
        check(tokenizer.vocabularySize(), rows, module.file(file));
        return new Tokens(tokenizer);
    }

    private void check(int ids, int rows, String file) {
        if (ids > rows) {
            throw new InvalidFileException(files.path(file) + ": expected at most " + rows
                    + " words, the rows of emb_layer.weight, got " + ids + "; is it another model's?");
        }
    }

    /** A tokenizer's ids between its special tokens. */
    private record Tokens(Tokenizer tokenizer) implements TextIds {
        @Override
        public int[] of(String text) {
            Template around = tokenizer.template();
            return Stream.of(around.prefix(), tokenizer.tokenize(text).ids(), around.suffix())
                    .flatMapToInt(Arrays::stream)
                    .toArray();
        }

        @Override
        public int unknown() {
            return tokenizer.unknownId();
        }
    }
}
