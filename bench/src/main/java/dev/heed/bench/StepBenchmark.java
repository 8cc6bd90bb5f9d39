package dev.heed.bench;

import dev.heed.Precision;
import dev.heed.attention.Attention;
import dev.heed.attention.Sequences;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.KernelSpeed;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.kernel.rows.Activation;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Where an encoder's time goes: the steps of a block of all-MiniLM-L6-v2, each by itself, on the rows that go through the
 * model together, beside the whole; one thread. As many sets of weights as the model has layers take turns, so that caches
 * are as full as in the model.
 */
final class StepBenchmark {
    private static final int LAYERS = 6;
    private static final int HIDDEN = 384;
    private static final int INNER = 1536;
    private static final int HEADS = 12;
    private static final int TEXTS = 2;
    private static final int TOKENS = 128;
    private static final int ROWS = TEXTS * TOKENS;
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;
    private static final long LIMIT_NANOS = 100_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Options options;
    private final String kernel;
    private final NumberFormat format;
    private final Kernels kernels;
    private double summed;

    StepBenchmark(Options options) {
        this.options = options;
        String[] parts = options.kernels().getFirst().split(":", 2);
        this.kernel = parts[0];
        this.format = parts.length == 1 ? NumberFormat.FP32 : NumberFormat.valueOf(parts[1].toUpperCase(Locale.ROOT));
        this.kernels = KernelChoice.choose(kernel);
    }

    /** A step on the weights of some layer. */
    private interface Step {
        void run(int layer);
    }

    void run() {
        var limit = KernelSpeed.limit(kernel, LIMIT_NANOS);
        System.out.printf(
                Locale.ROOT,
                "%s%n%nkernel %s, %s, one thread, %d × %d tokens; %s%n%n",
                Machine.described(1),
                kernel,
                format,
                TEXTS,
                TOKENS,
                limit.isPresent()
                        ? String.format(Locale.ROOT, "limit in fp32 %.0f GFLOP/s", limit.getAsDouble())
                        : "limit not known");
        System.out.println("| step, all " + LAYERS + " layers | ms | GFLOP/s |\n| --- | --- | --- |");
        Matrix x = random(ROWS, HIDDEN);
        Matrix inner = random(ROWS, INNER);
        linear("query, key, value", x, Activation.IDENTITY, 3 * HIDDEN);
        attention(random(ROWS, 3 * HIDDEN));
        linear("output projection", x, Activation.IDENTITY, HIDDEN);
        linear("feed-forward, up, GELU", x, Activation.GELU, INNER);
        linear("feed-forward, down", inner, Activation.IDENTITY, HIDDEN);
        norms(x);
        double whole = whole();
        System.out.printf(Locale.ROOT, "| what is left (tokens, embeddings, pooling) | %.2f | |%n", whole - summed);
        System.out.printf(Locale.ROOT, "| **whole** | **%.2f** | |%n", whole);
    }

    private void linear(String name, Matrix x, Activation activation, int outputs) {
        Matrix y = Matrix.zeros(ROWS, outputs);
        PreparedLinear[] maps = new PreparedLinear[LAYERS];
        Arrays.setAll(
                maps,
                layer -> kernels.layout(format)
                        .prepare(LinearWeights.of(WeightRows.of(random(x.columns(), outputs)), new float[outputs])));
        step(name, 2.0 * ROWS * x.columns() * outputs, layer -> maps[layer].apply(x, activation, y));
    }

    private void attention(Matrix projected) {
        Attention operator = Attention.heads(HEADS, HIDDEN / HEADS).on(kernels);
        Matrix query = projected.columns(0, HIDDEN);
        Matrix key = projected.columns(HIDDEN, 2 * HIDDEN);
        Matrix value = projected.columns(2 * HIDDEN, 3 * HIDDEN);
        Matrix y = Matrix.zeros(ROWS, HIDDEN);
        int[] lengths = new int[TEXTS];
        Arrays.fill(lengths, TOKENS);
        Sequences sequences = Sequences.of(lengths);
        step(
                "attention",
                4.0 * TEXTS * TOKENS * TOKENS * HIDDEN,
                layer -> operator.apply(query, key, value, sequences, y, Workers.CALLER_ONLY));
    }

    private void norms(Matrix x) {
        Matrix y = Matrix.zeros(ROWS, HIDDEN);
        Matrix residual = random(ROWS, HIDDEN);
        float[] weight = random(1, HIDDEN).row(0);
        step("additions and norms", 0, layer -> {
            kernels.layerNorm(x, residual, weight, weight, 1e-12f, y);
            kernels.layerNorm(x, residual, weight, weight, 1e-12f, y);
        });
    }

    private double whole() {
        List<String> texts = Workloads.uniform(TEXTS, TOKENS).texts();
        try (HeedRuntime heed = new HeedRuntime(1, Precision.valueOf(format.name()))) {
            return milliseconds(() -> heed.embed(texts));
        }
    }

    private void step(String name, double flop, Step step) {
        double milliseconds = milliseconds(() -> {
            for (int layer = 0; layer < LAYERS; layer++) {
                step.run(layer);
            }
        });
        summed += milliseconds;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %s |%n",
                name,
                milliseconds,
                flop == 0 ? "" : String.format(Locale.ROOT, "%.0f", LAYERS * flop / milliseconds / 1e6));
    }

    /** Processor time, the median of a few rounds, each of as many passes as its time allows. */
    private double milliseconds(Runnable pass) {
        double[] rounds = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            int passes = 0;
            long start = THREADS.getCurrentThreadCpuTime();
            long end = start;
            for (; end - start < options.turnNanos() / 3; end = THREADS.getCurrentThreadCpuTime()) {
                pass.run();
                passes++;
            }
            if (round >= 0) {
                rounds[round] = (end - start) / 1e6 / passes;
            }
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private static Matrix random(int rows, int columns) {
        Random random = new Random(31L * rows + columns);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = (float) random.nextGaussian() / 16;
        }
        return matrix;
    }
}
