package dev.heed;

import dev.heed.kernel.KernelChoice;
import java.util.List;

/**
 * A kernel, the code that does the arithmetic, and whether it can run in this process.
 *
 * @param name as the system property {@code heed.kernel} takes it
 * @param usable whether it can run here
 * @param reason what it is, or why it cannot run
 * @param remedy what would make it run; null if it can, or if nothing would
 */
public record Kernel(String name, boolean usable, String reason, String remedy) {
    /** All kernels, fastest first. */
    public static List<Kernel> all() {
        return KernelChoice.statuses().stream()
                .map(s -> new Kernel(s.name(), s.usable(), s.reason(), s.remedy()))
                .toList();
    }

    /**
     * Name of the kernel that this process uses.
     *
     * @throws IllegalStateException if one is forced that cannot run here
     */
    public static String active() {
        return KernelChoice.active().name();
    }
}
