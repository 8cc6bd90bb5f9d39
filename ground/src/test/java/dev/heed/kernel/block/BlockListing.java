package dev.heed.kernel.block;

import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.VectorAssembler;
import java.util.Arrays;
import java.util.List;

/** The code of this room with a listing: each format's decoding, a product of one format, and the tiles of rows. */
public final class BlockListing {
    private BlockListing() {}

    public static VectorAssembler of(InstructionSet set) {
        VectorAssembler asm = new VectorAssembler(set.width, true);
        List<BlockDecodeCode> formats = Arrays.stream(BlockFormat.values())
                .map(format -> new BlockDecodeCode(asm, format)) // with their constants, which are no instructions
                .toList();
        formats.forEach(format -> BlockProductCode.emitDecode(asm, format));
        BlockProductCode.emitMultiply(asm, formats.get(BlockFormat.Q8_0.ordinal()), BlockProductCode.ROWS);
        RowProductCode.emit(asm, RowProductCode.mostRows(set.width), RowProductCode.mostWeights(set.width));
        return asm;
    }
}
