package dev.heed.kernel.tile;

import dev.heed.kernel.rows.VectorRowKernels;
import dev.heed.tensor.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product at the heart of the Vector API's kernel: six rows by a panel of two vectors' columns, added to what stands
 * there. The twelve sums, two vectors of the panel and one element of a fill fifteen registers; a tile of four rows by
 * three vectors needs all sixteen of AVX2, spills, and runs at half the speed. Confined to one thread.
 */
public final class VectorTile {
    /** Rows of a tile. */
    public static final int ROWS = 6;

    private static final VectorSpecies<Float> SPECIES = VectorRowKernels.SPECIES;
    private static final int WIDTH = SPECIES.length();

    /** Columns of a panel; row p of it holds b[p][column …]. */
    public static final int PANEL = 2 * WIDTH;

    private final float[] edge = new float[ROWS * PANEL];

    /**
     * {@code c[i][j] += Σₚ a[i][p]·b[p][j]} for rows {@code first} to {@code last} − 1 and the columns of one panel that c has.
     *
     * @param panel where the panel begins in {@code b}; its columns beyond c's may hold anything
     * @param column of c, the panel's first
     */
    public void multiplyAdd(Matrix a, int first, int last, float[] b, int panel, Matrix c, int column) {
        int columns = Math.min(PANEL, c.columns() - column);
        for (int row = first; row < last; row += ROWS) {
            int rows = Math.min(ROWS, last - row);
            int at = c.index(row) + column;
            if (rows == ROWS && columns == PANEL) {
                add(a, row, ROWS, b, panel, c.data(), at, c.stride());
                continue;
            }
            for (int i = 0; i < rows; i++) {
                System.arraycopy(c.data(), at + i * c.stride(), edge, i * PANEL, columns);
            }
            add(a, row, rows, b, panel, edge, 0, PANEL);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(edge, i * PANEL, c.data(), at + i * c.stride(), columns);
            }
        }
    }

    /** A short tile takes its last row of a again; what that adds is thrown away. */
    private static void add(Matrix from, int row, int rows, float[] b, int panel, float[] c, int r0, int stride) {
        float[] a = from.data();
        int a0 = from.index(row);
        int a1 = from.index(row + Math.min(1, rows - 1));
        int a2 = from.index(row + Math.min(2, rows - 1));
        int a3 = from.index(row + Math.min(3, rows - 1));
        int a4 = from.index(row + Math.min(4, rows - 1));
        int a5 = from.index(row + rows - 1);
        int r1 = r0 + stride;
        int r2 = r1 + stride;
        int r3 = r2 + stride;
        int r4 = r3 + stride;
        int r5 = r4 + stride;
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, r0);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, r0 + WIDTH);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, r1);
        FloatVector c11 = FloatVector.fromArray(SPECIES, c, r1 + WIDTH);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, r2);
        FloatVector c21 = FloatVector.fromArray(SPECIES, c, r2 + WIDTH);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, r3);
        FloatVector c31 = FloatVector.fromArray(SPECIES, c, r3 + WIDTH);
        FloatVector c40 = FloatVector.fromArray(SPECIES, c, r4);
        FloatVector c41 = FloatVector.fromArray(SPECIES, c, r4 + WIDTH);
        FloatVector c50 = FloatVector.fromArray(SPECIES, c, r5);
        FloatVector c51 = FloatVector.fromArray(SPECIES, c, r5 + WIDTH);
        int k = from.columns();
        int at = panel;
        for (int p = 0; p < k; p++, at += PANEL) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + WIDTH);
            FloatVector v0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
            c00 = v0.fma(b0, c00);
            c01 = v0.fma(b1, c01);
            FloatVector v1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
            c10 = v1.fma(b0, c10);
            c11 = v1.fma(b1, c11);
            FloatVector v2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
            c20 = v2.fma(b0, c20);
            c21 = v2.fma(b1, c21);
            FloatVector v3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
            c30 = v3.fma(b0, c30);
            c31 = v3.fma(b1, c31);
            FloatVector v4 = FloatVector.broadcast(SPECIES, a[a4 + p]);
            c40 = v4.fma(b0, c40);
            c41 = v4.fma(b1, c41);
            FloatVector v5 = FloatVector.broadcast(SPECIES, a[a5 + p]);
            c50 = v5.fma(b0, c50);
            c51 = v5.fma(b1, c51);
        }
        c00.intoArray(c, r0);
        c01.intoArray(c, r0 + WIDTH);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + WIDTH);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + WIDTH);
        c30.intoArray(c, r3);
        c31.intoArray(c, r3 + WIDTH);
        c40.intoArray(c, r4);
        c41.intoArray(c, r4 + WIDTH);
        c50.intoArray(c, r5);
        c51.intoArray(c, r5 + WIDTH);
    }
}
