package dev.heed.cli.attend;

import dev.heed.Encoder;
import dev.heed.LayerAttention;
import dev.heed.ModelInfo;
import dev.heed.SimpleAttention;
import dev.heed.TextAttention;
import dev.heed.TokenizedText;
import dev.heed.Word;
import dev.heed.attention.AttentionMap;
import dev.heed.cli.attend.Attended.Step;
import dev.heed.cli.attend.Attended.WordVectors;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/** Asks the engine. */
final class Attending {
    private static final int MOST_WORDS = 46_340; // their square is the longest array

    private Attending() {}

    /** The explainer's arithmetic on static vectors. */
    static Attended simple(Encoder encoder, Question question) {
        SimpleAttention attention = encoder.simpleAttention(question.text());
        var words = attention.words();
        var tokens = attention.tokenized().tokens();
        if (words.size() > MOST_WORDS) {
            throw new IllegalArgumentException(
                    "text: expected at most " + MOST_WORDS + " words, got " + words.size() + "; shorten it");
        }
        int explained = question.find(words, tokens);
        List<Step> steps = explained < 0 ? null : List.of(new Step(explained, null, attention.trace(explained)));
        AttentionMap map = attention.map();
        WordVectors vectors = question.withVectors()
                ? new WordVectors(attention.staticVectors(), attention.contextualVectors())
                : null;
        ModelInfo model = encoder.model();
        return new Attended(
                question.text(),
                true,
                model.name(),
                null,
                model.layers(),
                null,
                model.heads(),
                1,
                tokens,
                tokens.size(),
                words,
                map.scores(),
                map.weights(),
                map.weights(),
                vectors,
                explained,
                steps);
    }

    /** The model's own attention. */
    static Attended model(Encoder encoder, Question question) {
        TextAttention attention = encoder.attention(question.text());
        TokenizedText tokenized = attention.tokenized();
        if (tokenized.words().stream().allMatch(word -> word.kind() == Word.Kind.SPECIAL)) {
            throw new IllegalArgumentException("text: expected at least one word, got none");
        }
        LayerAttention layer = question.layer() == null ? attention.last() : attention.layer(question.layer());
        AttentionMap map =
                question.head() == null ? null : layer.head(question.head()).map();
        Matrix weights = map == null ? layer.meanWeights() : map.weights();
        int explained = question.find(tokenized.words(), tokenized.tokens());
        WordVectors vectors = question.withVectors()
                ? new WordVectors(attention.staticVectors(), attention.tokenVectors(layer.layer()))
                : null;
        return new Attended(
                question.text(),
                false,
                encoder.model().name(),
                layer.layer(),
                encoder.model().layers(),
                question.head(),
                layer.heads(),
                layer.scale(),
                tokenized.tokens(),
                tokenized.tokensTotal(),
                tokenized.words(),
                map == null ? null : map.scores(),
                weights,
                layer.wordWeights(weights),
                vectors,
                explained,
                explained < 0 ? null : steps(layer, tokenized, explained, question.head()));
    }

    private static List<Step> steps(LayerAttention layer, TokenizedText tokenized, int explained, Integer head) {
        List<Step> steps = new ArrayList<>();
        for (int token : tokenized.words().get(explained).tokens()) {
            int first = head == null ? 1 : head;
            int last = head == null ? layer.heads() : head;
            for (int h = first; h <= last; h++) {
                steps.add(new Step(token, h, layer.head(h).trace(token)));
            }
        }
        return steps;
    }
}
