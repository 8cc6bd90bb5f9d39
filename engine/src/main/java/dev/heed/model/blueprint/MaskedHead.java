package dev.heed.model.blueprint;

import dev.heed.kernel.rows.Activation;
import dev.heed.model.LanguageHead;
import dev.heed.model.ModelConfig;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.Weights;
import java.util.stream.Stream;

/**
 * The head of a masked language model, wherever its parts have their names.
 *
 * @param dense name of the map before the scores
 * @param norm name of its layer norm
 * @param activation between the two
 * @param decoder name of the map to the scores; where the checkpoint has none of its own, the word table
 * @param bias name of the scores' bias, where the decoder has none of its own
 */
public record MaskedHead(String dense, String norm, Activation activation, String decoder, String bias) {
    /**
     * @param width of the word table's rows, and of what the first map gives
     * @param words name of the word table, without {@code .weight}
     */
    public LanguageHead read(Weights weights, ModelConfig config, int width, float epsilon, String words) {
        String output = weights.has(decoder + ".weight") ? decoder : words;
        String own = Stream.of(decoder + ".bias", bias)
                .filter(weights::has)
                .findFirst()
                .orElse(bias);
        return LanguageHead.masked(
                weights.linear(dense, config.hiddenSize(), width),
                activation,
                weights.layerNorm(norm, width, epsilon),
                weights.linear(
                        width, Projection.of(output, config.vocabularySize()).bias(own)));
    }
}
