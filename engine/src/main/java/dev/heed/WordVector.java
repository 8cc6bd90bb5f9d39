package dev.heed;

import java.util.List;

/** A word of a text with its context-aware vectors: the mean of its tokens' vectors. Immutable, thread-safe. */
public final class WordVector {
    private final Encoding encoding;
    private final Word word;

    WordVector(Encoding encoding, Word word) {
        this.encoding = encoding;
        this.word = word;
    }

    /** The word: its text, place, kind and tokens. */
    public Word word() {
        return word;
    }

    /** The tokens that the word is made of. */
    public List<Token> tokens() {
        return word.tokens().stream().map(encoding.tokenized().tokens()::get).toList();
    }

    /** Its vector at the last layer that was computed; (hiddenSize). */
    public float[] vector() {
        return vector(encoding.lastLayer());
    }

    /** Its vector at a layer: 0 is what enters the first block, n the output of block n; (hiddenSize). */
    public float[] vector(int layer) {
        return encoding.wordVector(word, layer);
    }

    /** Its static vector, the same in every text: the mean of its tokens' rows in the word table; (hiddenSize). */
    public float[] staticVector() {
        return encoding.staticVector(word);
    }

    @Override
    public String toString() {
        return "WordVector[" + word.text() + "]";
    }
}
