package dev.heed.cli.embed;

import java.util.List;
import java.util.Optional;

/** Asks a model for a batch of texts. */
interface Embedding {
    /** What holds for all items. */
    Header header();

    /** The items of the next texts, in their order. */
    List<Item> embed(List<String> texts);

    /** What the model did not know of the texts so far, in one line; empty if it knew all, or that is not looked for. */
    default Optional<String> unknown() {
        return Optional.empty();
    }

    /**
     * Looks at a text alone.
     *
     * @throws IllegalArgumentException if it is refused
     */
    void check(String text);
}
