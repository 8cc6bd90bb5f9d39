package dev.heed.view;

import dev.heed.Encoder;
import dev.heed.LayerAttention;
import dev.heed.ModelInfo;
import dev.heed.SimpleAttention;
import dev.heed.TextAttention;
import dev.heed.Token;
import dev.heed.TokenizedText;
import dev.heed.Word;
import dev.heed.attention.AttentionMap;
import dev.heed.meaning.reading.Reading;
import dev.heed.tensor.Matrix;
import dev.heed.vectors.WordVectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Who attends to whom on one text: what {@code heed attend} shows, whatever renders it. Immutable, thread-safe; complete
 * in itself, so it outlives its encoder.
 *
 * @param text as given
 * @param mode the explainer's arithmetic or the model's own attention
 * @param model name of the model
 * @param layer which block, of {@code layers}; null in simple mode
 * @param head which head, of {@code heads}; null in simple mode and for the mean
 * @param causal whether a token attends to itself and what stands before it only; not in simple mode
 * @param scale factor on the dot products
 * @param tokens in simple mode without special tokens
 * @param tokensTotal tokens that the text has
 * @param words in simple mode words only
 * @param missing words without a static vector, as written; only where these are given
 * @param scores scaled, before softmax; null for the mean. Rows are words in simple mode, else tokens, as in weights
 * @param weights each row sums to 1
 * @param wordWeights (words, words); each row sums to 1
 * @param vectors null if not asked for
 * @param explained position in {@code words} of the chosen word; -1 if none is
 * @param steps one for each token of the chosen word and each head asked for; empty if none is chosen
 * @param notes what the reader must know, one line each: words that the model does not know
 */
