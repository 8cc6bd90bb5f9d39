package dev.heed.kernel.block;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.VectorAssembler;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** The code of this room with a listing: each format's decoding, a product of one format, and the tiles of rows. */
public final class BlockListing {
    private BlockListing() {}

    /** Products of bytes: of formats that have all instructions between them. */
    public static VectorAssembler ofBytes(InstructionSet set) {
        VectorAssembler asm = new VectorAssembler(set.width, true);
        boolean quads = set == InstructionSet.AVX512;
        Memory ones = ByteBlockCode.ones(asm);
        List<BytePanelCode> formats = Arrays.stream(BlockFormat.values())
                .filter(EnumSet.of(BlockFormat.Q8_0, BlockFormat.Q4_0, BlockFormat.Q5_0, BlockFormat.Q6_K)::contains)
                .map(format -> new BytePanelCode(asm, format, quads))
                .toList();
        List<ByteInputCode> inputs = formats.stream()
                .map(format -> ByteBlockCode.inputs(asm, format.format(), quads))
                .toList();
        for (int i = 0; i < formats.size(); i++) {
            ByteBlockCode.emit(formats.get(i), inputs.get(i), ones, quads);
        }
        return asm;
    }

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
