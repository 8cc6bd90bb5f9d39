package dev.heed.lucene;

import dev.heed.Encoder;
import dev.heed.meaning.concordance.UseReader;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.StopWords;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.meaning.corpus.WordForms;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import dev.heed.text.Segment;
import dev.heed.text.SentenceSegmenter;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the words of a document that are used as words of a question are. Immutable, thread-safe. */
public final class WordsOfUse {
    /** The longest stretch that is read at once, in UTF-16 units: a model of 256 tokens reads that much English. */
    private static final int STRETCH = 900;
    /** The most words that are marked. */
    private static final int MOST = 10;
    /** Less than this part of the best similarity is not near. */
    private static final double NEAR = 0.7;

    private final UseReader reader;
    private final List<float[]> asked;

    private WordsOfUse(UseReader reader, List<Occurrence> uses) {
        this.reader = reader;
        Matrix vectors = reader.read(uses, done -> {});
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < vectors.rows(); i++) {
            rows.add(vectors.row(i));
        }
        this.asked = List.copyOf(rows);
    }

    /**
     * A word of a document.
     *
     * @param span its place
     * @param similarity cosine of its use with the nearest of those asked for
     */
    public record Near(String text, Span span, double similarity) {}

    /**
     * What all words of a question are used like, stop words aside.
     *
     * @param encoder not closed here
     * @throws IllegalArgumentException if it has no words
     */
    public static WordsOfUse ofAll(Encoder encoder, String question) {
        List<Span> content = contentWords(question);
        List<Span> words = content.isEmpty() ? words(question) : content;
        if (words.isEmpty()) {
            throw new IllegalArgumentException("question: expected one with words, got \"" + question + "\"");
        }
        return new WordsOfUse(new UseReader(encoder), in(question, words));
    }

    /**
     * What one word of a question is used like.
     *
     * @throws IllegalArgumentException if it stands nowhere in it
     */
    public static WordsOfUse ofWord(Encoder encoder, String question, String word) {
        List<Span> places = new WordFinder(WordForms.asWritten(word)).places(question);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("word " + word + ": found nowhere in \"" + question + "\"");
        }
        return new WordsOfUse(new UseReader(encoder), in(question, places));
    }

    /** The words of a document nearest in use, in the order of the document; none of a text without words. */
    public List<Near> nearest(String document) {
        List<Occurrence> uses = in(document, contentWords(document));
        Matrix vectors = reader.read(uses, done -> {});
        List<Near> all = new ArrayList<>();
        for (int i = 0; i < uses.size(); i++) {
            float[] vector = vectors.row(i);
            double similarity = asked.stream()
                    .mapToDouble(use -> Vectors.dot(use, vector))
                    .max()
                    .orElseThrow();
            all.add(new Near(uses.get(i).surface(), uses.get(i).span(), similarity));
        }
        double least = NEAR * all.stream().mapToDouble(Near::similarity).max().orElse(0);
        return all.stream()
                .filter(word -> word.similarity() > 0 && word.similarity() >= least)
                .sorted(Comparator.comparingDouble(Near::similarity).reversed())
                .limit(MOST)
                .sorted(Comparator.comparingInt(word -> word.span().start()))
                .toList();
    }

    private static List<Span> words(String text) {
        return WordSegmenter.segments(text).stream()
                .filter(segment -> segment.kind() == Segment.Kind.WORD)
                .map(Segment::span)
                .toList();
    }

    private static List<Span> contentWords(String text) {
        return words(text).stream()
                .filter(span -> !StopWords.contains(span.in(text)))
                .toList();
    }

    /** Places with the stretch of the text that each is read in: sentences as long as they fit. */
    private static List<Occurrence> in(String text, List<Span> places) {
        List<Integer> ends = stretches(text);
        List<Occurrence> occurrences = new ArrayList<>();
        int stretch = 0;
        int start = 0;
        for (Span place : places) {
            while (place.start() >= ends.get(stretch)) {
                start = ends.get(stretch++);
            }
            int end = Math.max(ends.get(stretch), place.end());
            occurrences.add(new Occurrence("document", 1, place, text.substring(start, end), start));
        }
        return occurrences;
    }

    private static List<Integer> stretches(String text) {
        List<Integer> ends = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (Span sentence : SentenceSegmenter.sentences(text)) {
            int next = sentence.end();
            if (next - start > STRETCH && end > start) {
                ends.add(end);
                start = end;
            }
            end = next;
            while (end - start > STRETCH) {
                start += STRETCH;
                ends.add(start);
            }
        }
        ends.add(text.length());
        return ends;
    }
}
