package dev.heed.kernel.tile;

import dev.heed.kernel.assembler.ProofNumbers;
import dev.heed.tensor.Matrix;
import java.util.Arrays;

/** Products by machine code, held against plain Java before the code is trusted. */
public final class TileProof {
    private static final int LANES = 16;
    /** More than a loop does in one turn, no multiple of that, and enough rows to be laid out by machine code. */
    private static final int STEPS = 9;

    private static final int COLUMNS = 2 * LANES;

    private TileProof() {}

    private interface Factors {
        RightFactor of(int k, int n);
    }

    /** Whether products have the bits of plain Java's. */
    public static boolean same(MachineTiles tiles) {
        return Arrays.equals(products(tiles::rightFactor), products(PlainRightFactor::of));
    }

    /** By tiles of every height, from zeros and added; both ways to fill a factor. */
    private static float[] products(Factors factors) {
        RightFactor rows = factors.of(STEPS, COLUMNS);
        rows.setRows(ProofNumbers.wave(STEPS, COLUMNS, 1));
        RightFactor columns = factors.of(LANES, LANES);
        columns.setColumns(ProofNumbers.wave(LANES, LANES, 2));
        float[] all = {};
        for (int m = 1; m <= TileCode.MOST_ROWS; m++) {
            Matrix sums = ProofNumbers.wave(m, COLUMNS, 3);
            rows.multiplyAdd(ProofNumbers.wave(m, STEPS, 4), sums);
            all = ProofNumbers.append(all, sums);
            rows.multiply(ProofNumbers.wave(m, STEPS, 5), sums);
            all = ProofNumbers.append(all, sums);
        }
        Matrix product = Matrix.zeros(1, LANES);
        columns.multiply(ProofNumbers.wave(1, LANES, 3), product);
        return ProofNumbers.append(all, product);
    }
}
