package dev.heed.meaning.similarity;

import dev.heed.Encoder;
import dev.heed.Encoding;
import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.text.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The similarity of two texts and what it is made of.
 *
 * <p>Where a text's vector is the mean of its tokens' vectors, the cosine of two texts <i>is</i> a sum over pairs of
 * tokens, {@code cos = Σᵢⱼ tᵢ·uⱼ / (n·m·|t̄|·|ū|)}: the shares say where the number sits, exactly, not what caused it. Two
 * further readings say that: {@link Pair#matched}, what the share has over the one that any two words of their weight would
 * have, times how alike the two are inside the model, and {@link Effect}, the score's change when a word is left out.
 *
 * <pre>{@code
 * TextSimilarity similarity = TextSimilarity.of(encoder, "A man is eating.", "Someone has a meal.");
 * for (TextSimilarity.Pair pair : similarity.pairs()) {
 *     System.out.println(pair.a().text() + " – " + pair.b().text() + ": " + pair.share());
 * }
 * }</pre>
 *
 * @param a the first text
 * @param b the second text
 * @param score cosine of their vectors, -1 to 1
 * @param percentile of 100 random pairs of texts, how many are less similar; empty if the model has no statistics, or does
 *     not know the language of the texts
 * @param pooling how the model makes a text's vector of its tokens'
 * @param exact whether the score is a sum of shares ({@link Encoding#summands}); where the pooling is no mean, or something
 *     that is not linear stands behind it, it isn't, and {@code pairs} is empty
 * @param aPlaces words and symbols of the first text
 * @param bPlaces words and symbols of the second
 * @param pairs every entry of {@code a} with every one of {@code b}, in text order
 * @param rest score − Σ shares: what the special tokens leave, or all of it if it isn't {@code exact}
 * @param aEffects one for each word of {@code a}
 * @param bEffects one for each word of {@code b}
 * @param notes what the reader must know, one line each: what the model does not know, why no percentile is given
 */
public record TextSimilarity(
        String a,
        String b,
        double score,
        OptionalDouble percentile,
        String pooling,
        boolean exact,
        List<Place> aPlaces,
        List<Place> bPlaces,
        List<Pair> pairs,
        double rest,
        List<Effect> aEffects,
        List<Effect> bEffects,
        List<String> notes) {
    private static final double FINEST = 0.1;

    /**
     * A place in one of the texts.
     *
     * @param text the surface form
     * @param word whether it is a word, not a symbol
     */
    public record Place(String text, Span span, boolean word) {}

    /**
     * Two words or symbols, one of each text.
     *
     * @param share of the score
     * @param matched how far the pair brings the texts together: the share less the expected one, times the cosine of the
     *     two words, centred, two thirds up the model, 0 where that is below 0. Expected is the score times what either word
     *     makes up of its own text: a long word in a similar text has a large share whatever it says.
     */
    public record Pair(Place a, Place b, double share, double matched) {}

    /**
     * What a word does to the score.
     *
     * @param effect the score minus the score of the texts without the word: above 0 if the word brings them together
     */
    public record Effect(Place place, double effect) {}

    public TextSimilarity {
        aPlaces = List.copyOf(aPlaces);
        bPlaces = List.copyOf(bPlaces);
        pairs = List.copyOf(pairs);
        aEffects = List.copyOf(aEffects);
        bEffects = List.copyOf(bEffects);
        notes = List.copyOf(notes);
    }

    /**
     * Compares two texts; each is read as far as the model reads.
     *
     * @throws IllegalArgumentException if one has no token of its own, or the model knows nothing of either
     */
    public static TextSimilarity of(Encoder encoder, String a, String b) {
        return new Comparison(encoder, ModelStatistics.of(encoder), a, b).similarity();
    }

    /**
     * What the score is worth among random pairs, in the words that every rendering uses; empty if the model has no
     * statistics. To a tenth of a percent: no table of pairs knows that a score is beyond all others.
     */
    public Optional<String> standing() {
        if (percentile.isEmpty()) {
            return Optional.empty();
        }
        double less = percentile.getAsDouble();
        String number = less > 100 - FINEST
                ? "more than 99.9"
                : less < FINEST ? "fewer than 0.1" : String.format(Locale.ROOT, "%.1f", less);
        return Optional.of("of 100 random pairs of texts, " + number + " are less alike");
    }

    /** The pairs of one row: all of an entry of {@code a}. */
    public List<Pair> row(int entry) {
        return pairs.subList(entry * bPlaces.size(), (entry + 1) * bPlaces.size());
    }
}
