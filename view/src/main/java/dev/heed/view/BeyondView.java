package dev.heed.view;

import dev.heed.Encoder;
import dev.heed.LayerAttention;
import dev.heed.LeaveOneOut;
import dev.heed.LeaveOneOut.Effect;
import dev.heed.TextAttention;
import dev.heed.Word;
import dev.heed.tensor.Matrix;
import java.util.List;

/**
 * One word's raw weights beside three other looks at the same pass, so that one sees where they differ: attention rollout,
 * value-weighted norms, leave-one-out. What each says and does not say is at {@link TextAttention#rollout}, {@link
 * LayerAttention#valueWeightedNorms()} and {@link LeaveOneOut}. Immutable, thread-safe.
 *
 * @param model name of the model
 * @param layer of the weights and norms; the rollout goes from layer 1 to it
 * @param layers of the model; leaving out is measured after the last
 * @param row position of the word among {@code words}
 * @param words special tokens and symbols included
 * @param weights what the word attends to, mean of the heads; (words), sums to 1
 * @param rollout from the word at {@code layer} to the words of the input; (words), sums to 1
 * @param norms lengths of what arrives of each word, as parts of their sum; (words), sums to 1
 * @param leftOut what moves when each word is left out, special tokens not; null for a text of more than {@value
 *     #MOST_LEFT_OUT} words or of several windows
 */
public record BeyondView(
        String model,
        int layer,
        int layers,
        int row,
        List<Word> words,
        float[] weights,
        float[] rollout,
        float[] norms,
        List<Effect> leftOut) {
    /** Each word left out is a pass of its own. */
    public static final int MOST_LEFT_OUT = 100;

    public BeyondView {
        words = List.copyOf(words);
        leftOut = leftOut == null ? null : List.copyOf(leftOut);
    }

    /**
     * Looks at a word of a text in one window.
     *
     * @param layer null for the last
     * @param row position of the word among the text's words
     * @throws IllegalArgumentException if there is no such word or layer, or the text needs more than one window
     */
    public static BeyondView of(Encoder encoder, String text, Integer layer, int row) {
        return of(encoder, encoder.attention(text), layer, row);
    }

    /**
     * Looks at a word of one window of a text.
     *
     * @param window from 0
     * @param layer null for the last
     * @param row position of the word among the window's words
     * @throws IllegalArgumentException if there is no such window, word or layer
     */
    public static BeyondView of(Encoder encoder, String text, int window, Integer layer, int row) {
        return of(encoder, encoder.attention(text, window), layer, row);
    }

    private static BeyondView of(Encoder encoder, TextAttention attention, Integer layer, int row) {
        LayerAttention inside = layer == null ? attention.last() : attention.layer(layer);
        List<Word> words = attention.tokenized().words();
        if (row < 0 || row >= words.size()) {
            throw new IllegalArgumentException("row: expected 0 to " + (words.size() - 1) + ", got " + row);
        }
        int first = words.get(row).tokens().getFirst();
        int end = words.get(row).tokens().getLast() + 1;
        Matrix norms = RowParts.of(inside.valueWeightedNorms(first, end));
        Matrix rollout = attention.rollout(inside.layer());
        boolean few = words.size() <= MOST_LEFT_OUT
                && attention.tokenized().tokensTotal() == attention.tokenized().tokenCount();
        return new BeyondView(
                encoder.model().name(),
                inside.layer(),
                attention.layers(),
                row,
                words,
                inside.wordWeights(inside.meanWeights(first, end), first, row, row + 1)
                        .row(0),
                inside.wordWeights(rollout, 0, row, row + 1).row(0),
                inside.wordWeights(norms, first, row, row + 1).row(0),
                few ? encoder.leaveOneOut(attention.tokenized().text(), row).effects() : null);
    }
}
