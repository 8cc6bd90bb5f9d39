package dev.heed.kernel;

import dev.heed.kernel.assembler.CodeMemory;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.Features;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.LinuxCodeMemory;
import java.util.List;
import java.util.Optional;

/**
 * Which machine-code kernels this process may run, found out once for each instruction set.
 *
 * <p>Linux on x86-64 is what is tested. Another system is one more {@link CodeMemory} and its line in {@link #memory};
 * nothing untested is switched on. A kernel that does not give plain Java's bits on this very processor is refused.
 *
 * @param kernels null with the reason why there are none
 * @param remedy what would change that; null for nothing
 */
record MachineCode(MachineKernels kernels, String refusal, String remedy) {
    private static final String NATIVE_ACCESS = "--enable-native-access";

    private static final class Avx512 {
        static final MachineCode FOUND = find(InstructionSet.AVX512);
    }

    private static final class Avx2 {
        static final MachineCode FOUND = find(InstructionSet.AVX2);
    }

    /** What was found out about one instruction set; its code is made at the first call. */
    static MachineCode of(InstructionSet set) {
        return switch (set) {
            case AVX512 -> Avx512.FOUND;
            case AVX2 -> Avx2.FOUND;
        };
    }

    /** The kernels of the fastest slower instruction set that this process may run. */
    static Optional<MachineKernels> behind(InstructionSet set) {
        for (InstructionSet slower = set.next(); slower != null; slower = slower.next()) {
            if (of(slower).kernels() != null) {
                return Optional.of(of(slower).kernels());
            }
        }
        return Optional.empty();
    }

    private static MachineCode find(InstructionSet set) {
        return find(set, memory());
    }

    /** @param memory null where this system has none */
    static MachineCode find(InstructionSet set, CodeMemory memory) {
        if (memory == null) {
            return refused(
                    "machine code is made for Linux on x86-64, this is " + System.getProperty("os.name") + " on "
                            + System.getProperty("os.arch"),
                    null);
        }
        List<String> missing = Features.missing(set.features);
        if (!missing.isEmpty()) {
            return refused("the processor lacks " + String.join(", ", missing), null);
        }
        Optional<String> jdk = JdkFloor.fault(Runtime.version());
        if (jdk.isPresent()) {
            return refused(jdk.get(), JdkFloor.remedy());
        }
        boolean forced = set.kernel.equals(System.getProperty(KernelChoice.PROPERTY));
        Module module = MachineCode.class.getModule();
        if (!forced && !module.isNativeAccessEnabled()) {
            return refused(
                    "this process gives Heed no native access",
                    "start Java with " + NATIVE_ACCESS + "=" + (module.isNamed() ? module.getName() : "ALL-UNNAMED"));
        }
        try {
            MachineKernels kernels = MachineKernels.create(set, memory);
            return KernelProof.fault(kernels)
                    .map(routine -> refused("its " + routine + " differs from plain Java's on this processor", null))
                    .orElseGet(() -> new MachineCode(kernels, null, null));
        } catch (CodeRefusedException e) {
            return refused(
                    e.getMessage(),
                    "see what forbids it: SELinux's execmem, a seccomp filter, --illegal-native-access=deny");
        }
    }

    private static MachineCode refused(String reason, String remedy) {
        return new MachineCode(null, reason, remedy);
    }

    /** The way to memory for code; null where this system has none. */
    static CodeMemory memory() {
        boolean known = "Linux".equals(System.getProperty("os.name")) && "amd64".equals(System.getProperty("os.arch"));
        return known ? new LinuxCodeMemory() : null;
    }
}
