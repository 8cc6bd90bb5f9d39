package dev.heed;

import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.KernelSpeed;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import java.time.Duration;
import java.util.ArrayList;
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
    /** A measurement's time in parts: one for each thing that is measured, the rest for single precision. */
    private static final int PARTS = 5;

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
     * @param fewerBits the same maps in fewer bits, where the processor has something of its own for them
     */
    public record Speed(double gigaflops, Double limit, List<FewerBits> fewerBits) {}

    /**
     * A precision that a kernel multiplies in by something of the processor's own.
     *
     * @param unit what that is
     * @param gigaflops as in {@link Speed}
     */
    public record FewerBits(Precision precision, String unit, double gigaflops) {}

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
        Kernels kernels = KernelChoice.choose(name);
        long part = time.toNanos() / PARTS;
        var limit = KernelSpeed.limit(name, part);
        List<FewerBits> fewerBits = new ArrayList<>();
        for (Precision precision : List.of(Precision.BF16, Precision.INT8)) {
            NumberFormat format = NumberFormat.valueOf(precision.name());
            kernels.layout(format)
                    .unit()
                    .ifPresent(unit ->
                            fewerBits.add(new FewerBits(precision, unit, KernelSpeed.products(kernels, format, part))));
        }
        long rest = time.toNanos() - part * ((limit.isPresent() ? 1 : 0) + fewerBits.size());
        double gigaflops = KernelSpeed.products(kernels, NumberFormat.FP32, rest);
        return Optional.of(
                new Speed(gigaflops, limit.isPresent() ? limit.getAsDouble() : null, List.copyOf(fewerBits)));
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
