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
 * deviations from its mean over such pairs, which makes models comparable: one border and one slope, of a logistic curve
 * fitted on pairs that people judged (the development half of MCL-WiC's English pairs), hold for every word and model.
 *
 * @param score in deviations; larger is more alike
 * @param same the answer
 * @param confidence that the answer is right, 0.5 to 1, as the pairs that people judged have it
 */
public record SameMeaning(double score, boolean same, double confidence) {
    private static final double AROUND_WEIGHT = 1;
    private static final double TEXT_WEIGHT = 0.2;
    private static final double FORM_WEIGHT = 2;
    private static final double BORDER = 1;
    private static final double SLOPE = 1.3;

    /** The answer for two occurrences. */
    public static SameMeaning of(OccurrenceVectors a, OccurrenceVectors b, ModelStatistics statistics, int layers) {
        double score = statistics
                .pairs()
                .standardized(Likeness.of(a, b, statistics, layers).score(statistics.cosines()));
        double likely = 1 / (1 + Math.exp(-SLOPE * (score - BORDER)));
        return new SameMeaning(score, score > BORDER, Math.max(likely, 1 - likely));
    }

    /** Cosines of two occurrences: by surrounding over the upper layers, and of the word where it enters the model. */
    record Likeness(Map<Surrounding, Double> cosines, double form) {
        static Likeness of(OccurrenceVectors a, OccurrenceVectors b, ModelStatistics statistics, int layers) {
            Map<Surrounding, Double> cosines = new EnumMap<>(Surrounding.class);
            for (Surrounding surrounding : Surrounding.values()) {
                Recipe recipe = Recipe.upper(surrounding, layers);
                cosines.put(
                        surrounding,
                        Vectors.dot(
                                recipe.vector(a, Optional.of(statistics)), recipe.vector(b, Optional.of(statistics))));
            }
            return new Likeness(cosines, Vectors.cosine(a.vector(Surrounding.WORD, 0), b.vector(Surrounding.WORD, 0)));
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
