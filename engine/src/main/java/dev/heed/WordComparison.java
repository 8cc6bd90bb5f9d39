package dev.heed;

import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One word in several texts: its static vector, the same everywhere, beside its context-aware vectors, layer by layer.
 *
 * @param word as asked for
 * @param occurrences every place where it stands, case ignored, in the order of the texts
 * @param staticSimilarity cosines of the static vectors; (occurrences, occurrences)
 * @param layers cosines at the layers 0 … L, each (occurrences, occurrences)
 */
public record WordComparison(String word, List<Occurrence> occurrences, Matrix staticSimilarity, List<Matrix> layers) {
    /**
     * A place where the word stands.
     *
     * @param index position of the text among those given, from 0
     */
    public record Occurrence(int index, String text, Span span) {}

    /** @throws IllegalArgumentException if a text lacks the word, or the model does not read that far into it */
    static WordComparison of(Encoder encoder, String word, List<String> texts) {
        checkWord(word);
        List<Occurrence> occurrences = new ArrayList<>();
        List<Encoding> encodings = encoder.encode(texts);
        List<float[]> staticVectors = new ArrayList<>();
        List<List<float[]>> byLayer = new ArrayList<>();
        IntStream.rangeClosed(0, encoder.model().layers()).forEach(l -> byLayer.add(new ArrayList<>()));
        for (int t = 0; t < texts.size(); t++) {
            Encoding encoding = encodings.get(t);
            List<Matrix> layers = IntStream.range(0, byLayer.size())
                    .mapToObj(encoding::tokenVectors)
                    .toList();
            Matrix table = encoding.staticVectors();
            List<Span> places = places(word, texts.get(t));
            if (places.isEmpty()) {
                throw new IllegalArgumentException(
                        "word " + word + ": expected it in every text, not found in \"" + texts.get(t) + "\"");
            }
            for (Span span : places) {
                int[] tokens = tokensIn(encoding.tokenized(), span);
                occurrences.add(new Occurrence(t, span.in(texts.get(t)), span));
                staticVectors.add(Vectors.mean(table, tokens));
                for (int l = 0; l < layers.size(); l++) {
                    byLayer.get(l).add(Vectors.mean(layers.get(l), tokens));
                }
            }
        }
        return new WordComparison(
                word,
                List.copyOf(occurrences),
                cosines(staticVectors),
                byLayer.stream().map(WordComparison::cosines).toList());
    }

    /**
     * Places where {@code word} stands between borders of UAX #29 segments, case ignored; none if the text lacks it. Asks no
     * model: what a comparison will cost, in the square of all texts' places, is known before it.
     *
     * @throws IllegalArgumentException if the word is blank
     */
    public static List<Span> places(String word, String text) {
        checkWord(word);
        Set<Integer> starts = new HashSet<>();
        Set<Integer> ends = new HashSet<>();
        for (Segment segment : WordSegmenter.segments(text)) {
            starts.add(segment.span().start());
            ends.add(segment.span().end());
        }
        List<Span> places = new ArrayList<>();
        for (int at = 0; at + word.length() <= text.length(); at++) {
            if (starts.contains(at)
                    && ends.contains(at + word.length())
                    && text.regionMatches(true, at, word, 0, word.length())) {
                places.add(new Span(at, at + word.length()));
            }
        }
        return List.copyOf(places);
    }

    private static void checkWord(String word) {
        if (word.isBlank()) {
            throw new IllegalArgumentException("word: expected at least one letter, got a blank");
        }
    }

    private static int[] tokensIn(TokenizedText tokenized, Span place) {
        List<Token> tokens = tokenized.tokens();
        int[] inside = IntStream.range(0, tokens.size())
                .filter(i ->
                        tokens.get(i).span() != null && tokens.get(i).span().overlaps(place))
                .toArray();
        if (inside.length == 0) {
            throw new IllegalArgumentException("word " + place.in(tokenized.text()) + ": expected it among the "
                    + tokenized.tokenCount() + " tokens that the model reads, found it at character " + place.start()
                    + ", behind them; shorten the text");
        }
        return inside;
    }

    private static Matrix cosines(List<float[]> vectors) {
        int n = vectors.size();
        Matrix cosines = Matrix.zeros(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                cosines.data()[i * n + j] = (float) Vectors.cosine(vectors.get(i), vectors.get(j));
            }
        }
        return cosines;
    }
}
