package dev.heed.kernel;

import java.util.Locale;

/** Writes the machine code of an instruction set to standard output, for {@code tools/goldens/disassembly.sh}. */
final class CodeDump {
    private CodeDump() {}

    /** @param args the instruction set, {@code kernels} or {@code bytes}, and {@code code} or {@code start}, its offset */
    public static void main(String[] args) {
        InstructionSet set = InstructionSet.valueOf(args[0].toUpperCase(Locale.ROOT));
        VectorAssembler asm = args[1].equals("bytes")
                ? ByteRowCode.assemble(set, true).asm()
                : KernelCode.assemble(set, true).asm();
        if (args[2].equals("start")) {
            System.out.println("0x" + asm.listing().getFirst().replaceFirst(":.*", ""));
            return;
        }
        System.out.writeBytes(asm.code());
        System.out.flush();
    }
}
