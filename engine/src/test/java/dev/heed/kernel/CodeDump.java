package dev.heed.kernel;

import java.util.Locale;

/** Writes the machine code of an instruction set to standard output, for {@code tools/goldens/disassembly.sh}. */
final class CodeDump {
    private CodeDump() {}

    /** @param args the instruction set, and {@code code} or {@code start}, the offset of the first instruction */
    public static void main(String[] args) {
        VectorAssembler asm = KernelCode.assemble(InstructionSet.valueOf(args[0].toUpperCase(Locale.ROOT)), true)
                .asm();
        if (args[1].equals("start")) {
            System.out.println("0x" + asm.listing().getFirst().replaceFirst(":.*", ""));
            return;
        }
        System.out.writeBytes(asm.code());
        System.out.flush();
    }
}
