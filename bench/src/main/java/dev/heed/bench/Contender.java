package dev.heed.bench;

import dev.heed.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * What is timed: a runtime with its settings, in a JVM of its own.
 *
 * @param name heads its column
 * @param kind opens it
 * @param flags of its JVM
 * @param leastCosine the mean cosine with ONNX Runtime's fp32 vectors below which nothing is timed
 * @param uniformOnly whether it is spared the ragged workloads
 */
record Contender(String name, Kind kind, List<String> flags, double leastCosine, boolean uniformOnly) {
    /** The peer that every ratio refers to. */
    static final Contender PEER = new Contender("ONNX Runtime fp32", Kind.ONNX_FP32, onKernel("plain"), 1, false);

    /** The published int8 file of the same model; it is held to what it reaches. */
    static final Contender PEER_INT8 =
            new Contender("ONNX Runtime int8", Kind.ONNX_INT8, onKernel("plain"), 0.98, false);

    /** The runtimes by what they compute with. */
    enum Kind {
        ONNX_FP32 {
            @Override
            Runtime open(int threads) throws Exception {
                return OnnxRuntime.fp32(threads);
            }
        },
        ONNX_INT8 {
            @Override
            Runtime open(int threads) throws Exception {
                return OnnxRuntime.int8(threads);
            }
        },
        HEED_FP32 {
            @Override
            Runtime open(int threads) {
                return new HeedRuntime(threads, Precision.FP32);
            }
        },
        HEED_BF16 {
            @Override
            Runtime open(int threads) {
                return new HeedRuntime(threads, Precision.BF16);
            }
        },
        HEED_INT8 {
            @Override
            Runtime open(int threads) {
                return new HeedRuntime(threads, Precision.INT8);
            }
        };

        abstract Runtime open(int threads) throws Exception;
    }

    /**
     * Heed on a kernel. Without machine code it is timed on uniform batches only: ragged ones take minutes.
     *
     * @param configuration a kernel, or a kernel and a precision: {@code avx2}, {@code avx2:int8}
     */
    static Contender heed(String configuration) {
        String[] parts = configuration.split(":", 2);
        String precision = parts.length == 1 ? "fp32" : parts[1];
        boolean slow = parts[0].equals("vector") || parts[0].equals("plain");
        String name = "Heed " + parts[0] + " " + precision;
        return switch (precision) {
            case "fp32" -> new Contender(name, Kind.HEED_FP32, onKernel(parts[0]), 0.999999, slow);
            case "bf16" -> new Contender(name, Kind.HEED_BF16, onKernel(parts[0]), 0.9999, slow);
            case "int8" -> new Contender(name, Kind.HEED_INT8, onKernel(parts[0]), 0.999, slow);
            default ->
                throw new IllegalArgumentException(
                        "kernel: expected a precision of fp32, bf16 or int8, got " + configuration);
        };
    }

    boolean runs(Workload workload) {
        return !uniformOnly || workload.uniform();
    }

    private static List<String> onKernel(String kernel) {
        List<String> flags = new ArrayList<>(List.of("-Dheed.kernel=" + kernel));
        if (kernel.equals("vector")) {
            flags.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        return List.copyOf(flags);
    }
}
