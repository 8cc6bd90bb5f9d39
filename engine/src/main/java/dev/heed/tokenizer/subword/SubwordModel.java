package dev.heed.tokenizer.subword;

import dev.heed.tokenizer.aligned.AlignedText;

/** What takes a word apart into pieces of a vocabulary. Immutable and thread-safe. */
public interface SubwordModel {
    /** The pieces and their ids. */
    Vocabulary vocabulary();

    /** The id of what the vocabulary has no pieces for; −1 if the model has none. */
    int unknownId();

    /** A run over one text, which appends to {@code tokens}. */
    Words words(TokenBuffer tokens);

    /** Takes words apart, one after the other; for one thread. */
    interface Words {
        /** Appends the tokens of the word {@code text[from, to)}; an empty word gives none. */
        void word(AlignedText text, int from, int to);
    }
}
