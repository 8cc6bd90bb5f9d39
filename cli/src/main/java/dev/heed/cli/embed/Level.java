package dev.heed.cli.embed;

/** What has a vector. */
enum Level {
    /** Each text: pooled and normalised as the model's folder says. */
    text,
    /** Each word: the mean of its tokens. */
    word,
    /** Each token. */
    token,
    /** Each text: its word pieces by weight, of a sparse model. */
    sparse,
    /** Each token that counts, of a late-interaction model, as its own head makes it. */
    multi
}
