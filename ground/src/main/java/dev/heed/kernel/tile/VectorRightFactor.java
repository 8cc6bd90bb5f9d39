package dev.heed.kernel.tile;

import dev.heed.tensor.Matrix;

/** A small right factor for the Vector API, in the panels of {@link VectorTile}. */
public final class VectorRightFactor implements RightFactor {
    private final Panels panels;

    public VectorRightFactor(int k, int n) {
        this(Panels.of(k, n, VectorTile.PANEL));
    }

    private VectorRightFactor(Panels panels) {
        this.panels = panels;
    }

    @Override
    public void setRows(Matrix rows, int first) {
        panels.setRows(rows, first);
    }

    @Override
    public void setColumns(Matrix columns, int first) {
        panels.setColumns(columns, 0, first);
    }

    @Override
    public float at(int row, int column) {
        return panels.at(row, column);
    }

    @Override
    public RightFactor copy() {
        return new VectorRightFactor(panels.copy());
    }

    @Override
    public int padded(int columns) {
        return panels.padded(columns);
    }

    @Override
    public void multiplyAdd(Matrix a, Matrix c) {
        VectorTile tile = new VectorTile();
        for (int j = 0; j < c.columns(); j += VectorTile.PANEL) {
            tile.multiplyAdd(a, 0, a.rows(), panels.data(), panels.panel(j), c, j);
        }
    }
}
