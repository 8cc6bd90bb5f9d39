package dev.heed.kernel;

import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.window.MachineWindowKernel;
import dev.heed.kernel.window.PlainWindowKernel;
import dev.heed.kernel.window.WindowKernel;

/** The kernel for word2vec's windows that goes with the kernel of this process. */
public final class WindowChoice {
    private WindowChoice() {}

    private static final class Avx512 {
        static final MachineWindowKernel FOUND = MachineWindowKernel.find(InstructionSet.AVX512, MachineCode.memory());
    }

    private static final class Avx2 {
        static final MachineWindowKernel FOUND = MachineWindowKernel.find(InstructionSet.AVX2, MachineCode.memory());
    }

    /** The kernel of this process for windows. */
    public static WindowKernel active() {
        return named(KernelChoice.active().name());
    }

    /** As {@link KernelChoice#choose}; the loops of plain Java also stand in for {@code vector}. */
    public static WindowKernel named(String name) {
        return switch (KernelChoice.choose(name).name()) {
            case "avx512" -> machine(InstructionSet.AVX512);
            case "avx2" -> machine(InstructionSet.AVX2);
            default -> PlainWindowKernel.INSTANCE;
        };
    }

    /** Of this instruction set, or a slower one where its code is refused. */
    private static WindowKernel machine(InstructionSet set) {
        for (InstructionSet own = set; own != null; own = own.next()) {
            MachineWindowKernel kernel = MachineCode.of(own).kernels() == null ? null : made(own);
            if (kernel != null) {
                return kernel;
            }
        }
        return PlainWindowKernel.INSTANCE;
    }

    private static MachineWindowKernel made(InstructionSet set) {
        return switch (set) {
            case AVX512 -> Avx512.FOUND;
            case AVX2 -> Avx2.FOUND;
        };
    }
}
