package dev.heed.cli.attend;

/** What the picture of {@code attend} shows. */
enum Picture {
    /** Who attends to whom. */
    words,
    /** The same between tokens, as the model sees it. */
    tokens,
    /** Every head of every layer. */
    heads,
    /** How one word's vector came about. */
    steps
}
