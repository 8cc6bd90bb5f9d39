package dev.heed.cli.embed;

import java.util.List;

/** Asks a model for a batch of texts. */
interface Embedding {
    /** What holds for all items. */
    Header header();

    /** The items of the next texts, in their order. */
    List<Item> embed(List<String> texts);

    /**
     * Looks at a text alone.
     *
     * @throws IllegalArgumentException if it is refused
     */
    void check(String text);
}
