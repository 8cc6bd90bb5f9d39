package dev.heed.meaning.contexts;

import dev.heed.meaning.contexts.SharedContexts.Context;
import dev.heed.meaning.contexts.SharedContexts.Side;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.Passages;
import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import dev.heed.vectors.WordVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Counts, line by line, what stands around two words. Words are UAX #29 segments, looked up as written, then in lower
 * case; those without a vector are passed over before windows are laid, as in training. Not thread-safe.
 */
public final class ContextCounter {
    /** Smooths chance, so that rare contexts count less (Levy, Goldberg and Dagan, 2015). */
    private static final double SMOOTHING = 0.75;

    /** A context must stand so often beside each word: once may be chance. */
    private static final int LEAST = 2;

    private final WordVectors vectors;
    private final int window;
    private final Neighbourhood a;
    private final Neighbourhood b;
    private final long[] counts; // of each row
    private long tokens;

    /**
     * @param a must be among the vectors, as written or in lower case
     * @param window words to each side
     * @throws IllegalArgumentException if a word is not among them, or both are the same
     */
    public ContextCounter(WordVectors vectors, String a, String b, int window) {
        this.vectors = vectors;
        this.window = window;
        this.a = new Neighbourhood(row(a));
        this.b = new Neighbourhood(row(b));
        this.counts = new long[vectors.size()];
        if (this.a.row() == this.b.row()) {
            throw new IllegalArgumentException("words: expected two different ones, got " + a + " twice");
        }
    }

    private int row(String word) {
        int row = find(word);
        if (row < 0) {
            throw new IllegalArgumentException("word " + word + ": not among the " + vectors.size() + " words");
        }
        return row;
    }

    private int find(String word) {
        OptionalInt asWritten = vectors.row(word);
        return asWritten.isPresent()
                ? asWritten.getAsInt()
                : vectors.row(word.toLowerCase(Locale.ROOT)).orElse(-1);
    }

    /** Counts one line. */
    public void add(CorpusLine line) {
        List<Span> places = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (Segment segment : WordSegmenter.segments(line.text())) {
            int row = segment.kind() == Segment.Kind.WORD ? find(segment.span().in(line.text())) : -1;
            if (row >= 0) {
                places.add(segment.span());
                rows.add(row);
                counts[row]++;
                tokens++;
            }
        }
        for (int at = 0; at < rows.size(); at++) {
            int row = rows.get(at);
            if (row == a.row() || row == b.row()) {
                addWindow(row == a.row() ? a : b, at, rows, places, line);
            }
        }
    }

    private void addWindow(Neighbourhood word, int at, List<Integer> rows, List<Span> places, CorpusLine line) {
        word.addOccurrence();
        int to = Math.min(rows.size() - 1, at + window);
        for (int i = Math.max(0, at - window); i <= to; i++) {
            if (i != at) {
                int distance = Math.abs(i - at);
                Span place = places.get(i);
                word.add(
                        rows.get(i),
                        distance,
                        (double) (window - distance + 1) / window,
                        () -> Passages.occurrence(line, place));
            }
        }
    }

    /**
     * What the two words share.
     *
     * @throws IllegalArgumentException if one of them is not in the corpus
     */
    public SharedContexts shared() {
        for (Neighbourhood word : List.of(a, b)) {
            if (word.occurrences() == 0) {
                throw new IllegalArgumentException("word " + vectors.word(word.row())
                        + ": expected it in the corpus, found it nowhere in " + tokens + " words");
            }
        }
        double chances = 0;
        for (long count : counts) {
            chances += Math.pow(count, SMOOTHING);
        }
        Map<Integer, Double> ofA = a.associations(counts, chances, SMOOTHING, LEAST);
        Map<Integer, Double> ofB = b.associations(counts, chances, SMOOTHING, LEAST);
        double product = 0;
        for (Map.Entry<Integer, Double> near : ofA.entrySet()) {
            product += near.getValue() * ofB.getOrDefault(near.getKey(), 0.0);
        }
        List<Context> contexts = new ArrayList<>();
        for (Map.Entry<Integer, Double> near : ofA.entrySet()) {
            int row = near.getKey();
            Double other = ofB.get(row);
            if (other != null) {
                contexts.add(new Context(
                        vectors.word(row),
                        near.getValue() * other / product,
                        side(a, row, near.getValue()),
                        side(b, row, other)));
            }
        }
        contexts.sort(Comparator.comparingDouble(Context::share).reversed()); // equal ones stay by row
        double lengths = length(ofA) * length(ofB);
        return new SharedContexts(
                new SharedContexts.Word(vectors.word(a.row()), a.occurrences()),
                new SharedContexts.Word(vectors.word(b.row()), b.occurrences()),
                tokens,
                lengths == 0 ? 0 : product / lengths,
                contexts);
    }

    private static Side side(Neighbourhood word, int row, double association) {
        return new Side(word.count(row), association, word.example(row));
    }

    private static double length(Map<Integer, Double> numbers) {
        return Math.sqrt(numbers.values().stream().mapToDouble(n -> n * n).sum());
    }
}
