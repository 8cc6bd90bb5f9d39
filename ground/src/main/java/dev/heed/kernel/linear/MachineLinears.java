package dev.heed.kernel.linear;

import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.CodeMemory;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.RefusedParts;
import dev.heed.kernel.rows.RowKernels;
import dev.heed.kernel.tile.MachineTiles;
import dev.heed.kernel.tile.TileCode.Start;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The layouts of linear maps on one instruction set: floats at once, other formats proved when they are first asked for. */
public final class MachineLinears {
    private final InstructionSet set;
    private final CodeMemory codeMemory;
    private final RowKernels rows;
    private final Supplier<Optional<LinearLayout>> slowerBytes;
    private final MachineLayout floats;
    private LinearLayout bfloat16; // made at the first use, under the lock of this
    private LinearLayout bytes;

    /** @param slowerBytes the layout in 8 bits of the next slower instruction set, if there is one */
    public MachineLinears(
            InstructionSet set,
            CodeMemory codeMemory,
            MachineTiles tiles,
            RowKernels rows,
            Supplier<Optional<LinearLayout>> slowerBytes) {
        this.set = set;
        this.codeMemory = codeMemory;
        this.rows = rows;
        this.slowerBytes = slowerBytes;
        MemorySegment[] first = tiles.tiles(Start.ROW, set.vectors);
        MemorySegment[] next = tiles.tiles(Start.SUMS, set.vectors);
        this.floats = new MachineLayout(rows, new LinearCode(set, Arithmetic.FLOATS, first, next, null));
    }

    /** How maps of a format are laid out; slower code with the same results where the fastest cannot be trusted. */
    public LinearLayout layout(NumberFormat format) {
        return switch (format) {
            case FP32 -> floats;
            case BF16 -> bfloat16();
            case INT8 -> bytes();
        };
    }

    /** The layout in single precision. */
    public MachineLayout floats() {
        return floats;
    }

    private synchronized LinearLayout bfloat16() {
        if (bfloat16 == null) {
            bfloat16 = proved(set.bfloat16()).orElseGet(() -> RoundedLinear.layout(floats));
        }
        return bfloat16;
    }

    /** Every slower one has the same bits. */
    private synchronized LinearLayout bytes() {
        if (bytes == null) {
            bytes = proved(set.integers()).or(slowerBytes).orElse(PlainByteLinear.LAYOUT);
        }
        return bytes;
    }

    /** The first, and so the fastest, that is to be trusted. */
    private Optional<LinearLayout> proved(List<Arithmetic> possible) {
        return possible.stream()
                .flatMap(arithmetic -> proved(arithmetic).stream())
                .findFirst();
    }

    /** Maps by machine code of their own; empty, with the reason noted, where it cannot be had or trusted. */
    private Optional<LinearLayout> proved(Arithmetic arithmetic) {
        String maps = "linear maps in " + arithmetic.text;
        try {
            if (arithmetic.tiles()) {
                MatrixUnit.request();
            }
            var code = LinearCode.Assembled.of(set, arithmetic, false);
            MemorySegment memory = codeMemory.install(code.asm().code());
            MachineLayout own = new MachineLayout(rows, LinearCode.of(set, arithmetic, code, memory));
            if (LinearProof.same(own)) {
                return Optional.of(own);
            }
            RefusedParts.differ(set, maps);
        } catch (CodeRefusedException e) {
            RefusedParts.add(set, maps, e);
        }
        return Optional.empty();
    }
}
