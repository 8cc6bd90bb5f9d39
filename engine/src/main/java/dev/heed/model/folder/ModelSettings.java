package dev.heed.model.folder;

import dev.heed.model.ModelConfig;
import dev.heed.model.Pooling;
import dev.heed.model.family.Blueprint;
import java.util.Map;

/**
 * Everything about a model but its weights and its vocabulary.
 *
 * @param name how people call it
 * @param blueprint the family and its sizes; those that a descriptor leaves to the weights are 0 until they are read
 * @param pooling how a text's vector is made
 * @param maxTokens the model's own limit on tokens of a text, special ones included
 * @param weights file of the weights
 * @param tokenizer file of the tokenizer
 * @param lowercase what a bare {@code vocab.txt} leaves open
 * @param prompts prefixes by purpose ({@code query}, {@code passage}), which callers put before their texts
 */
public record ModelSettings(
        String name,
        Blueprint blueprint,
        Pooling pooling,
        int maxTokens,
        String weights,
        String tokenizer,
        boolean lowercase,
        Map<String, String> prompts) {
    public ModelSettings {
        prompts = Map.copyOf(prompts);
    }

    /** Sizes and family. */
    public ModelConfig config() {
        return blueprint.config();
    }

    /** The same model, known better. */
    ModelSettings with(Blueprint complete) {
        int limit = Math.min(maxTokens, complete.config().maxPositions());
        return new ModelSettings(name, complete, pooling, limit, weights, tokenizer, lowercase, prompts);
    }
}
