package dev.heed.meaning.similarity;

import dev.heed.Encoder;
import dev.heed.Encoding;
import dev.heed.Word;
import dev.heed.meaning.reading.Reading;
import dev.heed.meaning.similarity.TextSimilarity.Effect;
import dev.heed.meaning.similarity.TextSimilarity.Pair;
import dev.heed.meaning.similarity.TextSimilarity.Place;
import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.meaning.statistics.Surrounding;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** One comparison under way. */
final class Comparison {
    private final Encoder encoder;
    private final Optional<ModelStatistics> statistics;
    private final Encoding a;
    private final Encoding b;
    private final List<Word> aWords;
    private final List<Word> bWords;
    private final double score;
    private final Reading reading;

    Comparison(Encoder encoder, Optional<ModelStatistics> statistics, String a, String b) {
        this.encoder = encoder;
        this.statistics = statistics;
        List<Encoding> both = encoder.encode(List.of(a, b));
        this.a = both.getFirst();
        this.b = both.getLast();
        this.aWords = entries(this.a, "first");
        this.bWords = entries(this.b, "second");
        this.reading = reading(encoder, a, b);
        this.score = Vectors.cosine(this.a.vector(), this.b.vector());
    }

    private static List<Word> entries(Encoding text, String which) {
        List<Word> entries = text.tokenized().words().stream()
                .filter(word -> word.kind() != Word.Kind.SPECIAL)
                .toList();
        if (entries.isEmpty()) {
            throw new IllegalArgumentException(which + " text: expected at least one word, got \""
                    + text.tokenized().text() + "\"");
        }
        return entries;
    }

    TextSimilarity similarity() {
        Optional<Matrix> aParts = a.summands();
        Optional<Matrix> bParts = b.summands();
        boolean exact = aParts.isPresent() && bParts.isPresent();
        List<Place> aPlaces = aWords.stream().map(Comparison::place).toList();
        List<Place> bPlaces = bWords.stream().map(Comparison::place).toList();
        List<Pair> pairs = exact ? pairs(aParts.orElseThrow(), bParts.orElseThrow(), aPlaces, bPlaces) : List.of();
        double rest = score - pairs.stream().mapToDouble(Pair::share).sum();
        List<List<Effect>> effects = effects(aPlaces, bPlaces);
        return new TextSimilarity(
                a.tokenized().text(),
                b.tokenized().text(),
                score,
                percentile(),
                encoder.model().pooling(),
                exact,
                aPlaces,
                bPlaces,
                pairs,
                rest,
                effects.getFirst(),
                effects.getLast(),
                notes());
    }

    private OptionalDouble percentile() {
        return statistics.isEmpty() || !reading.inItsLanguage() || encoder.shortened()
                ? OptionalDouble.empty()
                : OptionalDouble.of(statistics.get().scores().percentile(score));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        reading.noteOfUnknown().ifPresent(notes::add);
        if (statistics.isPresent()) {
            reading.reasonAgainst("what the score is among random pairs is not said")
                    .ifPresent(notes::add);
        }
        return notes;
    }

    private static Reading reading(Encoder encoder, String a, String b) {
        Reading reading = Reading.of(encoder, List.of(a, b));
        if (reading.nothingKnown()) {
            throw new IllegalArgumentException(
                    "texts: expected something that the model knows, got two that it reads as "
                            + reading.piece().orElseThrow() + " and nothing else; other words may be known to it");
        }
        return reading;
    }

