package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.KeyValueCache;
import dev.heed.model.LanguageHead;
import dev.heed.model.TokenBatch;
import dev.heed.model.Transformer;
import dev.heed.model.blueprint.Translation;
import dev.heed.model.weights.ModelFiles;
import dev.heed.model.weights.WeightFiles;
import dev.heed.parallel.Workers;
import dev.heed.tokenizer.Tokenizer;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * An encoder and a decoder that asks it, ready to run.
 *
 * @param head from the decoder's last layer to scores
 */
public record LoadedTranslation(Transformer encoder, Transformer decoder, LanguageHead head)
        implements Calibration.Reader {
    /**
     * From a folder as published.
     *
     * @param settings of a model whose family is an encoder and a decoder
     * @param format in which the linear maps multiply
     * @param tokenizer of sources, by which int8 is calibrated; may be null for other formats
     * @param arena keeps the files mapped: the model lives as long
     * @throws InvalidFileException naming file, tensor or key that is missing, wrong or not understood
     */
    public static LoadedTranslation read(
            ModelFiles files,
            ModelSettings settings,
            Kernels kernels,
            NumberFormat format,
            Tokenizer tokenizer,
            Arena arena,
            Workers workers) {
        Translation plan = (Translation) settings.blueprint();
        var layout = new WeightLayout(files, kernels, format, tokenizer, workers);
        return layout.layOut(
                settings.weights(),
                WeightFiles.open(files, settings.weights(), arena),
                weights -> new LoadedTranslation(plan.assemble(weights), plan.decoder(weights), plan.head(weights)),
                loaded -> loaded);
    }

    @Override
    public int longest() {
        return Math.min(encoder.config().maxPositions(), decoder.config().maxPositions());
    }

    /** Reads ids as a source, and as if it were its own translation: every map is reached. */
    @Override
    public void read(int[] ids) {
        int layers = encoder.config().layers();
        var states = encoder.forward(TokenBatch.of(List.of(ids)), layers, layers, Workers.CALLER_ONLY)
                .get(layers);
        KeyValueCache cache = decoder.newCache();
        int last = decoder.config().layers();
        var written = decoder.forward(
                        TokenBatch.of(List.of(ids)),
                        List.of(cache),
                        decoder.memories(states, new int[] {ids.length}, Workers.CALLER_ONLY),
                        null,
                        last,
                        Workers.CALLER_ONLY)
                .get(last);
        head.logits(written, Workers.CALLER_ONLY, decoder.kernels());
    }
}
