package dev.heed.bench;

import dev.heed.attention.Attention;
import dev.heed.attention.Sequences;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.KernelSpeed;
import dev.heed.kernel.Kernels;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * The operator alone, 12 heads of 64, long sequences: GFLOP/s beside what the processor can do, and the memory that a call
 * takes, which is to grow with the length and not with its square.
 *
 * <p>A call is checked before it is timed: some rows are computed anew, in double precision.
 */
final class OperatorBenchmark {
    private static final int HEADS = 12;
    private static final int HEAD_DIM = 64;
    private static final int[] LENGTHS = {512, 2048, 8192};
    private static final int WARM_CALLS = 2;
    private static final long LIMIT_NANOS = 100_000_000L;
    private static final double TOLERANCE = 1e-5;

    private final Options options;
    private final Kernels kernels;

    OperatorBenchmark(Options options) {
        this.options = options;
        String kernel = options.kernels().getFirst().split(":")[0];
        this.kernels = KernelChoice.choose(kernel);
    }

    void run() {
        OptionalDouble limit = KernelSpeed.limit(kernels.name(), LIMIT_NANOS);
        System.out.println(Machine.described(options.threads()) + "\n");
        System.out.println("kernel " + kernels.name()
                + (limit.isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "; limit of the processor: %.0f GFLOP/s a thread, measured in a loop without memory",
                                limit.getAsDouble())
                        : "")
                + "\n");
        System.out.println("| attention | ms | GFLOP/s | of the limit | allocated a call | … a token |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        try (Workers workers = Workers.of(options.threads())) {
            for (int length : LENGTHS) {
                time(length, limit, workers);
            }
        }
    }

    private void time(int length, OptionalDouble limit, Workers workers) {
        Random random = new Random(length);
        Matrix query = random(length, random);
        Matrix key = random(length, random);
        Matrix value = random(length, random);
        Matrix output = Matrix.zeros(length, HEADS * HEAD_DIM);
        Attention attention = Attention.heads(HEADS, HEAD_DIM).on(kernels);
        Sequences one = Sequences.of(length);
        attention.apply(query, key, value, one, output, workers);
        for (int row : new int[] {0, length / 2, length - 1}) {
            verify(query, key, value, output, row);
        }
        for (int i = 0; i < WARM_CALLS; i++) {
            attention.apply(query, key, value, one, output, workers);
        }
        long best = Long.MAX_VALUE;
        long before = allocated();
        int calls = 0;
        for (long start = System.nanoTime();
                System.nanoTime() - start < options.turns() * options.turnNanos();
                calls++) {
            long from = System.nanoTime();
            attention.apply(query, key, value, one, output, workers);
            best = Math.min(best, System.nanoTime() - from);
        }
        double bytes = (double) (allocated() - before) / calls;
        double gigaflops = 4.0 * length * length * HEADS * HEAD_DIM / best;
        System.out.printf(
                Locale.ROOT,
                "| 12 × %,d × 64 | %.1f | %.0f | %s | %.1f MiB | %.1f KiB |%n",
                length,
                best / 1e6,
                gigaflops,
                limit.isPresent()
                        ? String.format(
                                Locale.ROOT, "%.0f%%", 100 * gigaflops / (limit.getAsDouble() * options.threads()))
                        : "–",
                bytes / (1 << 20),
                bytes / 1024 / length);
    }

    /** Bytes that all threads together have asked for so far. */
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }

    private static Matrix random(int rows, Random random) {
        Matrix matrix = Matrix.zeros(rows, HEADS * HEAD_DIM);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = (float) random.nextGaussian();
        }
        return matrix;
    }

    /** The definition, for one row of every head. */
    private static void verify(Matrix query, Matrix key, Matrix value, Matrix output, int row) {
        int keys = key.rows();
        for (int head = 0; head < HEADS; head++) {
            double[] weights = new double[keys];
            double max = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < keys; j++) {
                for (int d = head * HEAD_DIM; d < (head + 1) * HEAD_DIM; d++) {
                    weights[j] += (double) query.at(row, d) * key.at(j, d);
                }
                weights[j] /= Math.sqrt(HEAD_DIM);
                max = Math.max(max, weights[j]);
            }
            double sum = 0;
            for (int j = 0; j < keys; j++) {
                weights[j] = Math.exp(weights[j] - max);
                sum += weights[j];
            }
            for (int d = head * HEAD_DIM; d < (head + 1) * HEAD_DIM; d++) {
                double expected = 0;
                for (int j = 0; j < keys; j++) {
                    expected += weights[j] / sum * value.at(j, d);
                }
                if (!(Math.abs(output.at(row, d) - expected) < TOLERANCE)) {
                    throw new IllegalStateException("attention, row " + row + ", column " + d + ": expected " + expected
                            + ", got " + output.at(row, d));
                }
            }
        }
    }
}
