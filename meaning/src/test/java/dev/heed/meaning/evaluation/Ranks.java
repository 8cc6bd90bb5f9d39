package dev.heed.meaning.evaluation;

import dev.heed.vectors.evaluation.RankCorrelation;

/** Correlation of ranks, tied values sharing their average rank. */
final class Ranks {
    private Ranks() {}

    /** Spearman's ρ; 0 where one side does not vary. */
    static double spearman(double[] a, double[] b) {
        double correlation = RankCorrelation.spearman(a, b);
        return Double.isNaN(correlation) ? 0 : correlation;
    }

    /** Area under the curve: how often a positive one scores above a negative one. */
    static double areaUnderCurve(double[] scores, boolean[] positive) {
        double[] ranks = RankCorrelation.ranks(scores);
        double sum = 0;
        long positives = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += positive[i] ? ranks[i] : 0;
            positives += positive[i] ? 1 : 0;
        }
        return (sum - positives * (positives - 1) / 2.0) / (positives * (double) (scores.length - positives));
    }
}
