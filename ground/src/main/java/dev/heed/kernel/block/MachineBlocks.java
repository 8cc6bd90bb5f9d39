package dev.heed.kernel.block;

import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.CodeMemory;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.Features;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.RefusedParts;
import dev.heed.kernel.assembler.VectorAssembler.Width;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.RowKernels;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Linear maps over blocks on one instruction set; each format's code is made and proved when it is first asked for. */
public final class MachineBlocks {
    private static final List<String> FEATURES = List.of("f16c");

    private final InstructionSet set;
    private final CodeMemory memory;
    private final RowKernels rows;
    private final Supplier<Optional<MachineBlocks>> slower;
    private final Map<BlockFormat, Optional<BlockFunctions>> functions = new EnumMap<>(BlockFormat.class);
    private final Map<BlockFormat, Optional<MachineByteBlockLinear.Code>> byteFunctions =
            new EnumMap<>(BlockFormat.class);
    private MemorySegment[][] tiles; // made at the first use, under the lock of this

    /** @param slower those of the next slower instruction set, if there is one */
    public MachineBlocks(
            InstructionSet set, CodeMemory memory, RowKernels rows, Supplier<Optional<MachineBlocks>> slower) {
        this.set = set;
        this.memory = memory;
        this.rows = rows;
        this.slower = slower;
    }

    /** By the fastest code that can be trusted; plain Java's where rows are no whole number of units. */
    public PreparedLinear linear(BlockRows weights, float[] bias) {
        Optional<BlockFunctions> code = functions(weights.format());
        if (code.isPresent() && code.get().takes(weights.columns())) {
            return new MachineBlockLinear(code.get(), weights, bias, rows);
        }
        if (code.isEmpty() && slower.get().isPresent()) {
            return slower.get().get().linear(weights, bias);
        }
        return new PlainBlockLinear(weights, bias);
    }

    /** The same with inputs in bytes, where the format has integers. */
    public PreparedLinear byteLinear(BlockRows weights, float[] bias) {
        if (!ByteBlock.of(weights.format())) {
            return linear(weights, bias);
        }
        Optional<MachineByteBlockLinear.Code> code = byteFunction(weights.format());
        if (code.isPresent()) {
            return new MachineByteBlockLinear(code.get(), weights, bias, rows);
        }
        if (slower.get().isPresent()) {
            return slower.get().get().byteLinear(weights, bias);
        }
        return new PlainByteBlockLinear(weights, bias);
    }

    /** Proves every format's code; for {@code doctor}. */
    public void proveAll() {
        for (BlockFormat format : BlockFormat.values()) {
            functions(format);
            if (ByteBlock.of(format)) {
                byteFunction(format);
            }
        }
    }

    private synchronized Optional<MachineByteBlockLinear.Code> byteFunction(BlockFormat format) {
        return byteFunctions.computeIfAbsent(format, this::makeByteFunction);
    }

    private Optional<MachineByteBlockLinear.Code> makeByteFunction(BlockFormat format) {
        String part = "linear maps in blocks of " + format + " with inputs in bytes";
        boolean quads = set.integers().contains(Arithmetic.BYTE_QUADS);
        boolean possible = quads || set.width == Width.YMM || format != BlockFormat.Q8_0;
        if (!possible || !Features.missing(FEATURES).isEmpty()) {
            return Optional.empty();
        }
        try {
            var made = MachineByteBlockLinear.Code.install(set, format, quads, memory);
            if (BlockProof.sameInBytes(format, weights -> new MachineByteBlockLinear(made, weights, null, rows))) {
                return Optional.of(made);
            }
            RefusedParts.differ(set, part);
        } catch (CodeRefusedException e) {
            RefusedParts.add(set, part, e);
        }
        return Optional.empty();
    }

    private synchronized Optional<BlockFunctions> functions(BlockFormat format) {
        return functions.computeIfAbsent(format, this::make);
    }

    private Optional<BlockFunctions> make(BlockFormat format) {
        String part = "linear maps in blocks of " + format;
        if (!Features.missing(FEATURES).isEmpty()) {
            return Optional.empty();
        }
        try {
            if (tiles == null) {
                tiles = BlockFunctions.tiles(set, memory);
            }
            BlockFunctions made = BlockFunctions.install(set, format, memory, tiles);
            if (BlockProof.same(format, weights -> new MachineBlockLinear(made, weights, null, rows))) {
                return Optional.of(made);
            }
            RefusedParts.differ(set, part);
        } catch (CodeRefusedException e) {
            RefusedParts.add(set, part, e);
        }
        return Optional.empty();
    }
}
