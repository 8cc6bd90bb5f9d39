package dev.heed.kernel;

import dev.heed.kernel.assembler.CodeMemory;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.block.BlockRows;
import dev.heed.kernel.block.MachineBlocks;
import dev.heed.kernel.linear.LinearLayout;
import dev.heed.kernel.linear.MachineLinears;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.MachineRowKernels;
import dev.heed.kernel.rows.RowKernels;
import dev.heed.kernel.search.ByteRows;
import dev.heed.kernel.search.MachineByteRows;
import dev.heed.kernel.tile.MachineTiles;
import dev.heed.kernel.tile.RightFactor;
import java.lang.foreign.MemorySegment;

/**
 * Machine code for one instruction set, assembled at the first use: at full speed from the first call, without the JIT. Made
 * once, by {@link #create}.
 */
final class MachineKernels implements Kernels {
    private final InstructionSet set;
    private final CodeMemory codeMemory;
    private final MachineTiles tiles;
    private final MachineRowKernels rows;
    private final MachineLinears linears;
    private final MachineBlocks blocks;
    private MachineByteRows.Installed byteRows; // null until it is asked for: few processes search

    private MachineKernels(InstructionSet set, CodeMemory codeMemory, KernelCode code, MemorySegment memory) {
        this.set = set;
        this.codeMemory = codeMemory;
        this.tiles = new MachineTiles(set, code.tiles(), code.pack(), memory);
        this.rows = new MachineRowKernels(code.rows(), memory);
        this.linears = new MachineLinears(
                set,
                codeMemory,
                tiles,
                rows,
                () -> MachineCode.behind(set).map(slower -> slower.layout(NumberFormat.INT8)));
        this.blocks = new MachineBlocks(
                set, codeMemory, rows, () -> MachineCode.behind(set).map(MachineKernels::blocks));
    }

    /**
     * Not yet to be trusted: see {@link KernelProof}.
     *
     * @throws CodeRefusedException if this process may not make code
     */
    static MachineKernels create(InstructionSet set, CodeMemory memory) throws CodeRefusedException {
        KernelCode code = KernelCode.assemble(set, false);
        return new MachineKernels(set, memory, code, memory.install(code.asm().code()));
    }

    @Override
    public String name() {
        return set.kernel;
    }

    @Override
    public LinearLayout layout(NumberFormat format) {
        return linears.layout(format);
    }

    @Override
    public PreparedLinear blocks(BlockRows weights, float[] bias) {
        return blocks.linear(weights, bias);
    }

    @Override
    public PreparedLinear byteBlocks(BlockRows weights, float[] bias) {
        return blocks.byteLinear(weights, bias);
    }

    MachineBlocks blocks() {
        return blocks;
    }

    @Override
    public RightFactor rightFactor(int k, int n) {
        return tiles.rightFactor(k, n);
    }

    @Override
    public RowKernels rows() {
        return rows;
    }

    MachineTiles tiles() {
        return tiles;
    }

    MachineLinears linears() {
        return linears;
    }

    @Override
    public ByteRows byteRows(int rows, int width) {
        return byteRowCode().rows(rows, width);
    }

    private synchronized MachineByteRows.Installed byteRowCode() {
        if (byteRows == null) {
            byteRows = MachineByteRows.Installed.of(set, codeMemory)
                    .or(() -> MachineCode.behind(set).map(MachineKernels::byteRowCode))
                    .orElse(MachineByteRows.Installed.NONE);
        }
        return byteRows;
    }
}
