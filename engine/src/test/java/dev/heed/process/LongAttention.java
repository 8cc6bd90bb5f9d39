package dev.heed.process;

import dev.heed.attention.Attention;
import dev.heed.attention.Capture;
import dev.heed.attention.Sequences;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.Random;

/** Attention over 8,192 tokens, 12 heads of 64: run with a heap that an n × n table of one head would not fit. */
final class LongAttention {
    private LongAttention() {}

    public static void main(String[] args) {
        int n = 8192;
        Matrix input = Matrix.zeros(n, 3 * 12 * 64); // query, key and value side by side: 72 MiB
        Random random = new Random(1);
        for (int i = 0; i < input.data().length; i++) {
            input.data()[i] = random.nextFloat() - 0.5f;
        }
        int width = 12 * 64;
        try (Workers workers = Workers.of(2)) {
            Matrix output = Attention.heads(12, 64)
                    .apply(
                            input.columns(0, width),
                            input.columns(width, 2 * width),
                            input.columns(2 * width, 3 * width),
                            Sequences.of(n),
                            Capture.nothing(),
                            workers)
                    .output();
            System.out.print(Float.isFinite(output.at(n - 1, width - 1)) ? "finite" : "not finite");
        }
    }
}
