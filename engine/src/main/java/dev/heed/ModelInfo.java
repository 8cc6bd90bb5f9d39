package dev.heed;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model is.
 *
 * @param name how it is called
 * @param path its folder; null if it lies in memory
 * @param kind what it is for
 * @param license what its authors allow, as they name it; null where they say nothing
 * @param family kind of network: {@code bert}
 * @param dimension length of a text's vector
 * @param layers number of blocks
 * @param heads attention heads of each block
 * @param maxTokens tokens of a text that it reads at once, special ones included
 * @param pooling how a text's vector comes from its tokens': {@code mean}, {@code cls}, …
 * @param prompts what the model's authors put before a text, by purpose ({@code query}, {@code passage});
 *     {@link Encoder#prompt} says which is put before every text
 * @param passedOver what its files state and nobody acts on, each as {@code file: key}; results may differ from the
 *     reference's where such a key changes them
 */
public record ModelInfo(
        String name,
        String path,
        ModelKind kind,
        String license,
        String family,
        int dimension,
        int layers,
        int heads,
        int maxTokens,
        String pooling,
        Map<String, String> prompts,
        List<String> passedOver) {
    public ModelInfo {
        passedOver = List.copyOf(passedOver);
        prompts = Map.copyOf(prompts);
    }

    /** What the model's authors put before a question; empty if they say nothing of it. */
    public Optional<String> queryPrompt() {
        return promptNamed(List.of("query", "search_query"));
    }

    /** What the model's authors put before a text that is to be found; empty if they say nothing of it. */
    public Optional<String> documentPrompt() {
        return promptNamed(List.of("document", "passage", "search_document", "corpus"));
    }

    /** A prompt of the model's authors by its name, however the letters' case; empty for none. */
    public Optional<String> promptNamed(String name) {
        return promptNamed(List.of(name));
    }

    private Optional<String> promptNamed(List<String> names) {
        return names.stream()
                .flatMap(name -> prompts.entrySet().stream()
                        .filter(prompt -> prompt.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue))
                .findFirst();
    }

    /** The same with vectors of another length. */
    ModelInfo withDimension(int length) {
        return new ModelInfo(
                name, path, kind, license, family, length, layers, heads, maxTokens, pooling, prompts, passedOver);
    }
}
