package dev.heed;

import java.util.List;
import java.util.Objects;

/**
 * What makes one vector of a text: an {@link Encoder} or a {@link StaticEncoder}, for who does not mind which.
 *
 * <p>Open, use, close. Immutable and thread-safe; the same text has the same bits alone or among others.
 *
 * <pre>{@code
 * try (var embedder = TextEmbedder.open(model)) {
 *     List<TextEmbedding> found = embedder.embed(embedder.model().documentPrompt().orElse(embedder.prompt()), texts);
 * }
 * }</pre>
 */
public sealed interface TextEmbedder extends AutoCloseable permits Encoder, StaticEncoder {
    /**
     * Opens a model with the default options.
     *
     * @throws dev.heed.format.InvalidFileException if one of its files is missing, wrong or not understood
     */
    static TextEmbedder open(Model model) {
        Objects.requireNonNull(model, "model");
        return StaticEncoder.reads(model) ? StaticEncoder.open(model) : Encoder.open(model);
    }

    /** What the model is. */
    ModelInfo model();

    /** What is put before every text; empty for nothing. */
    String prompt();

    /** A text's vector. */
    TextEmbedding embed(String text);

    /** The vectors of several texts, in their order. */
    List<TextEmbedding> embed(List<String> texts);

    /**
     * The same behind another prompt.
     *
     * @param before put before each in place of {@link #prompt}; empty for nothing
     */
    List<TextEmbedding> embed(String before, List<String> texts);

    /**
     * Tokens that the model would see of a text, special ones and the prompt's included.
     *
     * @param before put before it in place of {@link #prompt}; empty for nothing
     * @throws IllegalArgumentException if it is too long under {@link Overflow#ERROR}
     */
    int count(String before, String text);

    /** Releases the model. */
    @Override
    void close();
}
