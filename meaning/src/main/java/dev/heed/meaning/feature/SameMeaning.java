package dev.heed.meaning.feature;

import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.meaning.statistics.Surrounding;
import dev.heed.tensor.Vectors;
import java.util.Optional;

/**
 * Whether a word means the same in two places.
 *
 * <p>The cosines of the word's vectors, of what is around it and of the whole texts, over the upper layers, each in deviations
 * from its mean over pairs of occurrences of one word, are added with weights. Border and slope are a logistic curve fitted on pairs that people
 * judged (the development half of MCL-WiC's English pairs); they hold for every word.
 *
 * @param score in deviations; larger is more alike
 * @param same the answer
 * @param confidence that the answer is right, 0.5 to 1, as the pairs that people judged have it
 */
public record SameMeaning(double score, boolean same, double confidence) {
    private static final double AROUND_WEIGHT = 0.75;
    private static final double TEXT_WEIGHT = 0.2;
    private static final double BORDER = 1.287;
    private static final double SLOPE = 0.85;

    /** The answer for two occurrences. */
    public static SameMeaning of(OccurrenceVectors a, OccurrenceVectors b, ModelStatistics statistics, int layers) {
        double score = standardized(Surrounding.WORD, a, b, statistics, layers)
                + AROUND_WEIGHT * standardized(Surrounding.AROUND, a, b, statistics, layers)
                + TEXT_WEIGHT * standardized(Surrounding.TEXT, a, b, statistics, layers);
        double likely = 1 / (1 + Math.exp(-SLOPE * (score - BORDER)));
        return new SameMeaning(score, score > BORDER, Math.max(likely, 1 - likely));
    }

    private static double standardized(
            Surrounding surrounding, OccurrenceVectors a, OccurrenceVectors b, ModelStatistics statistics, int layers) {
        Recipe recipe = Recipe.upper(surrounding, layers);
        double cosine =
                Vectors.dot(recipe.vector(a, Optional.of(statistics)), recipe.vector(b, Optional.of(statistics)));
        return statistics.cosines().get(surrounding).standardized(cosine);
    }
}
