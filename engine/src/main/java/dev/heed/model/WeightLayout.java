package dev.heed.model;

import dev.heed.kernel.InputSizes;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.LinearLayout;
import dev.heed.kernel.LinearWeights;
import dev.heed.kernel.NumberFormat;
import dev.heed.parallel.Workers;
import dev.heed.tokenizer.Tokenizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes an encoder whose linear maps are laid out for a kernel: found in the cache if they were laid out before.
 *
 * @param tokenizer needed to calibrate {@link NumberFormat#INT8}; null for the other formats
 */
record WeightLayout(ModelFiles files, Kernels kernels, NumberFormat format, Tokenizer tokenizer, Workers workers) {
    /**
     * @param weights the file that the weights come from
     * @param keys of all linear maps
     * @param assemble makes an encoder of them
     */
    TransformerEncoder encoder(
            String weights, List<LinearKey> keys, Function<LinearMaps, TransformerEncoder> assemble) {
        if (!(kernels.layout(format) instanceof LinearLayout.InPlace layout)) {
            Map<String, InputSizes> sizes = sizes(assemble);
            return assemble.apply((key, read) -> kernels.layout(format).prepare(sized(key, read.get(), sizes)));
        }
        Optional<PreparedFile> file = files.prepared(layout.name() + ".weights");
        String stamp = String.join("\n", layout.name(), files.stamp(weights), Calibration.VERSION);
        LinearImage image = LinearImage.of(layout, stamp, keys, file.flatMap(PreparedFile::map));
        if (image.found()) {
            try {
                return assemble.apply(image);
            } catch (LinearImage.DamagedException e) {
                image = LinearImage.of(layout, stamp, keys, Optional.empty());
            }
        }
        Map<String, InputSizes> sizes = sizes(assemble);
        LinearImage made = image;
        TransformerEncoder encoder = assemble.apply((key, read) -> made.map(key, () -> sized(key, read.get(), sizes)));
        file.ifPresent(made::keep);
        return encoder;
    }

    /** How large the inputs become, where the format asks for it; empty elsewhere. */
    private Map<String, InputSizes> sizes(Function<LinearMaps, TransformerEncoder> assemble) {
        if (format != NumberFormat.INT8 || tokenizer == null) {
            return Map.of();
        }
        return Calibration.sizes(kernels.layout(NumberFormat.FP32), assemble, tokenizer);
    }

    private static LinearWeights sized(LinearKey key, LinearWeights weights, Map<String, InputSizes> sizes) {
        if (sizes.isEmpty()) {
            return weights;
        }
        LinearWeights sized = new LinearWeights(weights.rows(), weights.bias(), sizes.get(key.name()));
        if (key.fed()) {
            return Reordering.inputs(sized, Reordering.bySize(sized.sizes()));
        }
        return key.feeds() == null ? sized : Reordering.outputs(sized, Reordering.bySize(sizes.get(key.feeds())));
    }
}
