package dev.heed.kernel;

import dev.heed.tensor.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A linear map for the Vector API: weights in panels of three vectors' columns, padded with zeros, so that a tile of four
 * rows by one panel lives in registers from bias to result.
 *
 * <p>Panel c holds, for each input p, the columns {@code c·3·WIDTH …} of weight row p, contiguously.
 */
final class VectorLinear implements PreparedLinear {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int WIDTH = SPECIES.length();
    private static final int PANEL = 3 * WIDTH;
    /** Rows of x that pass over one panel before the next panel is fetched. */
    private static final int ROW_BLOCK = 64;

    private final int inputs;
    private final int outputs;
    private final float[] panels;
    private final float[] paddedBias;

    VectorLinear(LinearWeights weights) {
        WeightRows weight = weights.rows();
        float[] bias = weights.bias();
        this.inputs = weight.inputs();
        this.outputs = weight.outputs();
        int count = (outputs + PANEL - 1) / PANEL;
        this.panels = new float[Math.multiplyExact(Math.multiplyExact(count, PANEL), inputs)];
        this.paddedBias = new float[count * PANEL];
        System.arraycopy(bias, 0, paddedBias, 0, outputs);
        float[] row = new float[count * PANEL]; // what stands behind the outputs stays 0
        for (int p = 0; p < inputs; p++) {
            weight.copyRow(p, row, 0);
            for (int panel = 0; panel < count; panel++) {
                System.arraycopy(row, panel * PANEL, panels, (panel * inputs + p) * PANEL, PANEL);
            }
        }
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int firstColumn, int lastColumn) {
        float[] edge = new float[4 * PANEL];
        for (int from = 0; from < x.rows(); from += ROW_BLOCK) {
            int to = Math.min(x.rows(), from + ROW_BLOCK);
            for (int column = firstColumn; column < lastColumn; column += PANEL) {
                applyPanel(x, from, to, column, y, edge);
            }
            VectorKernels.INSTANCE.activate(activation, y.rows(from, to).columns(firstColumn, lastColumn));
        }
    }

    /** Rows from…to by one panel; the rows and columns at the edges are computed aside and copied. */
    private void applyPanel(Matrix x, int from, int to, int column, Matrix y, float[] edge) {
        int columns = Math.min(PANEL, outputs - column);
        int panel = column * inputs;
        for (int row = from; row < to; row += 4) {
            int rows = Math.min(4, to - row);
            boolean whole = rows == 4 && columns == PANEL;
            // a short tile repeats its last row: the same sums, thrown away
            int a0 = x.index(row);
            int a1 = x.index(row + Math.min(1, rows - 1));
            int a2 = x.index(row + Math.min(2, rows - 1));
            int a3 = x.index(row + Math.min(3, rows - 1));
            if (whole) {
                tile(x.data(), a0, a1, a2, a3, panel, column, y.data(), y.index(row) + column, y.stride());
                continue;
            }
            tile(x.data(), a0, a1, a2, a3, panel, column, edge, 0, PANEL);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(edge, i * PANEL, y.data(), y.index(row + i) + column, columns);
            }
        }
    }

    private void tile(
            float[] a, int a0, int a1, int a2, int a3, int panel, int column, float[] c, int c0, int cStride) {
        float[] b = panels;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, paddedBias, column);
        FloatVector bias1 = FloatVector.fromArray(SPECIES, paddedBias, column + WIDTH);
        FloatVector bias2 = FloatVector.fromArray(SPECIES, paddedBias, column + 2 * WIDTH);
        FloatVector c00 = bias0;
        FloatVector c01 = bias1;
        FloatVector c02 = bias2;
        FloatVector c10 = bias0;
        FloatVector c11 = bias1;
        FloatVector c12 = bias2;
        FloatVector c20 = bias0;
        FloatVector c21 = bias1;
        FloatVector c22 = bias2;
        FloatVector c30 = bias0;
        FloatVector c31 = bias1;
        FloatVector c32 = bias2;
        int at = panel;
        for (int p = 0; p < inputs; p++, at += PANEL) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + WIDTH);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, at + 2 * WIDTH);
            FloatVector v0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
            c00 = v0.fma(b0, c00);
            c01 = v0.fma(b1, c01);
            c02 = v0.fma(b2, c02);
            FloatVector v1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
            c10 = v1.fma(b0, c10);
            c11 = v1.fma(b1, c11);
            c12 = v1.fma(b2, c12);
            FloatVector v2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
            c20 = v2.fma(b0, c20);
            c21 = v2.fma(b1, c21);
            c22 = v2.fma(b2, c22);
            FloatVector v3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
            c30 = v3.fma(b0, c30);
            c31 = v3.fma(b1, c31);
            c32 = v3.fma(b2, c32);
        }
        c00.intoArray(c, c0);
        c01.intoArray(c, c0 + WIDTH);
        c02.intoArray(c, c0 + 2 * WIDTH);
        int c1 = c0 + cStride;
        c10.intoArray(c, c1);
        c11.intoArray(c, c1 + WIDTH);
        c12.intoArray(c, c1 + 2 * WIDTH);
        int c2 = c1 + cStride;
        c20.intoArray(c, c2);
        c21.intoArray(c, c2 + WIDTH);
        c22.intoArray(c, c2 + 2 * WIDTH);
        int c3 = c2 + cStride;
        c30.intoArray(c, c3);
        c31.intoArray(c, c3 + WIDTH);
        c32.intoArray(c, c3 + 2 * WIDTH);
    }
}
