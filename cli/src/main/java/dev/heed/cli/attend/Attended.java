package dev.heed.cli.attend;

import dev.heed.Token;
import dev.heed.Word;
import dev.heed.attention.AttentionTrace;
import dev.heed.tensor.Matrix;
import java.util.List;

/**
 * The attention on one text.
 *
 * @param text as given
 * @param simple whether it is the explainer's arithmetic, else the model's own attention
 * @param model name of the model
 * @param layer which block, of {@code layers}; null in simple mode
 * @param head which head, of {@code heads}; null in simple mode and for the mean
 * @param scale factor on the dot products
 * @param tokens in simple mode without special tokens
 * @param tokensTotal tokens that the text has
 * @param words in simple mode words only
 * @param scores scaled, before softmax; null for the mean. Rows are words in simple mode, else tokens, as in weights
 * @param weights each row sums to 1
 * @param wordWeights (words, words)
 * @param vectors null if not asked for
 * @param explained position in {@code words}; -1 if none is
 * @param steps one for each token of the explained word and each head; null if none is
 */
record Attended(
        String text,
        boolean simple,
        String model,
        Integer layer,
        int layers,
        Integer head,
        int heads,
        float scale,
        List<Token> tokens,
        int tokensTotal,
        List<Word> words,
        Matrix scores,
        Matrix weights,
        Matrix wordWeights,
        WordVectors vectors,
        int explained,
        List<Step> steps) {

    /** Static and context-aware vectors, rows as in the weights. */
    record WordVectors(Matrix statics, Matrix contextual) {}

    /**
     * Every step of one query.
     *
     * @param token position of the token; in simple mode of the word
     * @param head null in simple mode
     */
    record Step(int token, Integer head, AttentionTrace trace) {}

    /** Whether the model did not see all of the text. */
    boolean truncated() {
        return tokensTotal > tokens.size();
    }
}
