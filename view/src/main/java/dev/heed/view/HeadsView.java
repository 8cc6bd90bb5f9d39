package dev.heed.view;

import dev.heed.LayerAttention;
import dev.heed.TextAttention;
import dev.heed.Token;
import dev.heed.Word;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Heads at a glance: the weights between words in every layer and head. Immutable, thread-safe.
 *
 * @param text as given
 * @param model name of the model
 * @param tokens special ones included
 * @param tokensTotal tokens that the text has
 * @param words special tokens and symbols included
 * @param wordWeights for each layer from 1, for each head from 1, (words, words); each row sums to 1
 */
public record HeadsView(
        String text,
        String model,
        List<Token> tokens,
        int tokensTotal,
        List<Word> words,
        List<List<Matrix>> wordWeights) {

    public HeadsView {
        tokens = List.copyOf(tokens);
        words = List.copyOf(words);
        wordWeights = wordWeights.stream().map(List::copyOf).toList();
    }

    /** All heads of all layers: layers × heads × words² floats. */
    public static HeadsView of(TextAttention attention, String model) {
        var tokenized = attention.tokenized();
        List<List<Matrix>> weights = new ArrayList<>();
        for (int l = 1; l <= attention.layers(); l++) {
            LayerAttention layer = attention.layer(l);
            List<Matrix> heads = new ArrayList<>();
            for (int h = 1; h <= layer.heads(); h++) {
                heads.add(layer.wordWeights(layer.head(h).weights()));
            }
            weights.add(heads);
        }
        return new HeadsView(
                tokenized.text(), model, tokenized.tokens(), tokenized.tokensTotal(), tokenized.words(), weights);
    }

    /** One head's weights between words; layer and head from 1. */
    public Matrix wordWeights(int layer, int head) {
        return wordWeights.get(layer - 1).get(head - 1);
    }
}
