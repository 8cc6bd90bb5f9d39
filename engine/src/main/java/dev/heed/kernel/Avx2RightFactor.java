package dev.heed.kernel;

import java.lang.foreign.MemorySegment;

/** A small right factor in panels of 16 columns. */
final class Avx2RightFactor implements RightFactor {
    private static final int PANEL = Avx2Code.PANEL;

    private final Avx2Kernels kernels;
    private final Panels panels;
    private float[] aside = {};

    Avx2RightFactor(Avx2Kernels kernels, int k, int n) {
        this.kernels = kernels;
        this.panels = Panels.of(k, n, PANEL);
    }

    @Override
    public void setRow(int p, float[] from, int offset, int n) {
        panels.setRow(p, from, offset, n);
    }

    @Override
    public void setColumn(int j, float[] from, int offset, int k) {
        panels.setColumn(j, from, offset, k);
    }

    @Override
    public void multiplyAdd(
            float[] a, int aOffset, int aStride, int m, int k, int n, float[] c, int cOffset, int cStride) {
        if (k == 0) {
            return;
        }
        MemorySegment left = MemorySegment.ofArray(a).asSlice(4L * aOffset);
        MemorySegment right = MemorySegment.ofArray(panels.data());
        int whole = n - n % PANEL;
        MemorySegment sums = MemorySegment.ofArray(c);
        for (int j = 0; j < whole; j += PANEL) {
            kernels.multiplyAdd(
                    left,
                    aStride,
                    right.asSlice(4L * j * panels.inner()),
                    sums.asSlice(4L * (cOffset + j)),
                    cStride,
                    k,
                    m);
        }
        if (whole < n) {
            addLast(
                    left,
                    aStride,
                    right.asSlice(4L * whole * panels.inner()),
                    m,
                    k,
                    n - whole,
                    c,
                    cOffset + whole,
                    cStride);
        }
    }

    /** The columns that fill no panel: added aside and copied. */
    private void addLast(
            MemorySegment left, int aStride, MemorySegment panel, int m, int k, int n, float[] c, int at, int cStride) {
        if (aside.length < m * PANEL) {
            aside = new float[m * PANEL];
        }
        for (int i = 0; i < m; i++) {
            System.arraycopy(c, at + i * cStride, aside, i * PANEL, n);
        }
        kernels.multiplyAdd(left, aStride, panel, MemorySegment.ofArray(aside), PANEL, k, m);
        for (int i = 0; i < m; i++) {
            System.arraycopy(aside, i * PANEL, c, at + i * cStride, n);
        }
    }
}
