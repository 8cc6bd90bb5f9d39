package dev.heed.vectors;

import java.util.Locale;

/** How people keep word vectors in files. */
public enum VectorFormat {
    /** A header (words, dimension), then a line a word; what fastText calls {@code .vec} is the same. */
    WORD2VEC_TEXT("word2vec text"),
    /** The same header, then a word, a space and the floats, with or without a line end. */
    WORD2VEC_BINARY("word2vec binary"),
    /** Lines without a header. */
    GLOVE("GloVe text"),
    /** A whole fastText model with its subwords. */
    FASTTEXT("fastText binary"),
    /** A fastText model whose rows are quantised ({@code .ftz}). */
    FASTTEXT_QUANTIZED("fastText binary, quantised"),
    /** A NumPy matrix with a list of words beside it. */
    NUMPY("NumPy with .vocab");

    private final String label;

    VectorFormat(String label) {
        this.label = label;
    }

    /** What people call it. */
    public String label() {
        return label;
    }

    /**
     * The format to write under a name: {@code .bin} word2vec binary, {@code .txt} and {@code .vec} word2vec text,
     * {@code .npy} with {@code .vocab} beside it; {@code .gz} behind a text name compresses.
     *
     * @throws IllegalArgumentException if the name says none of these
     */
    public static VectorFormat ofName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String inner = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
        if (inner.endsWith(".txt") || inner.endsWith(".vec")) {
            return WORD2VEC_TEXT;
        }
        if (lower.endsWith(".bin")) {
            return WORD2VEC_BINARY;
        }
        if (lower.endsWith(".npy")) {
            return NUMPY;
        }
        throw new IllegalArgumentException("output " + name
                + ": expected a name that ends in .bin (word2vec binary), .txt or .vec (word2vec text, also .gz) or .npy"
                + " (with .vocab beside it)");
    }
}
