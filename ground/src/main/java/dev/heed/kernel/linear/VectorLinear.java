package dev.heed.kernel.linear;

import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.rows.VectorRowKernels;
import dev.heed.kernel.tile.Panels;
import dev.heed.kernel.tile.VectorTile;
import dev.heed.tensor.Matrix;

/** A linear map for the Vector API: weights in the panels of {@link VectorTile}, padded with zeros. */
public final class VectorLinear implements PreparedLinear {
    /** Rows of x that pass over one panel before the next panel is fetched. */
    private static final int ROW_BLOCK = 16 * VectorTile.ROWS;

    private final Panels panels;
    private final float[] bias;

    /** Lays the weights out. */
    public VectorLinear(LinearWeights weights) {
        WeightRows rows = weights.rows();
        this.bias = weights.bias();
        this.panels = Panels.of(rows.inputs(), rows.outputs(), VectorTile.PANEL);
        float[] row = new float[rows.outputs()];
        for (int p = 0; p < rows.inputs(); p++) {
            rows.copyRow(p, row, 0);
            panels.setRow(p, row, 0, row.length);
        }
    }

    @Override
    public int inputs() {
        return panels.inner();
    }

    @Override
    public int outputs() {
        return bias.length;
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int firstColumn, int lastColumn) {
        VectorTile tile = new VectorTile();
        for (int from = 0; from < x.rows(); from += ROW_BLOCK) {
            int to = Math.min(x.rows(), from + ROW_BLOCK);
            for (int row = from; row < to; row++) {
                System.arraycopy(bias, firstColumn, y.data(), y.index(row) + firstColumn, lastColumn - firstColumn);
            }
            for (int column = firstColumn; column < lastColumn; column += VectorTile.PANEL) {
                tile.multiplyAdd(x, from, to, panels.data(), panels.panel(column), y, column);
            }
            VectorRowKernels.INSTANCE.activate(activation, y.rows(from, to).columns(firstColumn, lastColumn));
        }
    }
}
