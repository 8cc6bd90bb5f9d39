package dev.heed.kernel;

import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.RefusedParts;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.rows.VectorRowKernels;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Chooses the kernel of this process, once: the fastest that can run, or the one that the property
 * {@value #PROPERTY} forces.
 *
 * <p>A forced kernel that cannot run is an error. Otherwise one log line says what was chosen and why faster ones were
 * refused; a warning where an option of Java's would bring a faster one. To add a kernel: implement {@link Kernels}, add its name to {@link #NAMES} in order of speed, and its
 * {@link #status} and {@link #instance}.
 */
public final class KernelChoice {
    /** System property that forces a kernel by name; {@code auto} or unset lets Heed choose. */
    public static final String PROPERTY = "heed.kernel";

    /** System property that, when true, leaves out the log line about the choice: finding a host's logger takes a start 20 ms. */
    public static final String QUIET = "heed.quiet";

    private static final List<String> NAMES = List.of("avx512", "avx2", "vector", "plain"); // fastest first

    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private KernelChoice() {}

    /**
     * The kernel of this process.
     *
     * @throws IllegalStateException if one is forced that cannot run here
     */
    public static Kernels active() {
        if (Active.FAILURE != null) {
            throw new IllegalStateException(Active.FAILURE);
        }
        return Active.KERNELS;
    }

    /**
     * A kernel by name, or the fastest usable for {@code auto}.
     *
     * @throws IllegalStateException if there is none of that name, or it cannot run here
     */
    public static Kernels choose(String name) {
        if (name.equals("auto")) {
            return instance(NAMES.stream()
                    .filter(candidate -> status(candidate).usable())
                    .findFirst()
                    .orElseThrow());
        }
        if (!NAMES.contains(name)) {
            throw new IllegalStateException(
                    PROPERTY + ": expected auto or one of " + String.join(", ", NAMES) + ", got " + name);
        }
        KernelStatus status = status(name);
        if (!status.usable()) {
            throw new IllegalStateException(PROPERTY + ": kernel " + name + " cannot run here, " + why(status));
        }
        return instance(name);
    }

    /** All kernels, fastest first; each is made for it, where it can be. */
    public static List<KernelStatus> statuses() {
        return NAMES.stream().map(KernelChoice::status).toList();
    }

    private static KernelStatus status(String name) {
        return switch (name) {
            case "avx512" -> machineCode(InstructionSet.AVX512, "machine code for AVX-512, 512 bits");
            case "avx2" -> machineCode(InstructionSet.AVX2, "machine code for AVX2 and FMA, 256 bits");
            case "vector" -> vector();
            default -> new KernelStatus("plain", true, "loops in plain Java, vectorised by the JIT", null);
        };
    }

    private static KernelStatus machineCode(InstructionSet set, String description) {
        MachineCode found = MachineCode.of(set);
        if (found.kernels() == null) {
            return new KernelStatus(set.kernel, false, found.refusal(), found.remedy());
        }
        String refused = RefusedParts.of(set);
        String reason = refused.isEmpty() ? description : description + "; refused in part: " + refused;
        return new KernelStatus(set.kernel, true, reason, null);
    }

    /**
     * Proves what is otherwise proved when it is first used, of every kernel that can run here, so that {@link #statuses}
     * says all that is refused.
     */
    public static void proveAll() {
        for (InstructionSet set : InstructionSet.values()) {
            MachineKernels kernels = MachineCode.of(set).kernels();
            if (kernels != null) {
                for (NumberFormat format : NumberFormat.values()) {
                    kernels.layout(format);
                }
                kernels.blocks().proveAll();
                kernels.byteRows(0, 0);
                WindowChoice.named(set.kernel);
            }
        }
    }

    private static KernelStatus vector() {
        Optional<Module> module = ModuleLayer.boot().findModule(VECTOR_MODULE);
        if (module.isEmpty()) {
            return new KernelStatus(
                    "vector",
                    false,
                    "the JDK's Vector API module is not in this process",
                    "start Java with --add-modules " + VECTOR_MODULE);
        }
        KernelChoice.class.getModule().addReads(module.get()); // see module-info
        return new KernelStatus(
                "vector", true, "the JDK's Vector API, " + VectorRowKernels.SPECIES.vectorBitSize() + " bits", null);
    }

    private static Kernels instance(String name) {
        return switch (name) {
            case "avx512" -> MachineCode.of(InstructionSet.AVX512).kernels();
            case "avx2" -> MachineCode.of(InstructionSet.AVX2).kernels();
            case "vector" -> VectorKernels.INSTANCE;
            default -> PlainKernels.INSTANCE;
        };
    }

    private static String why(KernelStatus status) {
        return status.remedy() == null ? status.reason() : status.reason() + "; " + status.remedy();
    }

    private static final class Active {
        static final Kernels KERNELS;
        static final String FAILURE;

        static {
            Kernels kernels = null;
            String failure = null;
            try {
                kernels = chooseAndLog();
            } catch (IllegalStateException e) {
                failure = e.getMessage();
            }
            KERNELS = kernels;
            FAILURE = failure;
        }

        private static Kernels chooseAndLog() {
            String asked = System.getProperty(PROPERTY, "auto");
            Kernels kernels = choose(asked);
            if (!Boolean.getBoolean(QUIET)) {
                String gain = asked.equals("auto") ? gain(kernels.name()) : "";
                System.getLogger(KernelChoice.class.getName())
                        .log(
                                gain.isEmpty() ? Level.INFO : Level.WARNING,
                                () -> "kernel " + kernels.name() + refusals(kernels.name()) + gain);
            }
            return kernels;
        }

        /** What machine code would bring that nothing but an option of Java's keeps from running; see docs/benchmarks.md. */
        private static String gain(String chosen) {
            boolean kept = NAMES.stream()
                    .takeWhile(name -> !name.equals(chosen))
                    .filter(name -> !name.equals("vector"))
                    .map(KernelChoice::status)
                    .anyMatch(status -> status.remedy() != null);
            String figure = chosen.equals("vector") ? "1.2 to 1.5" : "2.3 to 3.1";
            return kept
                    ? "; machine code was " + figure + " times as fast as " + chosen + " where it was measured"
                    : "";
        }

        private static String refusals(String chosen) {
            return NAMES.stream()
                    .takeWhile(name -> !name.equals(chosen))
                    .map(KernelChoice::status)
                    .map(status -> "; " + status.name()
                            + (status.usable() ? " not asked for by " + PROPERTY : " refused: " + why(status)))
                    .collect(Collectors.joining());
        }
    }
}
