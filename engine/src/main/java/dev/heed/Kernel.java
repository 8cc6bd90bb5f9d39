package dev.heed;

import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.KernelSpeed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A kernel, the code that does the arithmetic, and whether it can run in this process.
 *
 * @param name as the system property {@code heed.kernel} takes it
 * @param usable whether it can run here
 * @param reason what it is, or why it cannot run
 * @param remedy what would make it run; null if it can, or if nothing would
 */
public record Kernel(String name, boolean usable, String reason, String remedy) {
    /** What of a measurement's time goes to the limit: one part in so many. */
    private static final int LIMIT_PART = 3;

    /** All kernels, fastest first, each proved against plain Java in all that it computes: some milliseconds the first time. */
    public static List<Kernel> all() {
        KernelChoice.proveAll();
        return KernelChoice.statuses().stream()
                .map(s -> new Kernel(s.name(), s.usable(), s.reason(), s.remedy()))
                .toList();
    }

    /**
     * What a short measurement on one thread found.
     *
     * @param gigaflops billions of additions and multiplications a second in a linear map of an encoder
     * @param limit the same in a loop that touches no memory, what the processor can do in this instruction set; null where
     *     there is no machine code to ask it with
     */
    public record Speed(double gigaflops, Double limit) {}

    /**
     * Measures the kernel, also when it is not the one in use.
     *
     * @param time for how long; kernels that the JIT compiles need 0.1 s or more to get to speed
     * @return empty if it cannot run here
     */
    public Optional<Speed> measure(Duration time) {
        if (!usable) {
            return Optional.empty();
        }
        var limit = KernelSpeed.limit(name, time.toNanos() / LIMIT_PART);
        long rest = limit.isPresent() ? time.toNanos() - time.toNanos() / LIMIT_PART : time.toNanos();
        double gigaflops = KernelSpeed.products(KernelChoice.choose(name), rest);
        return Optional.of(new Speed(gigaflops, limit.isPresent() ? limit.getAsDouble() : null));
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
