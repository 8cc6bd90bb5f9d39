package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.gguf.GgufFile;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.LanguageHead;
import dev.heed.model.ModelConfig;
import dev.heed.model.Transformer;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.family.Families;
import dev.heed.model.weights.GgufWeights;
import dev.heed.model.weights.ModelFiles;
import dev.heed.model.weights.WeightFiles;
import dev.heed.model.weights.WeightSource;
import dev.heed.model.weights.Weights;
import dev.heed.parallel.Workers;
import java.lang.foreign.Arena;

/**
 * A language model ready to run: its decoder and the head that scores the next token. Weights are multiplied where they lie
 * in the mapped file, so opening reads little and memory holds no copy.
 *
 * @param transformer whose last layer is after the final norm
 */
public record LoadedDecoder(ModelConfig config, Transformer transformer, LanguageHead head) {
    /**
     * From a folder as published ({@code config.json} and safetensors, in one file or several), or from a GGUF file.
     *
     * @param arena keeps the files mapped: the model lives as long
     * @throws InvalidFileException naming file, tensor or key that is missing, wrong or not understood
     */
    public static LoadedDecoder read(ModelFiles files, Kernels kernels, Arena arena, Workers workers) {
        return read(files, kernels, NumberFormat.FP32, arena, workers);
    }

    /**
     * The same in a precision.
     *
     * @param format {@link NumberFormat#INT8} to multiply blocks of integers by inputs in bytes
     * @throws IllegalArgumentException if that is asked for of weights that are no integers
     */
    public static LoadedDecoder read(
            ModelFiles files, Kernels kernels, NumberFormat format, Arena arena, Workers workers) {
        if (files instanceof ModelFiles.Whole whole) {
            return read(whole.gguf(arena), kernels, format, workers);
        }
        if (format != NumberFormat.FP32) {
            throw GgufWeights.noIntegers(files.where());
        }
        Blueprint blueprint = causal(ConfigValues.read(files.read("config.json"), files.path("config.json")));
        WeightSource source = WeightFiles.openInPlace(files, WeightFiles.find(files), kernels, arena);
        return assembled(blueprint, source, kernels, workers);
    }

    /**
     * From a GGUF file.
     *
     * @param file lives as long as the model
     * @throws InvalidFileException naming tensor or key that is missing, wrong or not understood
     */
    public static LoadedDecoder read(GgufFile file, Kernels kernels, Workers workers) {
        return read(file, kernels, NumberFormat.FP32, workers);
    }

    /**
     * The same in a precision.
     *
     * @param format {@link NumberFormat#INT8} to multiply blocks of integers by inputs in bytes
     * @throws IllegalArgumentException if that is asked for of weights that are no integers
     */
    public static LoadedDecoder read(GgufFile file, Kernels kernels, NumberFormat format, Workers workers) {
        ConfigValues config = new ConfigValues(GgufWeights.config(file), file.name());
        return assembled(causal(config), new GgufWeights(file, kernels, format), kernels, workers);
    }

    /** Whether a model's weights are integers in blocks, which {@link NumberFormat#INT8} multiplies. */
    public static boolean holdsIntegers(ModelFiles files) {
        if (!(files instanceof ModelFiles.Whole whole)) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            return GgufWeights.holdsIntegers(whole.gguf(arena));
        }
    }

    private static Blueprint causal(ConfigValues config) {
        Blueprint blueprint = Families.read(config);
        if (!blueprint.config().causal()) {
            throw config.refused(
                    "model_type", "a language model", blueprint.config().family() + ", an encoder");
        }
        return blueprint;
    }

    private static LoadedDecoder assembled(Blueprint blueprint, WeightSource source, Kernels kernels, Workers workers) {
        Weights weights = new Weights(
                source, (key, read) -> kernels.layout(NumberFormat.FP32).prepare(read.get()), kernels, workers);
        return new LoadedDecoder(blueprint.config(), blueprint.assemble(weights), blueprint.head(weights));
    }
}
