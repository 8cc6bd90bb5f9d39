package dev.heed.kernel.block;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * A matrix whose rows stay in their file in blocks: a linear map's weights, a row an output, or a table of embeddings.
 *
 * <p>Immutable; as thread-safe as the memory.
 *
 * @param rows how many; of a linear map the outputs
 * @param columns weights of a row, a whole number of blocks; of a linear map the inputs
 * @param data row after row, nothing between; must stay open while it is read
 */
public record BlockRows(BlockFormat format, int rows, int columns, MemorySegment data) {
    /** @throws IllegalArgumentException if the rows are no whole number of blocks or do not fill the data */
    public BlockRows {
        Objects.requireNonNull(data, "data");
        if (rows < 0 || columns < 0 || columns % format.weights() != 0) {
            throw new IllegalArgumentException("blocks: expected rows of a multiple of " + format.weights()
                    + " weights for " + format + ", got " + rows + " x " + columns);
        }
        if (data.byteSize() != rows * format.bytes(columns)) {
            throw new IllegalArgumentException("blocks: expected " + rows * format.bytes(columns) + " bytes for " + rows
                    + " x " + columns + " weights in " + format + ", got " + data.byteSize());
        }
    }

    /** Bytes from row to row. */
    public long rowBytes() {
        return format.bytes(columns);
    }

    /** Some of the rows, {@code from} to {@code to - 1}. */
    public BlockRows rows(int from, int to) {
        Objects.checkFromToIndex(from, to, rows);
        return new BlockRows(format, to - from, columns, data.asSlice(from * rowBytes(), (to - from) * rowBytes()));
    }

    /** Writes a row's weights to {@code target} from {@code offset} on. */
    public void copyRow(int row, float[] target, int offset) {
        Objects.checkIndex(row, rows);
        byte[] blocks = new byte[Math.toIntExact(rowBytes())];
        copyRow(row, blocks, target, offset);
    }

    /** A row's bytes as they stand in the file. */
    void copyBytes(int row, byte[] target) {
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, row * rowBytes(), target, 0, (int) rowBytes());
    }

    /** The same by way of a caller's bytes. */
    void copyRow(int row, byte[] blocks, float[] target, int offset) {
        copyBytes(row, blocks);
        format.decode(blocks, columns / format.weights(), target, offset);
    }
}
