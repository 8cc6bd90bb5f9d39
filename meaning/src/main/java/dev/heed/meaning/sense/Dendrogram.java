package dev.heed.meaning.sense;

import java.util.Arrays;

/**
 * Agglomerative clustering by average linkage (UPGMA), all merges with their distances, by chains of nearest neighbours
 * (Murtagh 1983) in O(n²) time.
 *
 * <p>Ties go to the lower number, so that the result depends on nothing but the distances. Immutable.
 */
final class Dendrogram {
    private final int leaves;
    private final int[] left; // of merge m, in order of distance: a leaf of the one side
    private final int[] right; // and one of the other
    private final double[] distances;

    private Dendrogram(int leaves, int[] left, int[] right, double[] distances) {
        this.leaves = leaves;
        this.left = left;
        this.right = right;
        this.distances = distances;
    }

    /** @param distances row-major and symmetric, (leaves, leaves); overwritten */
    static Dendrogram average(int leaves, float[] distances) {
        int merges = Math.max(0, leaves - 1);
        int[] left = new int[merges];
        int[] right = new int[merges];
        double[] heights = new double[merges];
        int[] sizes = new int[leaves];
        Arrays.fill(sizes, 1); // 0: merged into another
        int[] chain = new int[leaves];
        int length = 0;
        for (int merge = 0; merge < merges; ) {
            if (length == 0) {
                chain[length++] = firstAlive(sizes);
            }
            int last = chain[length - 1];
            int before = length > 1 ? chain[length - 2] : -1;
            int nearest = nearest(distances, leaves, sizes, last, before);
            if (nearest != before) {
                chain[length++] = nearest;
                continue;
            }
            int keep = Math.min(last, before);
            int gone = Math.max(last, before);
            left[merge] = keep;
            right[merge] = gone;
            heights[merge++] = distances[keep * leaves + gone];
            join(distances, leaves, sizes, keep, gone);
            length -= 2;
        }
        return sorted(leaves, left, right, heights);
    }

    /** Groups that are left when merges up to {@code distance} are made; numbered from 0 in the order of the leaves. */
    int[] cut(double distance) {
        int made = 0;
        while (made < distances.length && distances[made] <= distance) {
            made++;
        }
        return groups(made);
    }

    /** The same with a number of groups. */
    int[] cutInto(int groups) {
        return groups(Math.max(0, leaves - Math.max(1, groups)));
    }

    private int[] groups(int merges) {
        int[] roots = new int[leaves];
        Arrays.setAll(roots, i -> i);
        for (int m = 0; m < merges; m++) {
            int a = root(roots, left[m]);
            int b = root(roots, right[m]);
            roots[Math.max(a, b)] = Math.min(a, b);
        }
        int[] numbers = new int[leaves];
        int[] groups = new int[leaves];
        Arrays.fill(numbers, -1);
        int next = 0;
        for (int i = 0; i < leaves; i++) {
            int root = root(roots, i);
            if (numbers[root] < 0) {
                numbers[root] = next++;
            }
            groups[i] = numbers[root];
        }
        return groups;
    }

    private static int root(int[] roots, int i) {
        int root = i;
        while (roots[root] != root) {
            roots[root] = roots[roots[root]];
            root = roots[root];
        }
        return root;
    }

    private static int firstAlive(int[] sizes) {
        int i = 0;
        while (sizes[i] == 0) {
            i++;
        }
        return i;
    }

    /** The nearest group; of equally near ones {@code preferred}, else the lowest. */
    private static int nearest(float[] distances, int n, int[] sizes, int from, int preferred) {
        int nearest = preferred;
        float least = preferred < 0 ? Float.POSITIVE_INFINITY : distances[from * n + preferred];
        for (int i = 0; i < n; i++) {
            if (i != from && sizes[i] > 0 && (distances[from * n + i] < least || nearest < 0)) {
                least = distances[from * n + i];
                nearest = i;
            }
        }
        return nearest;
    }

    private static void join(float[] distances, int n, int[] sizes, int keep, int gone) {
        double total = sizes[keep] + sizes[gone];
        for (int i = 0; i < n; i++) {
            if (sizes[i] > 0 && i != keep && i != gone) {
                float mean = (float) ((sizes[keep] * (double) distances[keep * n + i]
                                + sizes[gone] * (double) distances[gone * n + i])
                        / total);
                distances[keep * n + i] = mean;
                distances[i * n + keep] = mean;
            }
        }
        sizes[keep] += sizes[gone];
        sizes[gone] = 0;
    }

    private static Dendrogram sorted(int leaves, int[] left, int[] right, double[] heights) {
        Integer[] order = new Integer[heights.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(heights[a], heights[b])); // stable: merges of a chain stay in order
        int[] sortedLeft = new int[order.length];
        int[] sortedRight = new int[order.length];
        double[] sortedHeights = new double[order.length];
        for (int m = 0; m < order.length; m++) {
            sortedLeft[m] = left[order[m]];
            sortedRight[m] = right[order[m]];
            sortedHeights[m] = heights[order[m]];
        }
        return new Dendrogram(leaves, sortedLeft, sortedRight, sortedHeights);
    }
}
