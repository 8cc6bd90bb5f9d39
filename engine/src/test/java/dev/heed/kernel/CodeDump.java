package dev.heed.kernel;

import java.util.Locale;

/** Writes the machine code of an instruction set to standard output, for {@code tools/goldens/disassembly.sh}. */
final class CodeDump {
    private CodeDump() {}

    /** What is assembled together. */
    enum Part {
        KERNELS,
        WINDOWS;

        VectorAssembler assemble(InstructionSet set) {
            if (this == KERNELS) {
                return KernelCode.assemble(set, true).asm();
            }
            VectorAssembler asm = new VectorAssembler(set.width, true);
            MachineWindowKernel.assemble(asm);
            return asm;
        }

        /** The golden's name. */
        String file(InstructionSet set) {
            return set.kernel + "-" + name().toLowerCase(Locale.ROOT) + "-disassembly.txt";
        }
    }

    /**
     * @param args the instruction set; {@code kernels} or {@code windows}; {@code code} or {@code start}, the offset of the
     *     first instruction
     */
    public static void main(String[] args) {
        VectorAssembler asm = Part.valueOf(args[1].toUpperCase(Locale.ROOT))
                .assemble(InstructionSet.valueOf(args[0].toUpperCase(Locale.ROOT)));
        if (args[2].equals("start")) {
            System.out.println("0x" + asm.listing().getFirst().replaceFirst(":.*", ""));
            return;
        }
        System.out.writeBytes(asm.code());
        System.out.flush();
    }
}
