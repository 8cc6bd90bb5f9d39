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
import java.util.SortedMap;
import java.util.TreeMap;

/** How far a GGUF file's decoder is from transformers' numbers ({@code tools/goldens/gguf_states.py}), and how fast it is. */
final class DecoderComparison {
    private static final int THREADS = 2;
    private static final double MOST_NOISE = 1.5; // single precision's own noise differs by chance

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
            System.out.printf("kernel %s%n", KernelChoice.active().name());
            Numbers heed = new Numbers(hidden, model.head().logits(hidden.get(layers), workers, KernelChoice.active()));
            Numbers reference = Numbers.of(expected, "hidden.", "logits", hidden);
            Distances.of(heed, reference).print("Heed to the reference");
            if (expected.tensor("exact.logits").isPresent()) {
                Numbers exact = Numbers.of(expected, "exact.", "exact.logits", hidden);
                Distances own = Distances.of(heed, exact);
                Distances noise = Distances.of(reference, exact);
                own.print("Heed to double precision");
                noise.print("the reference to double precision");
                if (format == NumberFormat.FP32 && !own.within(noise, MOST_NOISE)) {
                    throw new AssertionError("expected Heed no further from double precision than " + MOST_NOISE
                            + " times the reference");
                }
            }
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

    /** A prompt's vectors at each layer, and its logits. */
    private record Numbers(SortedMap<Integer, Matrix> states, Matrix logits) {
        static Numbers of(SafetensorsFile file, String prefix, String logits, SortedMap<Integer, Matrix> like) {
            SortedMap<Integer, Matrix> states = new TreeMap<>();
            like.keySet().forEach(layer -> states.put(layer, matrix(file, prefix + layer)));
            return new Numbers(states, matrix(file, logits));
        }

        private static Matrix matrix(SafetensorsFile file, String name) {
            int[] shape = file.require(name).shape();
            return Matrix.of(file.require(name).toFloats(), shape[0], shape[1]);
        }
    }

    /** How far numbers are apart: states by max(1, |x|) with the layer of the largest, logits as they are. */
    private record Distances(Distance states, int layer, Distance logits) {
        static Distances of(Numbers found, Numbers expected) {
            double worst = 0;
            double sum = 0;
            int at = 0;
            for (int layer : found.states().keySet()) {
                Distance distance =
                        Distance.of(found.states().get(layer), expected.states().get(layer), true);
                sum += distance.mean();
                if (distance.largest() > worst) {
                    worst = distance.largest();
                    at = layer;
                }
            }
            Distance states = new Distance(worst, sum / found.states().size());
            return new Distances(states, at, Distance.of(found.logits(), expected.logits(), false));
        }

        boolean within(Distances noise, double times) {
            return states.within(noise.states, times) && logits.within(noise.logits, times);
        }

        void print(String what) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: states by max(1, |x|) at most %.3g (layer %d), %.3g on average; logits at most %.3g, %.3g on"
                            + " average%n",
                    what,
                    states.largest(),
                    layer,
                    states.mean(),
                    logits.largest(),
                    logits.mean());
        }
    }

    private record Distance(double largest, double mean) {
        boolean within(Distance noise, double times) {
            return largest <= times * noise.largest && mean <= times * noise.mean;
        }

        static Distance of(Matrix found, Matrix expected, boolean relative) {
            double largest = 0;
            double sum = 0;
            for (int row = 0; row < found.rows(); row++) {
                for (int column = 0; column < found.columns(); column++) {
                    double e = expected.at(row, column);
                    double off = Math.abs(found.at(row, column) - e) / (relative ? Math.max(1, Math.abs(e)) : 1);
                    largest = Math.max(largest, off);
                    sum += off;
                }
            }
            return new Distance(largest, sum / ((double) found.rows() * found.columns()));
        }
    }

    private static MemorySegment mapped(String file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(file))) {
            return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }
}
