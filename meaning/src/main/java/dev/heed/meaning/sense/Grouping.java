package dev.heed.meaning.sense;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Groups occurrences by meaning, the number of groups found on the way.
 *
 * <p>Consensus of several partitions (Strehl and Ghosh 2002; Fred and Jain 2005). The occurrences are seen in two views,
 * the last layer as it is and the upper layers with the text's topic. Each view is clustered by average linkage on cosine
 * distance and cut at seven heights, 0.85 to 1.15 times the mean distance, groups below 3 % dissolved into the nearest; how
 * often two occurrences fall together in the 14 partitions is clustered again.
 *
 * <p>That tree is cut at two heights, and the occurrences say which they ask for. Several senses that lie apart, as those of
 * homonyms do, show in the fine cut: then neighbours agree on it. Else there may be few and near ones, as those of a
 * dictionary are: the coarse cut stands if it is seen in the vectors, where neighbours agree on it and pairs within groups
 * are more alike than pairs across. Else it is one sense. Not thread-safe.
 *
 * <p>The constants hold for every word; docs/evaluation.md shows what they were chosen on. The same vectors give the same
 * groups, on any number of threads.
 */
final class Grouping {
    private static final double LOWEST_CUT = 0.85;
    private static final double STEP = 0.05;
    private static final int CUTS = 7;
    private static final double FINE_CUT = 0.34;
    private static final double COARSE_CUT = 0.6;
    private static final double SMALLEST_SHARE = 0.03;
    private static final int SMALLEST = 3;
    private static final int NEIGHBOURS = 10;
    private static final int FEWEST_NEIGHBOURS = 3;
    /** So many occurrences give one of them one neighbour more, up to {@value #NEIGHBOURS}. */
    private static final int A_NEIGHBOUR = 6;

    private static final double CONTRAST_WEIGHT = 12;
    /** What neighbours agree on beyond chance, from which on a fine partition stands. */
    private static final double AGREEMENT = 0.66;
    /** The same of fewer lines than {@value #FEW}: each has fewer neighbours of its own sense, and they agree less. */
    private static final double AGREEMENT_OF_FEW = 0.58;

    private static final int FEW = 80;
    /** Below this a coarse partition is not seen in the vectors. */
    private static final double EVIDENCE = 1.588;
    /** How much likeness counts beside agreement where a number of groups is asked for: it tells equals apart. */
    private static final float TIE = 1e-4f;

    private final int n;
    private final List<Likeness> views;
    private final Likeness together;
    private final int smallest;
    private Likeness agreement;

    /** @param vectors in two views of equal weight */
    Grouping(TwoViews vectors) {
        this.n = vectors.rows();
        Likeness one = Likeness.of(vectors.first(), 0.5f);
        Likeness other = Likeness.of(vectors.second(), 0.5f);
        this.views = List.of(one, other);
        this.together = Likeness.mean(one, other);
        this.smallest = Math.max(SMALLEST, (int) Math.ceil(SMALLEST_SHARE * n));
    }

    /** A group for each occurrence, numbered from 0; all 0 if there is one sense as far as can be seen. */
    int[] groups() {
        if (n < 2 * SMALLEST) {
            return new int[n];
        }
        Dendrogram consensus = Dendrogram.average(n, distances(agreement()));
        int[] fine = dissolved(consensus.cut(FINE_CUT), agreement(), smallest);
        if (agreement(fine) >= (n < FEW ? AGREEMENT_OF_FEW : AGREEMENT)) {
            return fine;
        }
        int[] coarse = dissolved(consensus.cut(COARSE_CUT), agreement(), smallest);
        return agreement(coarse) + CONTRAST_WEIGHT * contrast(coarse) > EVIDENCE ? coarse : new int[n];
    }

