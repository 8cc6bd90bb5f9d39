package dev.heed.model.folder;

import dev.heed.kernel.linear.InputSizes;
import dev.heed.kernel.linear.LinearLayout;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.TokenBatch;
import dev.heed.model.Transformer;
import dev.heed.model.weights.LinearMaps;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import dev.heed.tokenizer.Template;
import dev.heed.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How large the inputs of a model's linear maps become: the largest magnitudes while it reads a sentence in single precision,
 * on average over some sentences; the largest of all would be those of the oddest. What {@link NumberFormat#INT8} is balanced by.
 */
final class Calibration {
    private static final List<String> SENTENCES = sentences();
    /** Tells one set of sentences from another. */
    static final String VERSION = Integer.toHexString(SENTENCES.hashCode());

    private static final int LONGEST = 128;

    private Calibration() {}

    private static List<String> sentences() {
        try (InputStream in = Calibration.class.getResourceAsStream("calibration.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What reads sentences while its maps are looked at. */
    interface Reader {
        /** The most ids of a sentence. */
        int longest();

        /** Reads one, in the calling thread. */
        void read(int[] ids);

        /** An encoder. */
        static Reader of(Transformer encoder) {
            int layers = encoder.config().layers();
            return new Reader() {
                @Override
                public int longest() {
                    return encoder.config().maxPositions();
                }

                @Override
                public void read(int[] ids) {
                    encoder.forward(TokenBatch.of(List.of(ids)), layers, layers, Workers.CALLER_ONLY);
                }
            };
        }
    }

    /**
     * The inputs' sizes, by the maps' names.
     *
     * @param single lays out in single precision
     * @param assemble makes a model of linear maps
     */
    static Map<String, InputSizes> sizes(
            LinearLayout single, Function<LinearMaps, Reader> assemble, Tokenizer tokenizer) {
        Map<String, Observed> observed = new ConcurrentHashMap<>();
        Reader reader = assemble.apply((key, weights) -> {
            Observed map = new Observed(single.prepare(weights.get()));
            observed.put(key.name(), map);
            return map;
        });
        int longest = Math.min(LONGEST, reader.longest());
        for (String sentence : SENTENCES) {
            reader.read(ids(tokenizer, sentence, longest));
            observed.values().forEach(Observed::endSentence);
        }
        Map<String, InputSizes> sizes = new HashMap<>();
        observed.forEach((name, map) -> {
            if (map.rows > 0) { // an expert that no token chose has seen nothing
                sizes.put(name, map.sizes());
            }
        });
        return sizes;
    }

    private static int[] ids(Tokenizer tokenizer, String sentence, int longest) {
        Template template = tokenizer.template();
        int[] content = tokenizer.tokenize(sentence).ids();
        int used = Math.max(0, Math.min(content.length, longest - template.size()));
        return IntStream.concat(
                        IntStream.concat(Arrays.stream(template.prefix()), Arrays.stream(content, 0, used)),
                        Arrays.stream(template.suffix()))
                .toArray();
    }

    /** A linear map that keeps each input's largest magnitude, sentence by sentence, and its mean. */
    private static final class Observed implements PreparedLinear {
        private final PreparedLinear map;
        private final float[] maxima;
        private final double[] sumsOfMaxima;
        private final double[] sums;
        private long rows;

        Observed(PreparedLinear map) {
            this.map = map;
            this.maxima = new float[map.inputs()];
            this.sumsOfMaxima = new double[map.inputs()];
            this.sums = new double[map.inputs()];
        }

        @Override
        public int inputs() {
            return map.inputs();
        }

        @Override
        public int outputs() {
            return map.outputs();
        }

        @Override
        public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
            observe(x);
            map.apply(x, activation, y, from, to);
        }

        private synchronized void observe(Matrix x) {
            for (int row = 0; row < x.rows(); row++) {
                for (int i = 0; i < maxima.length; i++) {
                    float value = x.data()[x.index(row) + i];
                    maxima[i] = Math.max(maxima[i], Math.abs(value));
                    sums[i] += value;
                }
            }
            rows += x.rows();
        }

        void endSentence() {
            for (int i = 0; i < maxima.length; i++) {
                sumsOfMaxima[i] += maxima[i];
                maxima[i] = 0;
            }
        }

        InputSizes sizes() {
            float[] meanMaxima = new float[sums.length];
            float[] means = new float[sums.length];
            for (int i = 0; i < means.length; i++) {
                meanMaxima[i] = (float) (sumsOfMaxima[i] / SENTENCES.size());
                means[i] = (float) (sums[i] / rows);
            }
            return new InputSizes(meanMaxima, means);
        }
    }
}
