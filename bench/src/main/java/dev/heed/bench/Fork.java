package dev.heed.bench;

import dev.heed.Models;
import dev.heed.tensor.Vectors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * One runtime in a JVM of its own: every workload is checked against Heed's vectors, warmed up and timed. Prints a line
 * {@code workload tokens nanos} for the median pass of each.
 */
final class Fork {
    /** What the JIT needs before the first figure counts; each of the first workloads gets a share. */
    private static final long FIRST_WARM_UP_NANOS = 4_000_000_000L;

    private static final int FIRST_WORKLOADS = 3;
    private static final long WARM_UP_NANOS = 1_000_000_000L;
    private static final long TIMED_NANOS = 1_500_000_000L;

    private Fork() {}

    /** @param args {@code onnxruntime} or {@code heed}, the number of threads, the data folder */
    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[1]);
        Path model = Path.of(Models.minilm().info().path(), "model.onnx");
        try (HeedRuntime heed = new HeedRuntime(threads);
                Runtime runtime = args[0].equals("heed") ? heed : new OnnxRuntime(model, heed.encoder(), threads)) {
            List<Workload> workloads = Workloads.all(Path.of(args[2]));
            for (Workload workload : workloads.subList(0, FIRST_WORKLOADS)) {
                repeat(runtime, workload, FIRST_WARM_UP_NANOS);
            }
            for (Workload workload : workloads) {
                verify(runtime.embed(workload), heed.embed(workload), workload);
                long tokens = workload.texts().stream()
                        .mapToLong(text -> heed.encoder().tokenize(text).tokenCount())
                        .sum();
                repeat(runtime, workload, WARM_UP_NANOS);
                System.out.println(workload.name() + " " + tokens + " " + repeat(runtime, workload, TIMED_NANOS));
            }
        }
    }

    private static void verify(float[][] found, float[][] expected, Workload workload) {
        for (int i = 0; i < found.length; i++) {
            double cosine = Vectors.cosine(found[i], expected[i]);
            if (!(cosine > 0.99999)) {
                throw new IllegalStateException(
                        workload.name() + ", text " + i + ": expected equal vectors, got cosine " + cosine);
            }
        }
    }

    /** The median of as many passes as fit. */
    private static long repeat(Runtime runtime, Workload workload, long nanos) throws Exception {
        long[] passes = new long[16];
        int count = 0;
        for (long start = System.nanoTime(); System.nanoTime() - start < nanos || count < 2; ) {
            long before = System.nanoTime();
            runtime.embed(workload);
            if (count == passes.length) {
                passes = Arrays.copyOf(passes, 2 * count);
            }
            passes[count++] = System.nanoTime() - before;
        }
        Arrays.sort(passes, 0, count);
        return passes[count / 2];
    }
}
