package dev.heed.bench;

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

    private static final double EQUAL = 0.999999;

    /** The runtimes by what they compute with. To time another configuration of Heed, add it here and in {@link #heed}. */
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
        HEED {
            @Override
            Runtime open(int threads) {
                return new HeedRuntime(threads);
            }
        };

        abstract Runtime open(int threads) throws Exception;
    }

    /** Heed in fp32 on a kernel. Without machine code it is timed on uniform batches only: ragged ones take minutes. */
    static Contender heed(String kernel) {
        boolean slow = kernel.equals("vector") || kernel.equals("plain");
        return new Contender("Heed " + kernel, Kind.HEED, onKernel(kernel), EQUAL, slow);
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
