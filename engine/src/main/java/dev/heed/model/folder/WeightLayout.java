package dev.heed.model.folder;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.InputSizes;
import dev.heed.kernel.linear.LinearLayout;
import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.weights.LinearImage;
import dev.heed.model.weights.LinearKey;
import dev.heed.model.weights.LinearMaps;
import dev.heed.model.weights.ModelFiles;
import dev.heed.model.weights.PreparedFile;
import dev.heed.model.weights.Reordering;
import dev.heed.model.weights.WeightSource;
import dev.heed.model.weights.Weights;
import dev.heed.parallel.Workers;
import dev.heed.tokenizer.Tokenizer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a model whose linear maps are laid out for a kernel: found in the cache if they were laid out before.
 *
 * @param tokenizer needed to calibrate {@link NumberFormat#INT8}; null for the other formats
 */
record WeightLayout(ModelFiles files, Kernels kernels, NumberFormat format, Tokenizer tokenizer, Workers workers) {
    /**
     * @param file that the weights come from
     * @param assemble makes a model of them: a transformer alone, or with its head
     * @param reader of sentences, of that model
     */
    <T> T layOut(
            String file, WeightSource source, Function<Weights, T> assemble, Function<T, Calibration.Reader> reader) {
        Function<LinearMaps, T> assembled = maps -> assemble.apply(new Weights(source, maps, kernels, workers));
        if (!(kernels.layout(format) instanceof LinearLayout.InPlace layout)) {
            Map<String, InputSizes> sizes = sizes(assembled.andThen(reader));
            return assembled.apply((key, read) -> kernels.layout(format).prepare(sized(key, read.get(), sizes)));
        }
        var keys = Weights.survey(source, kernels, assemble::apply);
        Optional<PreparedFile> kept = files.prepared(layout.name() + ".weights");
        String stamp = String.join("\n", layout.name(), files.stamp(file), Calibration.VERSION);
        LinearImage image = LinearImage.of(layout, stamp, keys, kept.flatMap(PreparedFile::map));
        if (image.found()) {
            try {
                return assembled.apply(image);
            } catch (LinearImage.DamagedException e) {
                image = LinearImage.of(layout, stamp, keys, Optional.empty());
            }
        }
        Map<String, InputSizes> sizes = sizes(assembled.andThen(reader));
        LinearImage made = image;
        T model = assembled.apply((key, read) -> made.map(key, () -> sized(key, read.get(), sizes)));
        kept.ifPresent(made::keep);
        return model;
    }

    /** How large the inputs become, where the format asks for it; empty elsewhere. */
    private Map<String, InputSizes> sizes(Function<LinearMaps, Calibration.Reader> assemble) {
        if (format != NumberFormat.INT8 || tokenizer == null) {
            return Map.of();
        }
        return Calibration.sizes(kernels.layout(NumberFormat.FP32), assemble, tokenizer);
    }

    /** A map that no sentence reaches, such as a head's, has no sizes. */
    private static LinearWeights sized(LinearKey key, LinearWeights weights, Map<String, InputSizes> sizes) {
        InputSizes own = sizes.get(key.name());
        if (own == null) {
            return weights;
        }
        LinearWeights sized = new LinearWeights(weights.rows(), weights.bias(), own);
        if (key.fed()) {
            return Reordering.inputs(sized, Reordering.bySize(sized.sizes()));
        }
        return key.feeds() == null ? sized : Reordering.outputs(sized, Reordering.bySize(sizes.get(key.feeds())));
    }
}
