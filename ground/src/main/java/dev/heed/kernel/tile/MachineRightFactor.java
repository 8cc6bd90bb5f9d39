package dev.heed.kernel.tile;

import dev.heed.kernel.assembler.NativeCall;
import dev.heed.kernel.tile.MachineTiles.PanelRun;
import dev.heed.kernel.tile.TileCode.Start;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;

/** A small right factor in panels of two vectors. */
public final class MachineRightFactor implements RightFactor {
    /** Rows and columns that the code packs at once. */
    private static final int BLOCK = 8;
    /** Vectors of a panel. */
    private static final int VECTORS = 2;

    private final MachineTiles tiles;
    private final Panels panels;

    MachineRightFactor(MachineTiles tiles, int k, int n) {
        this(tiles, Panels.of(k, n, tiles.narrowPanel()));
    }

    private MachineRightFactor(MachineTiles tiles, Panels panels) {
        this.tiles = tiles;
        this.panels = panels;
    }

    @Override
    public void setRows(Matrix rows, int first) {
        if (rows.rows() < BLOCK || rows.columns() % BLOCK != 0) { // a few cost less than a call
            panels.setRows(rows, first);
            return;
        }
        for (int j = 0; j < rows.columns(); j += panels.width()) {
            Matrix part = rows.columns(j, Math.min(rows.columns(), j + panels.width()));
            tiles.copy(part, panels, panels.panel(j) + first * panels.width());
        }
    }

    @Override
    public void setColumns(Matrix columns, int first) {
        int width = panels.width();
        int lead = Math.min(columns.rows(), Math.floorMod(-first, width)); // to where a panel begins
        panels.setColumns(columns.rows(0, lead), 0, first);
        int rest = columns.rows() - lead;
        int whole = lead + (columns.columns() % BLOCK == 0 ? rest - rest % BLOCK : 0);
        for (int j = lead; j < whole; j += width) {
            Matrix part = columns.rows(j, Math.min(whole, j + width));
            tiles.transpose(part, panels, panels.panel(first + j));
        }
        panels.setColumns(columns, whole, first + whole);
    }

    @Override
    public float at(int row, int column) {
        return panels.at(row, column);
    }

    @Override
    public RightFactor copy() {
        return new MachineRightFactor(tiles, panels.copy());
    }

    @Override
    public int padded(int columns) {
        return panels.padded(columns);
    }

    @Override
    public void multiplyAdd(Matrix a, Matrix c) {
        multiply(Start.SUMS, a, c);
    }

    @Override
    public void multiply(Matrix a, Matrix c) {
        multiply(Start.ZERO, a, c);
    }

    private void multiply(Start start, Matrix a, Matrix c) {
        if (a.rows() == 0 || a.columns() == 0) {
            if (start == Start.ZERO) {
                RightFactor.super.multiply(a, c);
            }
            return;
        }
        int width = panels.width();
        int whole = c.columns() - c.columns() % width;
        MemorySegment left = NativeCall.segment(a);
        if (whole > 0) {
            PanelRun run = panels(0, whole / width, a.columns());
            multiply(start, left, a, run, NativeCall.segment(c), c.stride());
        }
        if (whole < c.columns()) {
            multiplyLast(start, left, a, c, whole);
        }
    }

    /** The columns that fill no panel: computed aside and copied. */
    private void multiplyLast(Start start, MemorySegment left, Matrix a, Matrix c, int from) {
        int width = panels.width();
        int columns = c.columns() - from;
        float[] aside = new float[a.rows() * width];
        for (int i = 0; i < a.rows(); i++) {
            System.arraycopy(c.data(), c.index(i) + from, aside, i * width, columns);
        }
        multiply(start, left, a, panels(from, 1, a.columns()), MemorySegment.ofArray(aside), width);
        for (int i = 0; i < a.rows(); i++) {
            System.arraycopy(aside, i * width, c.data(), c.index(i) + from, columns);
        }
    }

    private void multiply(Start start, MemorySegment left, Matrix a, PanelRun run, MemorySegment c, int cStride) {
        MemorySegment none = MemorySegment.NULL;
        MemorySegment[] code = tiles.tiles(start, VECTORS);
        MachineTiles.multiply(code, left, 4L * a.stride(), run, none, c, cStride, a.rows(), none);
    }

    private PanelRun panels(int column, int count, int k) {
        MemorySegment first = MemorySegment.ofArray(panels.data()).asSlice(4L * panels.panel(column));
        return new PanelRun(first, 4L * panels.width() * panels.inner(), count, k);
    }
}
