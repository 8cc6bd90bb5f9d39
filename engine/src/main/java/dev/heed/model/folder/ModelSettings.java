package dev.heed.model.folder;

import dev.heed.model.ModelConfig;
import dev.heed.model.blueprint.Blueprint;
import java.util.List;

/**
 * Everything about a model but its weights and its vocabulary.
 *
 * @param name how people call it
 * @param blueprint the family and its sizes; those that a descriptor leaves to the weights are 0 until they are read
 * @param folder of the transformer's own files within the model's; empty for the model's itself
 * @param head how a text's vector is made
 * @param maxTokens the model's own limit on tokens of a text, special ones included
 * @param weights file of the weights
 * @param tokenizer file of the tokenizer
 * @param lowercase what a bare {@code vocab.txt} leaves open
 * @param prompts what is put before texts
 * @param similarity how the folder says that vectors are compared: {@code cosine}, {@code dot}, …
 * @param pairs what a reranker has beside; null for other models
 * @param sparse what a sparse model has beside; null for other models
 * @param multi what a late-interaction model has beside; null for other models
 * @param passedOver what its files state and nobody acts on, each as {@code file: key}
 */
public record ModelSettings(
        String name,
        Blueprint blueprint,
        String folder,
        HeadPlan head,
        int maxTokens,
        String weights,
        String tokenizer,
        boolean lowercase,
        Prompts prompts,
        String similarity,
        PairPlan pairs,
        SpladePlan sparse,
        MultiPlan multi,
        List<String> passedOver) {
    public ModelSettings {
        passedOver = List.copyOf(passedOver);
    }

    /** Sizes and family. */
    public ModelConfig config() {
        return blueprint.config();
    }

    /** The same model, known better. */
    ModelSettings with(Blueprint complete) {
        int limit = Math.min(maxTokens, complete.config().maxPositions());
        return new ModelSettings(
                name,
                complete,
                folder,
                head,
                limit,
                weights,
                tokenizer,
                lowercase,
                prompts,
                similarity,
                pairs,
                sparse,
                multi,
                passedOver);
    }
}
