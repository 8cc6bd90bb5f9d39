package dev.heed.training;

/**
 * Draws numbers with given weights in constant time (Walker, 1977; Vose, 1991), from a table of eight bytes a number.
 * Immutable, thread-safe.
 */
final class AliasTable {
    private static final double SCALE = 0x1p31;

    private final long[] columns; // above the other number, below the share of 2³¹ that the number itself has

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
        this.columns = new long[n];
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
        columns[column] = (long) other << 32 | (int) Math.min(Integer.MAX_VALUE, ownShare * SCALE);
    }

    /** Without a branch, since nobody could foresee which way it goes. */
    int draw(Draws draws) {
        long random = draws.next();
        int column = (int) ((random >>> 32) * columns.length >>> 32);
        long entry = columns[column];
        int other = (int) (entry >>> 32);
        int own = ((int) random & Integer.MAX_VALUE) - (int) entry >> 31; // all ones or none
        return other ^ (other ^ column) & own;
    }
}
