package dev.heed.kernel.tile;

/**
 * Sums of products in plain Java loops, ascending, one fused multiply-add a step: the definition.
 *
 * <p>The inner loops run over whole rows held in arrays of their own, all read at the same index: only then does the
 * JIT see that nothing overlaps, and turn them into vector instructions.
 */
public final class PlainProducts {
    /** Rows of b that stay in the first-level cache while all rows of a pass over them. */
    private static final int INNER_BLOCK = 16;

    private PlainProducts() {}

    /** {@code c[i][j] += Σₚ a[i][p]·b[p][j]} for j from first to last − 1, on rows in arrays of their own. */
    public static void multiplyAdd(
            float[] a, int aOffset, int aStride, int m, int k, float[][] b, int first, int last, float[][] c) {
        for (int from = 0; from < k; from += INNER_BLOCK) {
            int to = Math.min(k, from + INNER_BLOCK);
            int i = 0;
            for (; i + 2 <= m && to - from == INNER_BLOCK; i += 2) {
                int row = aOffset + i * aStride;
                for (int p = from; p < to; p += 4) {
                    addFourToTwo(a, row + p, row + aStride + p, b, p, c[i], c[i + 1], first, last);
                }
            }
            for (; i < m; i++) {
                addProducts(a, aOffset + i * aStride, from, to, b, first, last, c[i]);
            }
        }
    }

    /** Four rows of b, read once for two rows of c. */
    private static void addFourToTwo(
            float[] a, int at, int next, float[][] b, int p, float[] c, float[] d, int first, int last) {
        float a0 = a[at];
        float a1 = a[at + 1];
        float a2 = a[at + 2];
        float a3 = a[at + 3];
        float n0 = a[next];
        float n1 = a[next + 1];
        float n2 = a[next + 2];
        float n3 = a[next + 3];
        float[] b0 = b[p];
        float[] b1 = b[p + 1];
        float[] b2 = b[p + 2];
        float[] b3 = b[p + 3];
        for (int j = first; j < last; j++) {
            float x0 = b0[j];
            float x1 = b1[j];
            float x2 = b2[j];
            float x3 = b3[j];
            c[j] = Math.fma(a3, x3, Math.fma(a2, x2, Math.fma(a1, x1, Math.fma(a0, x0, c[j]))));
            d[j] = Math.fma(n3, x3, Math.fma(n2, x2, Math.fma(n1, x1, Math.fma(n0, x0, d[j]))));
        }
    }

    static void addProducts(float[] a, int aRow, int from, int to, float[][] b, int first, int last, float[] c) {
        int p = from;
        for (; p + 4 <= to; p += 4) {
            int at = aRow + p;
            addFour(a[at], a[at + 1], a[at + 2], a[at + 3], b[p], b[p + 1], b[p + 2], b[p + 3], c, first, last);
        }
        for (; p < to; p++) {
            addOne(a[aRow + p], b[p], c, first, last);
        }
    }

    private static void addFour(
            float a0,
            float a1,
            float a2,
            float a3,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            float[] c,
            int first,
            int last) {
        for (int j = first; j < last; j++) {
            c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]))));
        }
    }

    private static void addOne(float a, float[] b, float[] c, int first, int last) {
        for (int j = first; j < last; j++) {
            c[j] = Math.fma(a, b[j], c[j]);
        }
    }
}
