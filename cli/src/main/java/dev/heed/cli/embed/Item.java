package dev.heed.cli.embed;

import dev.heed.SparseEncoder;
import dev.heed.Token;
import dev.heed.Word;
import java.util.List;

/**
 * One text with its vectors: of the four, the one that the level names, the others null.
 *
 * @param index from 0, over all inputs
 * @param tokenCount tokens that the model saw
 * @param tokensTotal tokens that the text has
 */
record Item(
        long index,
        String text,
        int tokenCount,
        int tokensTotal,
        float[] vector,
        List<WordRow> words,
        List<TokenRow> tokens,
        List<SparseEncoder.Term> terms) {

    /** A word with its vector. */
    record WordRow(Word word, float[] vector) {}

    /** A token with its vector. */
    record TokenRow(Token token, float[] vector) {}

    boolean truncated() {
        return tokensTotal > tokenCount;
    }
}