    /** @param aTokens summands of the texts' vectors; (tokens, dimension) */
    private List<Pair> pairs(Matrix aTokens, Matrix bTokens, List<Place> aPlaces, List<Place> bPlaces) {
        double[] aText = sum(aTokens, all(a));
        double[] bText = sum(bTokens, all(b));
        double lengths = norm(aText) * norm(bText);
        double[][] bSums = bWords.stream().map(word -> sum(bTokens, rows(word))).toArray(double[][]::new);
        double[] bParts =
                Arrays.stream(bSums).mapToDouble(sum -> part(sum, bText)).toArray();
        double[][] likeness = likeness();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < aWords.size(); i++) {
            double[] aSum = sum(aTokens, rows(aWords.get(i)));
            for (int j = 0; j < bWords.size(); j++) {
                double share = lengths == 0 ? 0 : dot(aSum, bSums[j]) / lengths;
                double expected = score * part(aSum, aText) * bParts[j];
                double matched = (share - expected) * Math.max(0, likeness[i][j]);
                pairs.add(new Pair(aPlaces.get(i), bPlaces.get(j), share, matched));
            }
        }
        return pairs;
    }

    /** What of its own text's vector a word makes up; over all tokens of a text these sum to 1. */
    private static double part(double[] word, double[] text) {
        double length = dot(text, text);
        return length == 0 ? 0 : dot(word, text) / length;
    }

    /** Cosines of the words two thirds up the model, their common mean taken away. */
    private double[][] likeness() {
        int layer = Math.max(1, Math.round(encoder.model().layers() * 2 / 3f));
        List<float[]> aVectors =
                aWords.stream().map(word -> a.wordVector(word, layer)).toList();
        List<float[]> bVectors =
                bWords.stream().map(word -> b.wordVector(word, layer)).toList();
        float[] centre = statistics
                .map(known -> known.moments(Surrounding.WORD, layer).means())
                .orElseGet(() -> mean(aVectors, bVectors));
        double[][] likeness = new double[aVectors.size()][bVectors.size()];
        for (int i = 0; i < aVectors.size(); i++) {
            float[] centred = minus(aVectors.get(i), centre);
            for (int j = 0; j < bVectors.size(); j++) {
                likeness[i][j] = Vectors.cosine(centred, minus(bVectors.get(j), centre));
            }
        }
        return likeness;
    }

    /** Both texts without each of their words in turn, all in one batch. */
    private List<List<Effect>> effects(List<Place> aPlaces, List<Place> bPlaces) {
        List<Place> aOnly = aPlaces.stream().filter(Place::word).toList();
        List<Place> bOnly = bPlaces.stream().filter(Place::word).toList();
        List<String> variants = new ArrayList<>();
        aOnly.forEach(place -> variants.add(without(a.tokenized().text(), place)));
        bOnly.forEach(place -> variants.add(without(b.tokenized().text(), place)));
        var vectors = encoder.embed(variants);
        float[] aVector = a.vector();
        float[] bVector = b.vector();
        List<Effect> aEffects = IntStream.range(0, aOnly.size())
                .mapToObj(i -> new Effect(
                        aOnly.get(i), score - Vectors.cosine(vectors.get(i).vector(), bVector)))
                .toList();
        List<Effect> bEffects = IntStream.range(0, bOnly.size())
                .mapToObj(i -> new Effect(
                        bOnly.get(i),
                        score
                                - Vectors.cosine(
                                        aVector, vectors.get(aOnly.size() + i).vector())))
                .toList();
        return List.of(aEffects, bEffects);
    }

    private static String without(String text, Place place) {
        return text.substring(0, place.span().start())
                + text.substring(place.span().end());
    }

    private static Place place(Word word) {
        return new Place(word.text(), word.span(), word.kind() == Word.Kind.WORD);
    }

    private static int[] rows(Word word) {
        return word.tokens().stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] all(Encoding text) {
        return IntStream.range(0, text.tokenized().tokenCount()).toArray();
    }

    private static double[] sum(Matrix vectors, int[] rows) {
        double[] sum = new double[vectors.columns()];
        for (int row : rows) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vectors.data()[vectors.index(row) + i];
            }
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static float[] mean(List<float[]> some, List<float[]> others) {
        List<float[]> rows = new ArrayList<>(some);
        rows.addAll(others);
        return Vectors.mean(
                Matrix.copyOf(rows.toArray(float[][]::new)),
                IntStream.range(0, rows.size()).toArray());
    }

    private static float[] minus(float[] vector, float[] centre) {
        float[] difference = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            difference[i] = vector[i] - centre[i];
        }
        return difference;
    }
}
