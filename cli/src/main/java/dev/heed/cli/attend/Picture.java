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
    steps,
    /** Attention rollout. */
    rollout,
    /** Value-weighted norms. */
    norms,
    /** What changes when a word is left out. */
    without;

    /** Whether it is of one layer. */
    boolean usesLayer() {
        return this != heads && this != without;
    }

    /** Whether it is of one head, or of a layer's mean. */
    boolean usesHead() {
        return usesLayer() && this != rollout;
    }

    /** Whether it needs the model's own attention. */
    boolean needsModel() {
        return this != words && this != tokens && this != steps;
    }
}
