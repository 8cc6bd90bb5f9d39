package dev.heed.kernel.block;

import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A small map over blocks of one format, held against plain Java before its code is trusted: rows in flight and single
 * ones, tiles of every size, blocks of every sign and scale.
 */
final class BlockProof {
    private static final int OUTPUTS = 11; // two groups in flight and three single rows; a tile of each width
    private static final int MOST_ROWS = 5;
    private static final int MOST_TILE_ROWS = 13; // two tiles of six and one row
    private static final int LEAST_COLUMNS = 64;
    private static final int LONG_OUTPUTS = 2;
    private static final int LONG_COLUMNS = BlockFunctions.STRETCH + 256; // two stretches
    private static final int HALF_EXPONENTS = 0x3FFF; // halves below 2 and not infinite

    private BlockProof() {}

    static boolean same(BlockFormat format, Function<BlockRows, PreparedLinear> made) {
        Function<BlockRows, PreparedLinear> plain = weights -> new PlainBlockLinear(weights, null);
        int columns = Math.max(LEAST_COLUMNS, 2 * format.weights());
        return same(format, made, plain, OUTPUTS, columns, 1)
                && same(format, made, plain, LONG_OUTPUTS, LONG_COLUMNS, MOST_ROWS);
    }

    /** The same of maps whose inputs are bytes: two panels and a part of one, several stretches, tiles and single rows. */
    static boolean sameInBytes(BlockFormat format, Function<BlockRows, PreparedLinear> made) {
        Function<BlockRows, PreparedLinear> plain = weights -> new PlainByteBlockLinear(weights, null);
        int columns = Math.max(LEAST_COLUMNS, 2 * format.weights());
        return same(format, made, plain, 2 * BytePanelCode.PANEL + 3, columns, 1)
                && same(format, made, plain, BytePanelCode.PANEL, LONG_COLUMNS, MOST_TILE_ROWS);
    }

    private static boolean same(
            BlockFormat format,
            Function<BlockRows, PreparedLinear> made,
            Function<BlockRows, PreparedLinear> defined,
            int outputs,
            int columns,
            int fromRows) {
        BlockRows weights = new BlockRows(format, outputs, columns, bytes(format, outputs, columns));
        BlockScratch.forget(); // what stands there from an earlier proof would make up for code that writes nothing
        PreparedLinear plain = defined.apply(weights);
        PreparedLinear found = made.apply(weights);
        int mostRows = Math.max(MOST_ROWS, fromRows);
        Matrix x = Matrix.zeros(mostRows, columns);
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] = (i * 37 % 101 - 50) / 16f;
        }
        for (int rows = fromRows; rows <= mostRows; rows++) {
            Matrix expected = Matrix.zeros(rows, outputs);
            Matrix y = Matrix.zeros(rows, outputs);
            plain.apply(x.rows(0, rows), Activation.IDENTITY, expected);
            found.apply(x.rows(0, rows), Activation.IDENTITY, y);
            if (!Arrays.equals(expected.data(), y.data())) {
                return false;
            }
        }
        return true;
    }

    /** Bytes of all kinds, the numbers of half and single precision among them kept finite. */
    private static MemorySegment bytes(BlockFormat format, int outputs, int columns) {
        byte[] bytes = new byte[Math.toIntExact(outputs * format.bytes(columns))];
        int state = 1;
        for (int i = 0; i < bytes.length; i++) {
            state = state * 1103515245 + 12345;
            bytes[i] = (byte) (state >> 16);
        }
        for (int block = 0; block < bytes.length; block += format.bytes()) {
            for (int half : halves(format)) {
                bytes[block + half + 1] &= (byte) (0x80 | HALF_EXPONENTS >> 8);
            }
        }
        return MemorySegment.ofArray(bytes);
    }

    /** Where a block's floating numbers stand. */
    private static int[] halves(BlockFormat format) {
        return switch (format) {
            case F32 -> new int[] {2};
            case F16, BF16, Q8_0, Q4_0, Q5_0 -> new int[] {0};
            case Q4_1, Q5_1, Q4_K, Q5_K -> new int[] {0, 2};
            case Q6_K -> new int[] {208};
        };
    }
}
