package dev.heed.cli.attend;

/** What the picture of {@code attend} shows. */
enum Picture {
    /** Who attends to whom. */
    words,
    /** Every head of every layer. */
    heads,
    /** How one word's vector came about. */
    steps
}
