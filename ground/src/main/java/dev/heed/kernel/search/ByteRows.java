package dev.heed.kernel.search;

import dev.heed.kernel.Kernels;

/**
 * Rows of signed bytes, laid out for products with vectors of 16-bit numbers: what a search goes over first, a quarter of
 * the floats' memory. Sums are integers, so that every kernel gives the same.
 *
 * <p>Rows that were never set are zeros. Setting is confined to one thread; products may then be asked for by many.
 * Arguments are not checked. Made by {@link Kernels#byteRows}.
 */
public interface ByteRows {
    /** How many there are. */
    int rows();

    /** Numbers of a row. */
    int width();

    /** @param values (width) */
    void set(int row, byte[] values);

    /**
     * {@code products[q][i] = Σⱼ rows[i][j]·vectors[q][j]}, modulo 2³².
     *
     * @param vectors (any number, width), each number from −32767 to 32767
     * @param products row q starts at {@code q · productStride()}; what stands behind its sums is overwritten
     */
    void multiply(short[][] vectors, int[] products);

    /** From one vector's products to the next one's: the rows, rounded up. */
    int productStride();
}
