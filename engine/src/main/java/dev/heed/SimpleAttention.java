package dev.heed;

import dev.heed.attention.Attention;
import dev.heed.attention.AttentionMap;
import dev.heed.attention.AttentionTrace;
import dev.heed.attention.Sequences;
import dev.heed.model.NotFiniteException;
import dev.heed.search.FoundWord;
import dev.heed.search.StaticVectors;
import dev.heed.tensor.Matrix;
import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Self-attention as first explained: scores are plain dot products of the words' static vectors, weights their softmax
 * over all words of the text, new vectors the weighted sums of the static ones. Nothing is learned but the static vectors.
 *
 * <p>The same operator as in the model, with the vectors as queries, keys and values and scale 1. Immutable, thread-safe.
 */
public final class SimpleAttention {
    private final TokenizedText tokenized;
    private final List<Word> words;
    private final Matrix vectors; // (words, dimension)
    private final VisibleWords visible; // those that have a vector
    private final Matrix visibleVectors; // (visible words, dimension)
    private final Attention operator;
    private final Sequences sequences;

    /** @param vectors of the words; zeros for one that has none */
    private SimpleAttention(TokenizedText tokenized, List<Word> words, Matrix vectors) {
        this.tokenized = tokenized;
        this.words = words;
        this.vectors = vectors;
        this.visible = VisibleWords.of(words);
        this.visibleVectors = visible.shrunkRows(vectors);
        this.operator = Attention.heads(1, vectors.columns()).scale(1);
        this.sequences = Sequences.across(new int[] {words.size()}, new int[] {visible.count()});
    }

    /**
     * The same arithmetic on vectors of one's own. A word is looked up as written, then in lower case; one that is not
     * there is {@linkplain #missing missing}: nobody attends to it, and, without a vector to ask with, it attends to all
     * others alike. A token is a word's entry, its id the row, −1 for a vector made of subwords.
     *
     * @throws IllegalArgumentException if the text has no word, or none that is there
     */
    public static SimpleAttention of(String text, StaticVectors statics) {
        List<Word> words = new ArrayList<>();
        List<Token> tokens = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        for (Segment segment : WordSegmenter.segments(text)) {
            if (segment.kind() != Segment.Kind.WORD) {
                continue;
            }
            Span span = segment.span();
            Optional<FoundWord> found = statics.lookUp(span.in(text));
            words.add(new Word(
                    span.in(text), span, Word.Kind.WORD, found.isPresent() ? List.of(tokens.size()) : List.of()));
            found.ifPresent(there -> tokens.add(
                    new Token(span.in(text), there.entry(), there.row().orElse(-1), span, false)));
            vectors.add(found.map(FoundWord::vector).orElseGet(() -> new float[statics.dimension()]));
        }
        checkWords(words);
        if (tokens.isEmpty()) {
            String first = words.getFirst().text();
            List<String> near = statics.nearestSpellings(first, 5);
            throw new IllegalArgumentException("text: expected a word that has a vector, got none of its "
                    + words.size()
                    + " words among the " + statics.size()
                    + (near.isEmpty() ? "" : "; nearest spellings of " + first + ": " + String.join(", ", near)));
        }
        return new SimpleAttention(
                new TokenizedText(text, tokens, words, tokens.size()),
                words,
                Matrix.copyOf(vectors.toArray(float[][]::new)));
    }

    private static void checkWords(List<Word> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("text: expected at least one word, got none");
        }
    }

    static SimpleAttention of(TokenizedText tokenized, WordTable table) {
        List<Word> words = words(tokenized);
        checkWords(words);
        float[][] vectors =
                words.stream().map(word -> table.mean(tokenized, word)).toArray(float[][]::new);
        return new SimpleAttention(tokenized, words, Matrix.copyOf(vectors));
    }

    /** Those of a text's words that attend: no symbols. */
    static List<Word> words(TokenizedText tokenized) {
        return tokenized.words().stream()
                .filter(word -> word.kind() == Word.Kind.WORD)
                .toList();
    }

    /** The text with all its tokens, none of them special. */
    public TokenizedText tokenized() {
        return tokenized;
    }

    /** The words that attend to each other, in text order. */
    public List<Word> words() {
        return words;
    }

    /** Words that have no static vector, each once, as written. */
    public List<String> missing() {
        return words.stream()
                .filter(word -> word.tokens().isEmpty())
                .map(Word::text)
                .distinct()
                .toList();
    }

    /** The words' static vectors; (words, dimension). Zeros for a {@linkplain #missing missing} one. */
    public Matrix staticVectors() {
        return vectors;
    }

    /** The words' new vectors: weighted sums of the static ones; (words, dimension). */
    public Matrix contextualVectors() {
        return operator.apply(vectors, visibleVectors, visibleVectors, sequences);
    }

    /** Scores and weights; (words, words) each. To a missing word both are 0. */
    public AttentionMap map() {
        return map(0, words.size());
    }

    /**
     * Scores and weights of the words {@code from} to {@code to}, exclusive, over all words; (to − from, words) each. The
     * same bits as in {@link #map()}, for a part of its cost.
     */
    public AttentionMap map(int from, int to) {
        Objects.checkFromToIndex(from, to, words.size());
        AttentionMap map = operator.map(
                vectors.rows(from, to),
                visibleVectors,
                Sequences.across(new int[] {to - from}, new int[] {visible.count()}),
                0,
                0);
        NotFiniteException.checked(map.weights(), "the weights of static vectors as large as these");
        return visible.all()
                ? map
                : new AttentionMap(visible.grownColumns(map.scores()), visible.grownColumns(map.weights()));
    }

    /** Every step for one word, counted from 0; 0 for each missing word. */
    public AttentionTrace trace(int word) {
        AttentionTrace trace = operator.trace(vectors, visibleVectors, visibleVectors, sequences, 0, 0, word);
        NotFiniteException.checked(trace.weights(), "the weights of static vectors as large as these");
        return visible.all() ? trace : visible.grown(trace);
    }

    @Override
    public String toString() {
        return "SimpleAttention" + words.stream().map(Word::text).toList();
    }
}