public record AttentionView(
        String text,
        Mode mode,
        String model,
        Integer layer,
        int layers,
        Integer head,
        int heads,
        boolean causal,
        float scale,
        List<Token> tokens,
        int tokensTotal,
        List<Word> words,
        List<String> missing,
        Matrix scores,
        Matrix weights,
        Matrix wordWeights,
        Vectors vectors,
        int explained,
        List<AttentionStep> steps,
        List<String> notes) {
    private static final int MOST_WORDS = 46_340; // their square is the longest array

    /** Which arithmetic. */
    public enum Mode {
        /** Dot products of static vectors, softmax, weighted sum of the same vectors. */
        SIMPLE,
        /** The attention inside a block of the model. */
        MODEL
    }

    /**
     * Static and context-aware vectors, rows as in the weights.
     *
     * @param statics rows of the word table
     * @param contextual in simple mode the weighted sums, else the layer's vectors
     */
    public record Vectors(Matrix statics, Matrix contextual) {}

    public AttentionView {
        tokens = List.copyOf(tokens);
        words = List.copyOf(words);
        missing = List.copyOf(missing);
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /** Whether the arithmetic is the explainer's. */
    public boolean simple() {
        return mode == Mode.SIMPLE;
    }

    /** How many words, from the first, a word may attend to: all, or none of those that lie ahead of it. */
    public int seenBy(int word) {
        int seen = words.size();
        if (causal && !words.get(word).tokens().isEmpty()) {
            int last = words.get(word).tokens().getLast();
            while (seen > word + 1 && isAhead(words.get(seen - 1), last)) {
                seen--;
            }
        }
        return seen;
    }

    private static boolean isAhead(Word other, int token) {
        return other.tokens().isEmpty() || other.tokens().getFirst() > token;
    }

    /** Whether the model did not see all of the text. */
    public boolean truncated() {
        return tokensTotal > tokens.size();
    }

    /**
     * The explainer's arithmetic on static vectors.
     *
     * @throws IllegalArgumentException if the text has no word or lacks the chosen one
     */
    public static AttentionView simple(Encoder encoder, AttentionQuestion question) {
        ModelInfo model = encoder.model();
        return simple(encoder.simpleAttention(question.text()), question, model.name(), model.layers(), model.heads())
                .noted(encoder);
    }

    /**
     * The explainer's arithmetic on vectors of one's own.
     *
     * @param name of the vectors
     * @throws IllegalArgumentException if the text has no word that has a vector or lacks the chosen one
     */
    public static AttentionView simple(WordVectors statics, String name, AttentionQuestion question) {
        return simple(SimpleAttention.of(question.text(), statics), question, name, 0, 0);
    }

    private static AttentionView simple(
            SimpleAttention attention, AttentionQuestion question, String name, int layers, int heads) {
        var words = attention.words();
        var tokens = attention.tokenized().tokens();
        if (words.size() > MOST_WORDS) {
            throw new IllegalArgumentException(
                    "text: expected at most " + MOST_WORDS + " words, got " + words.size() + "; shorten it");
        }
        int explained = question.find(words, tokens);
        List<AttentionStep> steps =
                explained < 0 ? List.of() : List.of(new AttentionStep(explained, null, attention.trace(explained)));
        AttentionMap map = attention.map();
        Vectors vectors =
                question.withVectors() ? new Vectors(attention.staticVectors(), attention.contextualVectors()) : null;
        return new AttentionView(
                question.text(),
                Mode.SIMPLE,
                name,
                null,
                layers,
                null,
                heads,
                false,
                1,
                tokens,
                tokens.size(),
                words,
                attention.missing(),
                map.scores(),
                map.weights(),
                map.weights(),
                vectors,
                explained,
                steps,
                List.of());
    }

    /**
     * The model's own attention.
     *
     * @throws IllegalArgumentException if the text has no word or lacks the chosen one, or the model lacks the layer or
     *     the head
     */
    public static AttentionView model(Encoder encoder, AttentionQuestion question) {
        return of(encoder.attention(question.text()), encoder.model(), question).noted(encoder);
    }

    /** As {@link #model}, from a pass that was already made: another layer, head or word of the same text. */
    public static AttentionView of(TextAttention attention, ModelInfo model, AttentionQuestion question) {
        TokenizedText tokenized = attention.tokenized();
        if (tokenized.words().stream().allMatch(word -> word.kind() == Word.Kind.SPECIAL)) {
            throw new IllegalArgumentException("text: expected at least one word, got none");
        }
        LayerAttention layer = question.layer() == null ? attention.last() : attention.layer(question.layer());
        AttentionMap map =
                question.head() == null ? null : layer.head(question.head()).map();
        Matrix weights = map == null ? layer.meanWeights() : map.weights();
        int explained = question.find(tokenized.words(), tokenized.tokens());
        Vectors vectors = question.withVectors()
                ? new Vectors(attention.staticVectors(), attention.tokenVectors(layer.layer()))
                : null;
        return new AttentionView(
                question.text(),
                Mode.MODEL,
                model.name(),
                layer.layer(),
                model.layers(),
                question.head(),
                layer.heads(),
                layer.causal(),
                layer.scale(),
                tokenized.tokens(),
                tokenized.tokensTotal(),
                tokenized.words(),
                List.of(),
                map == null ? null : map.scores(),
                weights,
                layer.wordWeights(weights),
                vectors,
                explained,
                explained < 0 ? List.of() : steps(layer, tokenized, explained, question.head()),
                List.of());
    }

    /** The same with what the model does not know of the text. */
    private AttentionView noted(Encoder encoder) {
        return new AttentionView(
                text,
                mode,
                model,
                layer,
                layers,
                head,
                heads,
                causal,
                scale,
                tokens,
                tokensTotal,
                words,
                missing,
                scores,
                weights,
                wordWeights,
                vectors,
                explained,
                steps,
                Reading.of(encoder, List.of(text)).noteOfUnknown().stream().toList());
    }

    private static List<AttentionStep> steps(
            LayerAttention layer, TokenizedText tokenized, int explained, Integer head) {
        List<AttentionStep> steps = new ArrayList<>();
        for (int token : tokenized.words().get(explained).tokens()) {
            int first = head == null ? 1 : head;
            int last = head == null ? layer.heads() : head;
            for (int h = first; h <= last; h++) {
                steps.add(new AttentionStep(token, h, layer.head(h).trace(token)));
            }
        }
        return steps;
    }
}
