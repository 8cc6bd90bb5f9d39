package dev.heed.kernel.search;

import dev.heed.kernel.assembler.CodeMemory;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.NativeCall;
import dev.heed.kernel.assembler.RefusedParts;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/** {@link ByteRows} for {@link ByteRowCode}, outside the heap on the boundaries of cache lines. */
public final class MachineByteRows implements ByteRows {
    private static final int CACHE_LINE = 64;
    private static final int BLOCK = ByteRowCode.BLOCK;

    private final MemorySegment[] code; // by number of vectors
    private final int rows;
    private final int width;
    private final int pairs;
    private final MemorySegment blocks; // (blocks, pairs, BLOCK, 2)

    private MachineByteRows(MemorySegment[] code, int rows, int width) {
        this.code = code;
        this.rows = rows;
        this.width = width;
        this.pairs = (width + 1) / 2;
        this.blocks = Arena.ofAuto().allocate(Math.max(1, 2L * pairs * productStride()), CACHE_LINE);
    }

    /** The functions of one instruction set in executable memory; null for plain Java's rows. */
    public record Installed(MemorySegment[] code) {
        public static final Installed NONE = new Installed(null);

        private static final String PART = "products of bytes";

        /** Empty, with the reason noted, where the code cannot be had or does not give plain Java's sums. */
        public static Optional<Installed> of(InstructionSet set, CodeMemory memory) {
            ByteRowCode.Functions functions = ByteRowCode.assemble(set, false);
            try {
                MemorySegment installed = memory.install(functions.asm().code());
                MemorySegment[] code = new MemorySegment[functions.starts().length];
                for (int vectors = 1; vectors < code.length; vectors++) {
                    code[vectors] = installed.asSlice(functions.starts()[vectors]);
                }
                Installed found = new Installed(code);
                if (ByteRowProof.sameSums(found)) {
                    return Optional.of(found);
                }
                RefusedParts.differ(set, PART);
            } catch (CodeRefusedException e) {
                RefusedParts.add(set, PART, e);
            }
            return Optional.empty();
        }

        /** The most vectors that one call takes. */
        int mostVectors() {
            return code.length - 1;
        }

        public ByteRows rows(int rows, int width) {
            return code == null ? new PlainByteRows(rows, width) : new MachineByteRows(code, rows, width);
        }
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int productStride() {
        return (rows + BLOCK - 1) / BLOCK * BLOCK;
    }

    @Override
    public void set(int row, byte[] values) {
        long at = 2L * (row / BLOCK * BLOCK) * pairs + 2 * (row % BLOCK);
        for (int j = 0; j < width; j++) {
            blocks.set(ValueLayout.JAVA_BYTE, at + (long) (j / 2) * 2 * BLOCK + j % 2, values[j]);
        }
    }

    @Override
    public void multiply(short[][] vectors, int[] products) {
        if (rows == 0 || width == 0) {
            Arrays.fill(products, 0);
            return;
        }
        MemorySegment none = MemorySegment.NULL;
        long[] p = {pairs, productStride() / BLOCK, 4L * productStride()};
        for (int first = 0; first < vectors.length; ) {
            int count = Math.min(code.length - 1, vectors.length - first);
            NativeCall.invoke(
                    code[count],
                    blocks,
                    MemorySegment.ofArray(tile(vectors, first, count)),
                    MemorySegment.ofArray(products).asSlice(4L * first * productStride()),
                    none,
                    none,
                    MemorySegment.ofArray(p));
            first += count;
        }
    }

    /** (pairs, vectors, 2) */
    private short[] tile(short[][] vectors, int first, int count) {
        short[] tile = new short[2 * pairs * count];
        for (int q = 0; q < count; q++) {
            short[] vector = vectors[first + q];
            for (int j = 0; j < width; j++) {
                tile[j / 2 * 2 * count + 2 * q + j % 2] = vector[j];
            }
        }
        return tile;
    }
}
