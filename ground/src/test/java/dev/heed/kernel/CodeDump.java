package dev.heed.kernel;

import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.block.BlockListing;
import dev.heed.kernel.linear.LinearCode;
import dev.heed.kernel.search.ByteRowCode;
import dev.heed.kernel.window.MachineWindowKernel;
import java.util.Locale;

/** Writes the machine code of an instruction set to standard output, for {@code tools/goldens/disassembly.sh}. */
final class CodeDump {
    private CodeDump() {}

    /** @param args the instruction set, the kind of code, and {@code code} or {@code start}, the first instruction's offset */
    public static void main(String[] args) {
        VectorAssembler asm = assembled(args[0], args[1]);
        if (args[2].equals("start")) {
            System.out.println("0x" + asm.listing().getFirst().replaceFirst(":.*", ""));
            return;
        }
        System.out.writeBytes(asm.code());
        System.out.flush();
    }

    /** @param kind {@code floats} for what every process has, {@code windows}, {@code byte_rows}, {@code blocks}, {@code byte_blocks}, or the arithmetic of linear maps */
    static VectorAssembler assembled(String setName, String kind) {
        InstructionSet set = InstructionSet.valueOf(setName.toUpperCase(Locale.ROOT));
        return switch (kind) {
            case "floats" -> KernelCode.assemble(set, true).asm();
            case "windows" -> {
                VectorAssembler asm = new VectorAssembler(set.width, true);
                MachineWindowKernel.assemble(asm);
                yield asm;
            }
            case "byte_rows" -> ByteRowCode.assemble(set, true).asm();
            case "blocks" -> BlockListing.of(set);
            case "byte_blocks" -> BlockListing.ofBytes(set);
            default ->
                LinearCode.Assembled.of(set, Arithmetic.valueOf(kind.toUpperCase(Locale.ROOT)), true)
                        .asm();
        };
    }
}
