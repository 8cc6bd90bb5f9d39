package dev.heed.meaning.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Correlation of ranks, tied values sharing their average rank. */
final class Ranks {
    private Ranks() {}

    /** Spearman's ρ; 0 where one side does not vary. */
    static double spearman(double[] a, double[] b) {
        double[] x = ranks(a);
        double[] y = ranks(b);
        double mean = (a.length - 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
    }

    /** Area under the curve: how often a positive one scores above a negative one. */
    static double areaUnderCurve(double[] scores, boolean[] positive) {
        double[] ranks = ranks(scores);
        double sum = 0;
        long positives = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += positive[i] ? ranks[i] : 0;
            positives += positive[i] ? 1 : 0;
        }
        return (sum - positives * (positives - 1) / 2.0) / (positives * (double) (scores.length - positives));
    }

    private static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int i = 0; i < order.length; ) {
            int end = i;
            while (end < order.length && values[order[end]] == values[order[i]]) {
                end++;
            }
            for (int j = i; j < end; j++) {
                ranks[order[j]] = (i + end - 1) / 2.0;
            }
            i = end;
        }
        return ranks;
    }
}