    /**
     * As many groups as asked for, if so many can be told apart; equal occurrences stay together.
     *
     * @param same for each occurrence, the first that is equal to it
     */
    int[] groups(int count, int[] same) {
        float[] distances = distances(agreement());
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int pair = i * n + j;
                distances[pair] = same[i] == same[j] ? 0 : distances[pair] + TIE * (2 - together.at(i, j));
            }
        }
        int different = (int) Arrays.stream(same).distinct().count();
        return Dendrogram.average(n, distances).cutInto(Math.min(count, different));
    }

    /** The share of partitions in which two occurrences fall together. */
    private Likeness agreement() {
        if (agreement == null) {
            float[] counts = new float[n * n];
            for (int[] partition : partitions()) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        counts[i * n + j] += partition[i] == partition[j] ? 1 : 0;
                    }
                }
            }
            int partitions = views.size() * CUTS;
            for (int i = 0; i < counts.length; i++) {
                counts[i] /= partitions;
            }
            agreement = new Likeness(n, counts);
        }
        return agreement;
    }

    private List<int[]> partitions() {
        List<int[]> partitions = new ArrayList<>();
        for (Likeness view : views) {
            double mean = 1 - view.mean();
            Dendrogram tree = Dendrogram.average(n, distances(view));
            for (int cut = 0; cut < CUTS; cut++) {
                partitions.add(dissolved(tree.cut((LOWEST_CUT + cut * STEP) * mean), view, smallest));
            }
        }
        return partitions;
    }

    private static float[] distances(Likeness likeness) {
        float[] distances = new float[likeness.values().length];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = Math.max(0, 1 - likeness.values()[i]);
        }
        return distances;
    }

    /** Members of groups that are too small go to the group that they are most alike on average; numbered anew. */
    static int[] dissolved(int[] groups, Likeness likeness, int smallest) {
        int n = groups.length;
        int count = Arrays.stream(groups).max().orElse(0) + 1;
        int[] sizes = new int[count];
        for (int group : groups) {
            sizes[group]++;
        }
        int[] dissolved = new int[n];
        for (int i = 0; i < n; i++) {
            dissolved[i] = sizes[groups[i]] >= smallest ? groups[i] : nearest(i, groups, sizes, likeness, smallest);
        }
        return numbered(dissolved, count);
    }

    private static int nearest(int i, int[] groups, int[] sizes, Likeness likeness, int smallest) {
        double[] sums = new double[sizes.length];
        for (int j = 0; j < groups.length; j++) {
            sums[groups[j]] += likeness.at(i, j);
        }
        int nearest = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int g = 0; g < sizes.length; g++) {
            if (sizes[g] >= smallest && sums[g] / sizes[g] > most) {
                most = sums[g] / sizes[g];
                nearest = g;
            }
        }
        return nearest;
    }

    /** Groups in the order of their first member, from 0. */
    private static int[] numbered(int[] groups, int count) {
        int[] numbers = new int[count];
        Arrays.fill(numbers, -1);
        int next = 0;
        int[] numbered = new int[groups.length];
        for (int i = 0; i < groups.length; i++) {
            if (numbers[groups[i]] < 0) {
                numbers[groups[i]] = next++;
            }
            numbered[i] = numbers[groups[i]];
        }
        return numbered;
    }

    /** How far neighbours agree on groups beyond chance, up to 1; below everything for a single group. */
    private double agreement(int[] groups) {
        int count = Arrays.stream(groups).max().orElse(0) + 1;
        if (count == 1) {
            return Double.NEGATIVE_INFINITY;
        }
        double chance = 0;
        int[] sizes = new int[count];
        for (int group : groups) {
            sizes[group]++;
        }
        for (int size : sizes) {
            chance += (double) size / n * size / n;
        }
        return (neighbourAgreement(groups) - chance) / (1 - chance);
    }

    private double neighbourAgreement(int[] groups) {
        int neighbours = Math.clamp(n / A_NEIGHBOUR, FEWEST_NEIGHBOURS, NEIGHBOURS);
        long agreeing = 0;
        for (int i = 0; i < n; i++) {
            for (int j : Neighbours.of(together, i, neighbours)) {
                agreeing += groups[i] == groups[j] ? 1 : 0;
            }
        }
        return agreeing / ((double) n * neighbours);
    }

    /** What pairs within groups are more alike than pairs across; of two groups and more. */
    private double contrast(int[] groups) {
        double within = 0;
        double across = 0;
        long pairsWithin = 0;
        long pairsAcross = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (groups[i] == groups[j]) {
                    within += together.at(i, j);
                    pairsWithin++;
                } else {
                    across += together.at(i, j);
                    pairsAcross++;
                }
            }
        }
        return within / pairsWithin - across / pairsAcross;
    }
}
