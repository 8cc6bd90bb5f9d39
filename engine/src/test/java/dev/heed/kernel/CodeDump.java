package dev.heed.kernel;

import java.util.Locale;

/** Writes the machine code of an instruction set to standard output, for {@code tools/goldens/disassembly.sh}. */
final class CodeDump {
    private CodeDump() {}

    /**
     * @param args the instruction set; the arithmetic of linear maps ({@code floats} stands for all that is not in a
     *     format of its own), or {@code windows} of word2vec; {@code code} or {@code start}, the offset of the first
     *     instruction
     */
    public static void main(String[] args) {
        VectorAssembler asm = assembled(InstructionSet.valueOf(args[0].toUpperCase(Locale.ROOT)), args[1]);
        if (args[2].equals("start")) {
            System.out.println("0x" + asm.listing().getFirst().replaceFirst(":.*", ""));
            return;
        }
        System.out.writeBytes(asm.code());
        System.out.flush();
    }

    static VectorAssembler assembled(InstructionSet set, String part) {
        if (part.equals("windows")) {
            VectorAssembler asm = new VectorAssembler(set.width, true);
            MachineWindowKernel.assemble(asm);
            return asm;
        }
        Arithmetic arithmetic = Arithmetic.valueOf(part.toUpperCase(Locale.ROOT));
        return arithmetic == Arithmetic.FLOATS
                ? KernelCode.assemble(set, true).asm()
                : LinearCode.Assembled.of(set, arithmetic, true).asm();
    }
}
