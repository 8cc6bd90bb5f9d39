package dev.heed.kernel.block;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R11;
import static dev.heed.kernel.assembler.Assembler.Register.R12;
import static dev.heed.kernel.assembler.Assembler.Register.R13;
import static dev.heed.kernel.assembler.Assembler.Register.R8;
import static dev.heed.kernel.assembler.Assembler.Register.R9;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RBX;
import static dev.heed.kernel.assembler.Assembler.Register.RCX;
import static dev.heed.kernel.assembler.Assembler.Register.RDI;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;
import static dev.heed.kernel.assembler.Assembler.Register.RSI;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.Assembler.Register;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.rows.RowCode;

/**
 * Machine code of one format: blocks decoded, and rows of blocks multiplied with one row of floats as they are decoded.
 *
 * <p>As C functions (System V calling convention):
 *
 * <pre>{@code
 * void decode(void *blocks,        // rdi
 *             float *weights,      // rsi: overwritten
 *             -, float *scratch,   // rcx: 64 bytes a row in flight
 *             -, long p[1])        // r9: units
 * void multiply(void *rows,        // rdi: row after row
 *               float *x,          // rsi
 *               float *products,   // rdx: overwritten
 *               float *scratch,    // rcx
 *               -, long p[3])      // r9: bytes from row to row, groups of rows, units of a row
 * }</pre>
 *
 * <p>Registers of the product: 0 to 7 the sums of the rows in flight, the others as {@link BlockDecodeCode} says.
 *
 * @param decode where the first begins
 * @param multiplyOne where the second begins for groups of one row
 * @param multiply for groups of {@link #ROWS}
 */
record BlockProductCode(VectorAssembler asm, int decode, int multiplyOne, int multiply) {
    /** Rows in flight: enough independent sums for the adders to be busy; a factor of addresses too. */
    static final int ROWS = 4;

    private static final int CACHE_LINE = 64;

    private static final Register[] POINTERS = {RDI, R10, R11, RBX};

    static BlockProductCode assemble(InstructionSet set, BlockFormat format, boolean listed) {
        VectorAssembler asm = new VectorAssembler(set.width, listed);
        BlockDecodeCode blocks = new BlockDecodeCode(asm, format);
        int decode = asm.here();
        emitDecode(asm, blocks);
        int one = asm.here();
        emitMultiply(asm, blocks, 1);
        int several = asm.here();
        emitMultiply(asm, blocks, ROWS);
        return new BlockProductCode(asm, decode, one, several);
    }

    static void emitDecode(VectorAssembler asm, BlockDecodeCode blocks) {
        Memory scratch = Memory.at(RCX, 0);
        asm.mov(RAX, Memory.at(R9, 0));
        int next = asm.here();
        blocks.head(RDI, scratch);
        for (int group = 0; group < blocks.unitWeights() / BlockDecodeCode.GROUP; group++) {
            blocks.group(group, RDI, scratch);
            for (int v = 0; v < blocks.vectors(); v++) {
                Memory to = Memory.at(RSI, 4 * BlockDecodeCode.GROUP * group + v * asm.width().bytes);
                asm.store(to, BlockDecodeCode.WEIGHTS + v);
            }
        }
        asm.add(RDI, blocks.unitBytes());
        asm.add(RSI, 4 * blocks.unitWeights());
        asm.dec(RAX);
        asm.jnz(next);
        asm.vzeroupper();
        asm.ret();
    }

    static void emitMultiply(VectorAssembler asm, BlockDecodeCode blocks, int rows) {
        asm.push(RBX, R12, R13);
        asm.mov(R13, Memory.at(R9, 0));
        asm.mov(R12, Memory.at(R9, 8));
        int nextRows = asm.here();
        for (int row = 1; row < rows; row++) {
            asm.mov(POINTERS[row], POINTERS[row - 1]);
            asm.add(POINTERS[row], R13);
        }
        for (int sum = 0; sum < rows * blocks.vectors(); sum++) {
            asm.zero(sum);
        }
        asm.mov(RAX, RSI);
        asm.mov(R8, Memory.at(R9, 16));
        int nextUnit = asm.here();
        for (int row = 0; row < rows; row++) {
            emitUnit(asm, blocks, row);
        }
        asm.add(RAX, 4 * blocks.unitWeights());
        asm.dec(R8);
        asm.jnz(nextUnit);
        for (int row = 0; row < rows; row++) {
            int sum = row * blocks.vectors();
            RowCode.emitReduction(asm, sum, BlockDecodeCode.WEIGHTS, true);
            asm.storeFirst(Memory.at(RDX, 4 * row), sum);
        }
        asm.add(RDX, 4 * rows);
        if (rows > 1) {
            asm.mov(RDI, POINTERS[rows - 1]); // the last row's end is the next one's beginning
        }
        asm.dec(R12);
        asm.jnz(nextRows);
        asm.pop(RBX, R12, R13);
        asm.vzeroupper();
        asm.ret();
    }

    private static void emitUnit(VectorAssembler asm, BlockDecodeCode blocks, int row) {
        Memory scratch = Memory.at(RCX, BlockDecodeCode.SCRATCH_BYTES * row);
        for (int line = 0; line < blocks.unitBytes(); line += CACHE_LINE) { // of the row that follows those in flight
            asm.prefetch(new Memory(POINTERS[row], R13, ROWS, line));
        }
        blocks.head(POINTERS[row], scratch);
        for (int group = 0; group < blocks.unitWeights() / BlockDecodeCode.GROUP; group++) {
            blocks.group(group, POINTERS[row], scratch);
            for (int v = 0; v < blocks.vectors(); v++) {
                Memory x = Memory.at(RAX, 4 * BlockDecodeCode.GROUP * group + v * asm.width().bytes);
                asm.fma231(row * blocks.vectors() + v, BlockDecodeCode.WEIGHTS + v, x);
            }
        }
        asm.add(POINTERS[row], blocks.unitBytes());
    }
}
