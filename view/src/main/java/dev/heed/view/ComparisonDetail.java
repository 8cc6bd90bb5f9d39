package dev.heed.view;

import dev.heed.Encoder;
import dev.heed.Encoding;
import dev.heed.LayerAttention;
import dev.heed.NearWord;
import dev.heed.TextAttention;
import dev.heed.TokenizedText;
import dev.heed.Word;
import dev.heed.WordComparison.Occurrence;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What stands behind a {@link ComparisonView}: what the word attends to in each place, which words of the static table its
 * vector is nearest to, and where its vectors stand on a map. Immutable, thread-safe.
 *
 * @param pulls for each layer from 1, for each occurrence
 * @param near for the static vector and the layers 0 … L, for each occurrence, nearest first
 * @param map the vectors of all occurrences: static, then layers 0 … L
 */
public record ComparisonDetail(List<List<Pull>> pulls, List<List<List<NearWord>>> near, PlaneMap map) {
    /** Most places that are looked at this closely. */
    public static final int MOST_OCCURRENCES = 12;

    /**
     * What one occurrence attends to, mean of the heads.
     *
     * @param own weight on its own tokens
     * @param special weight on special tokens together
     * @param words the words and symbols it attends to
     * @param weights theirs
     */
    public record Pull(float own, float special, List<Word> words, float[] weights) {}

    /**
     * Looks closely.
     *
     * @param neighbours how many near words of each vector
     * @throws IllegalArgumentException if there are more than {@value #MOST_OCCURRENCES} occurrences
     */
    public static ComparisonDetail of(Encoder encoder, ComparisonView view, int neighbours) {
        List<Occurrence> places = view.occurrences();
        if (places.size() > MOST_OCCURRENCES) {
            throw new IllegalArgumentException("occurrences: expected at most " + MOST_OCCURRENCES
                    + " to look at closely, got " + places.size() + "; give fewer or shorter texts");
        }
        int layers = encoder.model().layers();
        List<List<Pull>> pulls = new ArrayList<>();
        IntStream.range(0, layers).forEach(_ -> pulls.add(new ArrayList<>()));
        List<float[]> vectors = new ArrayList<>(); // occurrence by occurrence: static, layers 0 … L
        TreeMap<Integer, TextAttention> attentions = new TreeMap<>();
        TreeMap<Integer, Encoding> encodings = new TreeMap<>();
        for (Occurrence place : places) {
            String text = view.texts().get(place.index());
            TextAttention attention = attentions.computeIfAbsent(place.index(), _ -> encoder.attention(text));
            Encoding encoding = encodings.computeIfAbsent(place.index(), _ -> encoder.encode(text));
            int[] tokens = tokensOf(attention.tokenized(), place);
            vectors.add(Vectors.mean(encoding.staticVectors(), tokens));
            for (int l = 0; l <= layers; l++) {
                vectors.add(Vectors.mean(encoding.tokenVectors(l), tokens));
            }
            for (int l = 1; l <= layers; l++) {
                pulls.get(l - 1).add(pull(attention.layer(l), attention.tokenized(), tokens));
            }
        }
        int each = layers + 2;
        List<List<NearWord>> near = encoder.nearestWords(vectors, neighbours);
        List<List<List<NearWord>>> byLayer = IntStream.range(0, each)
                .mapToObj(l -> IntStream.range(0, places.size())
                        .mapToObj(i -> near.get(i * each + l))
                        .toList())
                .toList();
        return new ComparisonDetail(pulls.stream().map(List::copyOf).toList(), byLayer, PlaneMap.of(vectors, each));
    }

    private static int[] tokensOf(TokenizedText text, Occurrence place) {
        return IntStream.range(0, text.tokenCount())
                .filter(i -> text.tokens().get(i).span() != null
                        && text.tokens().get(i).span().overlaps(place.span()))
                .toArray();
    }

    private static Pull pull(LayerAttention layer, TokenizedText text, int[] tokens) {
        Matrix weights = layer.meanWeights(tokens[0], tokens[tokens.length - 1] + 1);
        double own = 0;
        double special = 0;
        List<Word> words = new ArrayList<>();
        List<Float> shares = new ArrayList<>();
        for (Word word : text.words()) {
            double share = 0;
            for (int to : word.tokens()) {
                for (int from : tokens) {
                    share += weights.at(from - tokens[0], to);
                }
            }
            share /= tokens.length;
            if (word.kind() == Word.Kind.SPECIAL) {
                special += share;
            } else if (word.tokens().contains(tokens[0])) {
                own += share;
            } else {
                words.add(word);
                shares.add((float) share);
            }
        }
        float[] each = new float[shares.size()];
        for (int i = 0; i < each.length; i++) {
            each[i] = shares.get(i);
        }
        return new Pull((float) own, (float) special, List.copyOf(words), each);
    }
}
