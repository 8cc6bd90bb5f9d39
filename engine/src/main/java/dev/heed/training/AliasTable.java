package dev.heed.training;

/**
 * Draws numbers with given weights in constant time (Walker, 1977; Vose, 1991), from a table of eight bytes a number.
 * Immutable, thread-safe.
 */
final class AliasTable {
    private static final double SCALE = 0x1p31;

    private final int[] alias;
    private final int[] share; // of 2³¹, that the number itself has of its column

    /** @param weights 0 or more each, not all 0 */
    AliasTable(double[] weights) {
        int n = weights.length;
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] height = new double[n];
        int[] order = new int[n]; // low columns from the left, high ones from the right
        int low = 0;
        int high = n;
        for (int i = 0; i < n; i++) {
            height[i] = weights[i] / sum * n;
            if (height[i] < 1) {
                order[low++] = i;
            } else {
                order[--high] = i;
            }
        }
        this.alias = new int[n];
        this.share = new int[n];
        while (low > 0 && high < n) {
            int small = order[--low];
            int large = order[high];
            set(small, height[small], large);
            height[large] -= 1 - height[small];
            if (height[large] < 1) {
                high++;
                order[low++] = large;
            }
        }
        while (low > 0) {
            int rest = order[--low];
            set(rest, 1, rest);
        }
        while (high < n) {
            int rest = order[high++];
            set(rest, 1, rest);
        }
    }

    private void set(int column, double ownShare, int other) {
        alias[column] = other;
        share[column] = (int) Math.min(Integer.MAX_VALUE, ownShare * SCALE);
    }

    int draw(Draws draws) {
        long random = draws.next();
        int column = (int) ((random >>> 32) * alias.length >>> 32);
        return ((int) random & Integer.MAX_VALUE) < share[column] ? column : alias[column];
    }
}
