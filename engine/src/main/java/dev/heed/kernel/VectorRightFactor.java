package dev.heed.kernel;

import dev.heed.tensor.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A small right factor for the Vector API: panels of two vectors' columns, tiles of four rows held in registers. */
final class VectorRightFactor implements RightFactor {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int WIDTH = SPECIES.length();
    private static final int PANEL = 2 * WIDTH;

    private final Panels panels;

    VectorRightFactor(int k, int n) {
        this.panels = Panels.of(k, n, PANEL);
    }

    @Override
    public void setRows(Matrix rows) {
        panels.setRows(rows);
    }

    @Override
    public void setColumns(Matrix columns) {
        panels.setColumns(columns, 0);
    }

    @Override
    public void multiplyAdd(Matrix a, Matrix c) {
        int k = a.columns();
        int whole = c.columns() - c.columns() % PANEL;
        float[] b = panels.data();
        for (int j = 0; j < whole; j += PANEL) {
            int i = 0;
            for (; i + 4 <= a.rows(); i += 4) {
                tile(a.data(), a.index(i), a.stride(), k, b, panels.panel(j), c.data(), c.index(i) + j, c.stride());
            }
            for (; i < a.rows(); i++) {
                tile(a.data(), a.index(i), k, b, panels.panel(j), c.data(), c.index(i) + j);
            }
        }
        for (int i = 0; i < a.rows(); i++) {
            tail(a.data(), a.index(i), k, panels.panel(whole), c.columns() - whole, c.data(), c.index(i) + whole);
        }
    }

    /** Four rows by two vectors. */
    private static void tile(
            float[] a, int a0, int aStride, int k, float[] b, int panel, float[] c, int r0, int cStride) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int r1 = r0 + cStride;
        int r2 = r1 + cStride;
        int r3 = r2 + cStride;
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, r0);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, r0 + WIDTH);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, r1);
        FloatVector c11 = FloatVector.fromArray(SPECIES, c, r1 + WIDTH);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, r2);
        FloatVector c21 = FloatVector.fromArray(SPECIES, c, r2 + WIDTH);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, r3);
        FloatVector c31 = FloatVector.fromArray(SPECIES, c, r3 + WIDTH);
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
        }
        c00.intoArray(c, r0);
        c01.intoArray(c, r0 + WIDTH);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + WIDTH);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + WIDTH);
        c30.intoArray(c, r3);
        c31.intoArray(c, r3 + WIDTH);
    }

    /** One row by two vectors. */
    private static void tile(float[] a, int a0, int k, float[] b, int panel, float[] c, int r0) {
        FloatVector c0 = FloatVector.fromArray(SPECIES, c, r0);
        FloatVector c1 = FloatVector.fromArray(SPECIES, c, r0 + WIDTH);
        int at = panel;
        for (int p = 0; p < k; p++, at += PANEL) {
            FloatVector v = FloatVector.broadcast(SPECIES, a[a0 + p]);
            c0 = v.fma(FloatVector.fromArray(SPECIES, b, at), c0);
            c1 = v.fma(FloatVector.fromArray(SPECIES, b, at + WIDTH), c1);
        }
        c0.intoArray(c, r0);
        c1.intoArray(c, r0 + WIDTH);
    }

    /** The columns that fill no panel. */
    private void tail(float[] a, int a0, int k, int panel, int n, float[] c, int r0) {
        for (int p = 0; p < k; p++) {
            float v = a[a0 + p];
            for (int j = 0; j < n; j++) {
                c[r0 + j] = Math.fma(v, panels.data()[panel + p * PANEL + j], c[r0 + j]);
            }
        }
    }
}
