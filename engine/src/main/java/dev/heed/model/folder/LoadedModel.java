package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.LanguageHead;
import dev.heed.model.PairHead;
import dev.heed.model.TextHead;
import dev.heed.model.Transformer;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.weights.GgufWeights;
import dev.heed.model.weights.ModelFiles;
import dev.heed.model.weights.OnnxWeights;
import dev.heed.model.weights.WeightFiles;
import dev.heed.model.weights.WeightSource;
import dev.heed.parallel.Workers;
import dev.heed.tokenizer.Tokenizer;
import java.lang.foreign.Arena;

/**
 * A model ready to run: settings with all sizes known, encoder, tokenizer.
 *
 * @param settings with the configuration complete
 * @param encoder reads the word table from the mapped file: it lives as long as the arena it was loaded in
 * @param head scores the next, or the masked, token; null unless it was asked for by {@link #loadWithHead}
 * @param textHead makes a text's vector of its tokens'
 * @param tokenizer never null once {@link #load} has returned
 */
public record LoadedModel(
        ModelSettings settings, Transformer encoder, LanguageHead head, TextHead textHead, Tokenizer tokenizer) {

    /** Reads what a model is, without its weights; sizes that only the weights tell are 0 for a descriptor. */
    public static ModelSettings settings(ModelFiles files, String name) {
        return ModelReader.read(files, name);
    }

    /**
     * Loads a model.
     *
     * @param settings by {@link #settings}
     * @param format in which the linear maps multiply
     * @param arena keeps the files mapped
     * @param workers read tokenizer and weights side by side
     * @throws InvalidFileException naming file, tensor or key that is missing, wrong or not understood
     */
    public static LoadedModel load(
            ModelFiles model,
            ModelSettings settings,
            Kernels kernels,
            NumberFormat format,
            Arena arena,
            Workers workers) {
        return load(model, settings, kernels, format, arena, workers, false);
    }

    /**
     * As {@link #load}, with the head that scores tokens.
     *
     * @throws InvalidFileException also if the model has none
     */
    public static LoadedModel loadWithHead(
            ModelFiles files,
            ModelSettings settings,
            Kernels kernels,
            NumberFormat format,
            Arena arena,
            Workers workers) {
        return load(files, settings, kernels, format, arena, workers, true);
    }

    private static LoadedModel load(
            ModelFiles model,
            ModelSettings settings,
            Kernels kernels,
            NumberFormat format,
            Arena arena,
            Workers workers,
            boolean head) {
        ModelFiles files = model.within(settings.folder());
        Tokenizer[] read = new Tokenizer[1];
        LoadedModel[] loaded = new LoadedModel[1];
        boolean gguf = files instanceof ModelFiles.Whole; // multiplied as the file has it: nothing is laid out
        boolean calibrated = format == NumberFormat.INT8 && !gguf; // by what the tokenizer makes of sentences
        (calibrated ? Workers.CALLER_ONLY : workers).run(2, task -> {
            if (task == 0) {
                read[0] = ModelTokenizer.read(files, settings);
            } else {
                var layout = new WeightLayout(
                        files, kernels, gguf ? NumberFormat.FP32 : format, calibrated ? read[0] : null, workers);
                loaded[0] = assemble(layout, settings, format, arena, head);
            }
        });
        LoadedModel transformer = loaded[0];
        Tokenizer tokenizer = read[0];
        if (tokenizer.vocabularySize() > transformer.settings().config().vocabularySize()) {
            throw new InvalidFileException(files.path(settings.tokenizer()) + ": expected ids below "
                    + transformer.settings().config().vocabularySize() + ", the rows of the word table, got "
                    + (tokenizer.vocabularySize() - 1) + "; is it another model's tokenizer?");
        }
        ModelSettings complete = transformer.settings();
        TextHead textHead = complete.head().load(model, complete.config().hiddenSize(), kernels, arena, workers);
        return new LoadedModel(complete, transformer.encoder(), transformer.head(), textHead, tokenizer);
    }

    /**
     * A reranker's head.
     *
     * @param model files that it was loaded from
     */
    public PairHead pairHead(ModelFiles model, Kernels kernels, Arena arena, Workers workers) {
        return settings.pairs().load(model.within(settings.folder()), settings, kernels, arena, workers);
    }

    /** As {@link #load}, in single precision and without a tokenizer: for callers with token ids in hand. */
    static LoadedModel loadEncoder(
            ModelFiles files, ModelSettings settings, Kernels kernels, Arena arena, Workers workers) {
        return assembleExact(files, settings, kernels, arena, workers, false);
    }

    /** The same with the head. */
    static LoadedModel loadEncoderWithHead(
            ModelFiles files, ModelSettings settings, Kernels kernels, Arena arena, Workers workers) {
        return assembleExact(files, settings, kernels, arena, workers, true);
    }

    private static LoadedModel assembleExact(
            ModelFiles files, ModelSettings settings, Kernels kernels, Arena arena, Workers workers, boolean head) {
        var layout = new WeightLayout(files, kernels, NumberFormat.FP32, null, workers);
        return assemble(layout, settings, NumberFormat.FP32, arena, head);
    }

    private static LoadedModel assemble(
            WeightLayout layout, ModelSettings settings, NumberFormat format, Arena arena, boolean head) {
        WeightSource source = layout.files() instanceof ModelFiles.Whole whole
                ? new GgufWeights(whole.gguf(arena), layout.kernels(), format)
                : WeightFiles.open(layout.files(), settings.weights(), arena);
        ModelSettings complete = source instanceof OnnxWeights exported
                ? settings.with(settings.blueprint().exported(exported))
                : settings;
        Blueprint blueprint = complete.blueprint();
        return layout.layOut(
                settings.weights(),
                source,
                weights -> new LoadedModel(
                        complete, blueprint.assemble(weights), head ? blueprint.head(weights) : null, null, null),
                loaded -> Calibration.Reader.of(loaded.encoder()));
    }
}
