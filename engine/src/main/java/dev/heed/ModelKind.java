package dev.heed;

import java.util.Locale;

/** What a model is for. */
public enum ModelKind {
    /** Texts to vectors. */
    ENCODER,
    /** What comes next: writes texts. */
    LANGUAGE,
    /** Sentences to sentences: encoder and decoder. */
    TRANSLATION,
    /** A question and a text, read together, to a score. */
    RERANKER,
    /** Texts to weights of word pieces. */
    SPARSE,
    /** Texts to vectors of tokens, compared token by token. */
    MULTI,
    /** Texts to vectors without layers. */
    STATIC;

    /** As {@code heed models} names it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
