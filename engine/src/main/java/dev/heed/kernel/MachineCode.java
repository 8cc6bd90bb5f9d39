package dev.heed.kernel;

import dev.heed.kernel.CodeMemory.CodeRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether this process may run the machine-code kernels, found out once.
 *
 * <p>Linux on x86-64 is what is tested. Another system is one more {@link CodeMemory} and its line in {@link #memory};
 * nothing untested is switched on.
 */
final class MachineCode {
    private static final String NATIVE_ACCESS = "--enable-native-access";

    /** The kernel, or null with the reason why there is none. */
    static final Avx2Kernels AVX2;

    static final String REFUSAL;
    static final String REMEDY;

    static {
        Avx2Kernels kernels = null;
        String refusal = refusal();
        String remedy = remedyFor(refusal);
        if (refusal == null) {
            try {
                kernels = Avx2Kernels.create(memory());
            } catch (CodeRefusedException e) {
                refusal = e.getMessage();
                remedy = "see what forbids it: SELinux's execmem, a seccomp filter, --illegal-native-access=deny";
            }
        }
        AVX2 = kernels;
        REFUSAL = refusal;
        REMEDY = remedy;
    }

    private MachineCode() {}

    private static String refusal() {
        if (memory() == null) {
            return "machine code is made for Linux on x86-64, this is " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch");
        }
        if (!processorHas("avx2") || !processorHas("fma")) {
            return "the processor lacks AVX2 or FMA";
        }
        boolean forced = "avx2".equals(System.getProperty(KernelChoice.PROPERTY));
        if (!forced && !MachineCode.class.getModule().isNativeAccessEnabled()) {
            return "this process gives Heed no native access";
        }
        return null;
    }

    private static String remedyFor(String refusal) {
        if (refusal == null || !refusal.endsWith("native access")) {
            return null;
        }
        Module module = MachineCode.class.getModule();
        return "start Java with " + NATIVE_ACCESS + "=" + (module.isNamed() ? module.getName() : "ALL-UNNAMED");
    }

    private static CodeMemory memory() {
        boolean known = "Linux".equals(System.getProperty("os.name")) && "amd64".equals(System.getProperty("os.arch"));
        return known ? new LinuxCodeMemory() : null;
    }

    /** The kernel lists a feature only if it saves its registers too. */
    private static boolean processorHas(String feature) {
        try {
            String cpu = Files.readString(Path.of("/proc/cpuinfo"));
            int flags = cpu.indexOf("\nflags");
            int end = cpu.indexOf('\n', flags + 1);
            return flags >= 0 && (cpu.substring(flags, end) + " ").contains(" " + feature + " ");
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
