package dev.heed.kernel.search;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R11;
import static dev.heed.kernel.assembler.Assembler.Register.R8;
import static dev.heed.kernel.assembler.Assembler.Register.R9;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RDI;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;
import static dev.heed.kernel.assembler.Assembler.Register.RSI;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.VectorAssembler;

/**
 * Machine code of {@link ByteRows}: blocks of {@value #BLOCK} rows, a lane a row, by up to {@link #mostVectors} vectors.
 *
 * <p>As a C function (System V calling convention), all blocks by one tile of vectors:
 *
 * <pre>{@code
 * void products(signed char *blocks, // rdi: for each block and pair of columns, 32 rows' two bytes
 *               short *vectors,      // rsi: for each pair of columns, each vector's two numbers
 *               int *products,       // rdx: overwritten
 *               …, long p[3])        // r9: pairs of columns, blocks, bytes from vector to vector of the products
 * }</pre>
 *
 * <p>Registers: vectors · parts sums, then a block's parts as 16-bit numbers, then a pair in all lanes, then its products.
 *
 * @param asm takes the code
 */
public record ByteRowCode(VectorAssembler asm) {
    /** Rows of a block: a cache line for each pair of columns. */
    static final int BLOCK = 32;

    private static final int PAIR_BYTES = 2 * BLOCK;

    /** The functions of an instruction set, and where the one for so many vectors begins. */
    public record Functions(VectorAssembler asm, int[] starts) {}

    /** @param listed whether to write a listing too */
    public static Functions assemble(InstructionSet set, boolean listed) {
        VectorAssembler asm = new VectorAssembler(set.width, listed);
        ByteRowCode code = new ByteRowCode(asm);
        int[] starts = new int[code.mostVectors() + 1];
        for (int vectors = 1; vectors < starts.length; vectors++) {
            starts[vectors] = asm.here();
            code.emit(vectors);
        }
        return new Functions(asm, starts);
    }

    /** Vectors that fill a tile: as many as there are registers for. */
    int mostVectors() {
        return Math.min(8, (asm.width().registers - parts() - 2) / parts());
    }

    /** Registers that hold a block's sums for one vector. */
    private int parts() {
        return BLOCK / asm.width().lanes();
    }

    private void emit(int vectors) {
        asm.mov(R8, Memory.at(R9, 16)); // bytes from vector to vector of the products
        asm.mov(R10, Memory.at(R9, 8)); // blocks
        int nextBlock = asm.here();
        for (int sum = 0; sum < vectors * parts(); sum++) {
            asm.zero(sum);
        }
        asm.mov(RAX, RSI);
        asm.mov(R11, Memory.at(R9, 0)); // pairs of columns
        int nextPair = asm.here();
        emitPair(vectors);
        asm.add(RAX, 4 * vectors);
        asm.add(RDI, PAIR_BYTES);
        asm.dec(R11);
        asm.jnz(nextPair);
        asm.mov(RAX, RDX);
        for (int q = 0; q < vectors; q++) {
            for (int part = 0; part < parts(); part++) {
                asm.store(Memory.at(RAX, part * asm.width().bytes), q * parts() + part);
            }
            asm.add(RAX, R8);
        }
        asm.add(RDX, 4 * BLOCK);
        asm.dec(R10);
        asm.jnz(nextBlock);
        asm.vzeroupper();
        asm.ret();
    }

    private void emitPair(int vectors) {
        int rows = vectors * parts();
        int pair = rows + parts();
        for (int part = 0; part < parts(); part++) {
            asm.widenBytes(rows + part, Memory.at(RDI, part * asm.width().bytes / 2));
        }
        for (int q = 0; q < vectors; q++) {
            asm.broadcast(pair, Memory.at(RAX, 4 * q));
            for (int part = 0; part < parts(); part++) {
                int sum = q * parts() + part;
                asm.multiplyPairs(pair + 1, rows + part, pair);
                asm.addInts(sum, sum, pair + 1);
            }
        }
    }
}
