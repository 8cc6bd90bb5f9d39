package dev.heed.meaning.feature;

import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.meaning.statistics.ModelStatistics.Spread;
import dev.heed.meaning.statistics.Surrounding;
import dev.heed.tensor.Vectors;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a word means the same in two places.
 *
 * <p>The cosines of the word's vectors, of what is around it and of the whole texts, over the upper layers, each in deviations
 * from its mean over pairs of occurrences of one word, are added with weights. Less counts what the two had in common before
 * any layer saw a context: <i>bank</i> and <i>bank</i> must show more than <i>bank</i> and <i>banks</i>. The sum again is in
 * deviations from its mean over such pairs, which makes models comparable.
 *
 * <p>Short plain sentences look alike around a word whatever it means, since most of what is around it is "the", "of" and a
 * full stop. So it counts whether the content words of the texts are more alike than all words, or less; and of texts shorter
 * than {@value #SHORT} tokens more is asked. One border and one slope, of a logistic curve fitted on pairs that people judged
 * (the development half of MCL-WiC's English pairs, and short sentences), hold for every word and model.
 *
 * @param score in deviations; larger is more alike
 * @param same the answer
 * @param confidence that the answer is right, 0.5 to 1, as the pairs that people judged have it
 */
public record SameMeaning(double score, boolean same, double confidence) {
    private static final double AROUND_WEIGHT = 1;
    private static final double TEXT_WEIGHT = 0.2;
    private static final double FORM_WEIGHT = 2;
    private static final double CONTENT_WEIGHT = 0.3;
    private static final double SHORT_WEIGHT = 0.8;
    private static final int SHORT = 24;
    private static final double BORDER = 1.05;
    private static final double SLOPE = 1.3;

    /** The answer for two occurrences. */
    public static SameMeaning of(OccurrenceVectors a, OccurrenceVectors b, ModelStatistics statistics, int layers) {
        double score = statistics
                        .pairs()
                        .standardized(Likeness.of(a, b, statistics, layers).score(statistics.cosines()))
                + CONTENT_WEIGHT * contentBeyondAll(a, b, statistics, layers)
                - SHORT_WEIGHT * shortness(a, b);
        double likely = 1 / (1 + Math.exp(-SLOPE * (score - BORDER)));
        return new SameMeaning(score, score > BORDER, Math.max(likely, 1 - likely));
    }

    /** How much more alike the content words of the texts are than all words around the two, in deviations. */
    private static double contentBeyondAll(
            OccurrenceVectors a, OccurrenceVectors b, ModelStatistics statistics, int layers) {
        double content = Likeness.around(a.amongContentWords(), b.amongContentWords(), statistics, layers);
        double all = Likeness.around(a, b, statistics, layers);
        return (content - all) / statistics.cosines().get(Surrounding.AROUND).deviation();
    }

    /** The logarithm of how many times shorter than {@value #SHORT} tokens the texts are, in the geometric mean; 0 if longer. */
    private static double shortness(OccurrenceVectors a, OccurrenceVectors b) {
        return Math.max(0, Math.log(SHORT / Math.sqrt((double) a.tokenCount() * b.tokenCount())));
    }

    /** Cosines of two occurrences: by surrounding over the upper layers, and of the word where it enters the model. */
    record Likeness(Map<Surrounding, Double> cosines, double form) {
        static Likeness of(OccurrenceVectors a, OccurrenceVectors b, ModelStatistics statistics, int layers) {
            Map<Surrounding, Double> cosines = new EnumMap<>(Surrounding.class);
            for (Surrounding surrounding : Surrounding.values()) {
                cosines.put(surrounding, cosine(surrounding, a, b, statistics, layers));
            }
            return new Likeness(cosines, Vectors.cosine(a.vector(Surrounding.WORD, 0), b.vector(Surrounding.WORD, 0)));
        }

        /** The cosine of what is around two occurrences. */
        static double around(OccurrenceVectors a, OccurrenceVectors b, ModelStatistics statistics, int layers) {
            return cosine(Surrounding.AROUND, a, b, statistics, layers);
        }

        private static double cosine(
                Surrounding surrounding,
                OccurrenceVectors a,
                OccurrenceVectors b,
                ModelStatistics statistics,
                int layers) {
            Recipe recipe = Recipe.upper(surrounding, layers);
            return Vectors.dot(recipe.vector(a, Optional.of(statistics)), recipe.vector(b, Optional.of(statistics)));
        }

        double score(Map<Surrounding, Spread> spreads) {
            return standardized(Surrounding.WORD, spreads)
                    + AROUND_WEIGHT * standardized(Surrounding.AROUND, spreads)
                    + TEXT_WEIGHT * standardized(Surrounding.TEXT, spreads)
                    - FORM_WEIGHT * form;
        }

        private double standardized(Surrounding surrounding, Map<Surrounding, Spread> spreads) {
            return spreads.get(surrounding).standardized(cosines.get(surrounding));
        }
    }
}
