package dev.heed.kernel.tile;

import dev.heed.tensor.Matrix;

/** A small right factor for the Vector API, in the panels of {@link VectorTile}. */
public final class VectorRightFactor implements RightFactor {
    private final Panels panels;
    private final VectorTile tile = new VectorTile();

    public VectorRightFactor(int k, int n) {
        this.panels = Panels.of(k, n, VectorTile.PANEL);
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
    public int padded(int columns) {
        return panels.padded(columns);
    }

    @Override
    public void multiplyAdd(Matrix a, Matrix c) {
        for (int j = 0; j < c.columns(); j += VectorTile.PANEL) {
            tile.multiplyAdd(a, 0, a.rows(), panels.data(), panels.panel(j), c, j);
        }
    }
}
