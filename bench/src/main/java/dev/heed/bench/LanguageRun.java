package dev.heed.bench;

import dev.heed.format.gguf.GgufFile;
import dev.heed.format.gguf.GgufTensor;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.KeyValueCache;
import dev.heed.model.TokenBatch;
import dev.heed.model.folder.LoadedDecoder;
import dev.heed.model.weights.GgufWeights;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A GGUF file's language model, timed: passes over made-up tokens, the likeliest taken as the next. */
final class LanguageRun implements AutoCloseable {
    /** Tokens of one pass of a long prompt. */
    private static final int PASS = 512;

    private final Arena arena = Arena.ofShared();
    private final Workers workers;
    private final LoadedDecoder model;
    private final long bytesRead;
    private long largestCache;

    private LanguageRun(Path file, NumberFormat format, int threads) throws IOException {
        workers = Workers.of(threads);
        try (FileChannel channel = FileChannel.open(file)) {
            var bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            GgufFile gguf = GgufFile.read(bytes, file.toString());
            model = LoadedDecoder.read(gguf, KernelChoice.active(), format, workers);
            bytesRead = bytesRead(gguf);
        }
    }

    static LanguageRun open(Path file, NumberFormat format, int threads) throws IOException {
        return new LanguageRun(file, format, threads);
    }

    /** Whether the file has what {@link NumberFormat#INT8} multiplies. */
    static boolean integers(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file)) {
            var bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            return GgufWeights.holdsIntegers(GgufFile.read(bytes, file.toString()));
        }
    }

    /** All but a table of embeddings beside a head of its own. */
    private static long bytesRead(GgufFile file) {
        long all = file.names().stream()
                .mapToLong(name -> file.require(name).data().byteSize())
                .sum();
        boolean untied = file.tensor("output.weight").isPresent();
        return all
                - (untied
                        ? file.tensor("token_embd.weight")
                                .map(GgufTensor::data)
                                .orElseThrow()
                                .byteSize()
                        : 0);
    }

    /** Bytes of weights that one written token reads. */
    long bytesRead() {
        return bytesRead;
    }

    int context() {
        return model.config().maxPositions();
    }

    long largestCache() {
        return largestCache;
    }

    void warmUp(int prompt) {
        prompt(prompt);
        write(64, 1);
    }

    /** Tokens a second of a prompt read at once, its last token's scores with it. */
    double prompt(int tokens) {
        long start = System.nanoTime();
        likeliest(List.of(ids(tokens)), List.of(newCache()));
        return tokens * 1e9 / (System.nanoTime() - start);
    }

    /** Tokens a second of so many texts written side by side. */
    double write(int tokens, int texts) {
        List<KeyValueCache> caches =
                IntStream.range(0, texts).mapToObj(i -> newCache()).toList();
        List<int[]> next = new ArrayList<>();
        for (int text = 0; text < texts; text++) {
            next.add(new int[] {ids(texts)[text]});
        }
        return texts * written(caches, next, tokens);
    }

    /** Tokens a second behind a prompt of {@code kept}. */
    double writeBehind(int kept, int tokens) {
        KeyValueCache cache = read(kept);
        return written(List.of(cache), List.of(new int[] {1}), tokens);
    }

    private double written(List<KeyValueCache> caches, List<int[]> first, int steps) {
        List<int[]> next = likeliest(first, caches);
        long start = System.nanoTime();
        for (int step = 0; step < steps; step++) {
            next = likeliest(next, caches);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        largestCache = Math.max(
                largestCache, caches.stream().mapToLong(KeyValueCache::bytes).sum());
        return steps / seconds;
    }

    /** How much longer a first token takes behind tokens that were kept. */
    double behindKept(int tokens, int kept) {
        double[] seconds = {Double.MAX_VALUE, Double.MAX_VALUE};
        KeyValueCache cache = read(kept);
        for (int round = 0; round < 8; round++) {
            KeyValueCache used = round % 2 == 0 ? newCache() : cache.fork(kept);
            long start = System.nanoTime();
            likeliest(List.of(ids(tokens)), List.of(used));
            seconds[round % 2] = Math.min(seconds[round % 2], (System.nanoTime() - start) / 1e9);
        }
        return seconds[1] / seconds[0];
    }

    private KeyValueCache read(int tokens) {
        KeyValueCache cache = newCache();
        int[] ids = ids(tokens);
        for (int at = 0; at < tokens; at += PASS) {
            likeliest(List.of(Arrays.copyOfRange(ids, at, Math.min(tokens, at + PASS))), List.of(cache));
        }
        return cache;
    }

    private KeyValueCache newCache() {
        return model.transformer().newCache();
    }

    private int[] ids(int count) {
        int vocabulary = model.config().vocabularySize();
        return IntStream.range(0, count)
                .map(i -> (int) (i * 7919L % vocabulary))
                .toArray();
    }

    private List<int[]> likeliest(List<int[]> tokens, List<KeyValueCache> caches) {
        int last = model.config().layers();
        TokenBatch batch = TokenBatch.of(tokens);
        Matrix hidden =
                model.transformer().forward(batch, caches, last, workers).get(last);
        float[][] rows = new float[tokens.size()][];
        int end = 0;
        for (int i = 0; i < rows.length; i++) {
            end += tokens.get(i).length;
            rows[i] = hidden.row(end - 1);
        }
        Matrix logits = model.head().logits(Matrix.copyOf(rows), workers, KernelChoice.active());
        List<int[]> next = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            next.add(new int[] {highest(logits.row(i))});
        }
        return next;
    }

    private static int highest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    @Override
    public void close() {
        workers.close();
        arena.close();
    }
}
