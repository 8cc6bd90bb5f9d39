package dev.heed;

import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import dev.heed.text.Span;
import dev.heed.text.WordSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One word in several texts: its static vector, the same everywhere, beside its context-aware vectors, layer by layer.
 *
 * @param word as asked for
 * @param occurrences every place where it stands, however it is spelled ({@link dev.heed.text.SameWord}), in the order of
 *     the texts
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
        WordSearch search = new WordSearch(List.of(word));
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
            for (Span span : places(search, word, texts.get(t))) {
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

    private static List<Span> places(WordSearch search, String word, String text) {
        List<Span> places = search.places(text);
        if (places.isEmpty()) {
            throw new IllegalArgumentException(
                    "word " + word + ": expected it in every text, not found in \"" + text + "\"");
        }
        return places;
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
