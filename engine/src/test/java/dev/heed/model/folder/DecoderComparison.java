package dev.heed.model.folder;

import dev.heed.format.SafetensorsFile;
import dev.heed.format.gguf.GgufFile;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.KeyValueCache;
import dev.heed.model.TokenBatch;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How far a GGUF file's decoder is from transformers' numbers ({@code tools/goldens/gguf_states.py}), and how fast it is. */
final class DecoderComparison {
    private static final int THREADS = 2;

    private DecoderComparison() {}

    /** @param args the GGUF file, the reference's numbers; {@code int8} for inputs in bytes */
    public static void main(String[] args) throws IOException {
        NumberFormat format =
                args.length > 2 ? NumberFormat.valueOf(args[2].toUpperCase(Locale.ROOT)) : NumberFormat.FP32;
        try (Arena arena = Arena.ofShared();
                Workers workers = Workers.of(THREADS)) {
            GgufFile file = GgufFile.read(mapped(args[0], arena), args[0]);
            SafetensorsFile expected = SafetensorsFile.read(mapped(args[1], arena), args[1]);
            LoadedDecoder model = LoadedDecoder.read(file, KernelChoice.active(), format, workers);
            System.out.println("precision " + format.label());
            int[] ids = DecoderGoldensTest.ids(expected);
            int layers = model.config().layers();
            var hidden = model.transformer().forward(TokenBatch.of(List.of(ids)), 0, layers, workers);
            double worst = 0;
            for (int layer = 0; layer <= layers; layer++) {
                worst = Math.max(
                        worst,
                        difference(
                                hidden.get(layer),
                                expected.require("hidden." + layer).toFloats(),
                                true));
            }
            Matrix logits = model.head().logits(hidden.get(layers), workers, KernelChoice.active());
            System.out.printf("kernel %s%n", KernelChoice.active().name());
            System.out.printf("states: largest difference by max(1, |x|) %.3g%n", worst);
            System.out.printf(
                    "logits: largest difference %.3g%n",
                    difference(logits, expected.require("logits").toFloats(), false));
            greedy(model, ids, expected.require("greedy").toLongs(), workers);
        }
    }

    private static void greedy(LoadedDecoder model, int[] ids, long[] expected, Workers workers) {
        KeyValueCache cache = model.transformer().newCache();
        int[] next = ids;
        int same = 0;
        long start = System.nanoTime();
        for (int step = 0; step < expected.length; step++) {
            int last = model.config().layers();
            Matrix hidden = model.transformer()
                    .forward(TokenBatch.of(List.of(next)), List.of(cache), last, workers)
                    .get(last);
            int rows = hidden.rows();
            float[] logits = model.head()
                    .logits(hidden.rows(rows - 1, rows), workers, KernelChoice.active())
                    .row(0);
            if (step == 0) {
                start = System.nanoTime();
            }
            int best = 0;
            for (int i = 1; i < logits.length; i++) {
                best = logits[i] > logits[best] ? i : best;
            }
            same += best == expected[step] ? 1 : 0;
            next = new int[] {best};
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf("greedy: %d of %d tokens the same%n", same, expected.length);
        System.out.printf(
                "writing: %.1f tokens a second, %d threads%n", (expected.length - 1) / seconds, workers.threads());
    }

    private static double difference(Matrix found, float[] expected, boolean relative) {
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            double e = expected[i];
            double off = Math.abs(found.data()[found.offset() + i] - e);
            worst = Math.max(worst, relative ? off / Math.max(1, Math.abs(e)) : off);
        }
        return worst;
    }

    private static MemorySegment mapped(String file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(file))) {
            return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }
}
