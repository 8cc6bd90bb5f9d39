package dev.heed.kernel.search;

import java.util.Arrays;

/**
 * {@link ByteRows} in plain Java: blocks of {@value #BLOCK} rows, column by column, so that the JIT makes vector
 * instructions of the inner loop.
 */
public final class PlainByteRows implements ByteRows {
    private static final int BLOCK = 64;

    private final int rows;
    private final int width;
    private final byte[] blocks; // (blocks, width, BLOCK)

    public PlainByteRows(int rows, int width) {
        this.rows = rows;
        this.width = width;
        this.blocks = new byte[Math.multiplyExact(productStride(), width)];
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int productStride() {
        return (rows + BLOCK - 1) / BLOCK * BLOCK;
    }

    @Override
    public void set(int row, byte[] values) {
        int at = row / BLOCK * BLOCK * width + row % BLOCK;
        for (int j = 0; j < width; j++) {
            blocks[at + j * BLOCK] = values[j];
        }
    }

    @Override
    public void multiply(short[][] vectors, int[] products) {
        int[] sums = new int[BLOCK];
        for (int first = 0; first < rows; first += BLOCK) {
            for (int q = 0; q < vectors.length; q++) {
                Arrays.fill(sums, 0);
                for (int j = 0; j < width; j++) {
                    add(sums, first * width + j * BLOCK, vectors[q][j]);
                }
                System.arraycopy(sums, 0, products, q * productStride() + first, BLOCK);
            }
        }
    }

    private void add(int[] sums, int at, int factor) {
        for (int i = 0; i < BLOCK; i++) {
            sums[i] += blocks[at + i] * factor;
        }
    }
}
