package dev.heed.kernel;

/**
 * The right factor of small matrix products, in the layout of the kernel that made it: filled, multiplied with, filled
 * anew. Confined to one thread.
 */
public interface RightFactor {
    /** Sets the first {@code n} elements of row {@code p} to {@code from[offset …]}. */
    void setRow(int p, float[] from, int offset, int n);

    /** Sets the first {@code k} elements of column {@code j} to {@code from[offset …]}. */
    void setColumn(int j, float[] from, int offset, int k);

    /**
     * {@code c[i][j] += Σₚ a[i][p]·this[p][j]}, p ascending, one fused multiply-add a step, for i below {@code m}, p below
     * {@code k}, j below {@code n}.
     *
     * @param a row i starts at {@code aOffset + i * aStride}
     * @param c row i starts at {@code cOffset + i * cStride}
     */
    void multiplyAdd(float[] a, int aOffset, int aStride, int m, int k, int n, float[] c, int cOffset, int cStride);
}
