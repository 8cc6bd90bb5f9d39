package dev.heed.kernel.linear;

import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.ProofNumbers;
import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.rows.RowKernels;
import dev.heed.kernel.tile.TileCode;
import dev.heed.tensor.Matrix;

/**
 * A small linear map by the machine code of one arithmetic, held against plain Java before the code is trusted: tiles of
 * every height, the first group of inputs and the next, rows rounded by the code and by Java, several panels and tiles.
 */
public final class LinearProof {
    /** A turn of the unrolled loop, and one more. */
    private static final int STEPS = 5;

    private static final int LONG_ROWS = 8;
    /** Of sums up to some 80: a few units in their last place. */
    private static final float BFLOAT16_TOLERANCE = 1e-4f;

    private LinearProof() {}

    /** The same bits, but for bfloat16: a processor's own instruction may round its sums otherwise. */
    public static boolean same(MachineLayout layout) {
        Arithmetic arithmetic = layout.code().arithmetic();
        int panel = layout.code().panel();
        if (arithmetic.tiles()) {
            int group = 2 * RowKernels.LANES * arithmetic.inputs; // two tiles
            return same(layout, group, 2 * group - 1, 2 * panel + 1, 1, 1)
                    && same(layout, group, 2 * group, panel, 2 * Arithmetic.TILE + 1, 2 * Arithmetic.TILE + 1);
        }
        int group = STEPS * arithmetic.inputs;
        return same(layout, group, 2 * group, panel, 1, TileCode.MOST_ROWS)
                && same(layout, RowKernels.LANES, RowKernels.LANES, 2 * panel + 1, LONG_ROWS, LONG_ROWS);
    }

    private static boolean same(MachineLayout layout, int group, int inputs, int outputs, int fromRows, int toRows) {
        LinearWeights weights = LinearWeights.of(
                WeightRows.of(ProofNumbers.wave(inputs, outputs, 3)),
                ProofNumbers.wave(1, outputs, 2).data());
        PreparedLinear found = layout.inGroups(group).prepare(weights);
        PreparedLinear plain = plain(layout.code().arithmetic(), group).prepare(weights);
        Matrix x = ProofNumbers.wave(toRows, inputs, 1);
        Matrix expected = Matrix.zeros(toRows, outputs);
        plain.apply(x, Activation.IDENTITY, expected);
        boolean floats = layout.code().arithmetic() == Arithmetic.FLOATS;
        float tolerance = floats || layout.code().arithmetic().integers() ? 0 : BFLOAT16_TOLERANCE;
        for (int rows = fromRows; rows <= toRows; rows++) {
            Matrix y = Matrix.zeros(rows, outputs);
            found.apply(x.rows(0, rows), Activation.IDENTITY, y);
            for (int i = 0; i < y.data().length; i++) {
                if (!(Math.abs(y.data()[i] - expected.data()[i]) <= tolerance)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static LinearLayout plain(Arithmetic arithmetic, int group) {
        return switch (arithmetic) {
            case FLOATS -> PlainLinear::prepare;
            case BFLOAT16_PAIRS, BFLOAT16_TILES -> RoundedLinear.layout(PlainLinear::prepare);
            case INTEGER_PAIRS, BYTE_QUADS, BYTE_TILES -> PlainByteLinear.layout(group);
        };
    }
}
