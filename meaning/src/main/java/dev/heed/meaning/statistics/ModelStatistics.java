package dev.heed.meaning.statistics;

import dev.heed.Encoder;
import dev.heed.ModelInfo;
import dev.heed.Models;
import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * What unlabelled text says about a model. Immutable but for the arrays, which nobody may write to.
 *
 * @param model its name
 * @param firstLayer the first layer that is described; the last is the model's last
 * @param moments of vectors of many words' occurrences: per surrounding, one a layer from {@code firstLayer} on
 * @param cosines mean and deviation of the cosine of two occurrences of one word, per surrounding, over the standardised
 *     layers together
 * @param pairs mean and deviation, over the same pairs, of the score that tells whether they mean the same
 * @param scores how similar random pairs of texts are
 * @param probe what {@link Probe} says of the model that these are of; without a row where that was not kept
 */
public record ModelStatistics(
        String model,
        int firstLayer,
        Map<Surrounding, List<Moments>> moments,
        Map<Surrounding, Spread> cosines,
        Spread pairs,
        Scores scores,
        float[][] probe) {
    /** The file's name in a model's folder. */
    public static final String FILE = "heed-meaning.safetensors";

    /** Models whose statistics come with Heed. */
    private static final List<String> SHIPPED = List.of("all-MiniLM-L6-v2", "bge-small-en-v1.5");

    /** What was found for open encoders; asked for at every question. */
    private static final Map<Encoder, Optional<ModelStatistics>> KNOWN = new WeakHashMap<>();

    /**
     * Mean and standard deviation of one number.
     *
     * @param deviation above 0
     */
    public record Spread(double mean, double deviation) {
        /** {@code value} in deviations from the mean. */
        public double standardized(double value) {
            return (value - mean) / deviation;
        }
    }

    public ModelStatistics {
        moments = Map.copyOf(new EnumMap<>(moments));
        cosines = Map.copyOf(new EnumMap<>(cosines));
    }

    /** The first of the layers that meaning is taken from, up to the last: 3 of 6, 5 of 12. */
    public static int firstLayer(int layers) {
        return (5 * layers + 11) / 12;
    }

    /**
     * Those of an open model: of its folder's {@value #FILE}, else those that come with Heed for a model that makes the same
     * vectors, whatever it is called, else those that were computed of the user's texts and kept.
     *
     * @throws InvalidFileException if a file of them can't be read, or describes other layers than the model's
     */
    public static Optional<ModelStatistics> of(Encoder encoder) {
        synchronized (KNOWN) {
            return KNOWN.computeIfAbsent(encoder, ModelStatistics::found);
        }
    }

    private static Optional<ModelStatistics> found(Encoder encoder) {
        Optional<ModelStatistics> own = own(encoder.model(), encoder.hiddenSize());
        if (own.isPresent()) {
            return own;
        }
        float[][] probe = Probe.of(encoder);
        for (String name : SHIPPED) {
            ModelStatistics shipped = packaged(name + ".safetensors");
            if (Probe.same(shipped.probe, probe)) {
                return Optional.of(shipped.checked(encoder.model(), encoder.hiddenSize(), name));
            }
        }
        return kept(probe)
                .map(statistics -> statistics.checked(encoder.model(), encoder.hiddenSize(), "kept statistics"));
    }

    static Optional<ModelStatistics> own(ModelInfo info, int hiddenSize) {
        Path own = info.path() == null ? null : Path.of(info.path(), FILE);
        return own != null && Files.isRegularFile(own)
                ? Optional.of(read(own).checked(info, hiddenSize, own.toString()))
                : Optional.empty();
    }

    private static Optional<ModelStatistics> kept(float[][] probe) {
        Path file = place(probe);
        return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** Where the statistics of a model are kept that were computed of the user's texts. */
    private static Path place(float[][] probe) {
        return Models.cacheFolder().resolve("statistics").resolve(Probe.fingerprint(probe) + ".safetensors");
    }

    /**
     * Takes statistics that were computed of the user's texts as the model's, from now on and in later runs.
     *
     * @return where they are kept; empty where the cache cannot be written to
     */
    public Optional<Path> keepFor(Encoder encoder) {
        synchronized (KNOWN) {
            KNOWN.put(encoder, Optional.of(this));
        }
        Path file = place(probe);
        try {
            Files.createDirectories(file.getParent());
            Path whole = Files.createTempFile(file.getParent(), "statistics", ".tmp");
            Files.write(whole, StatisticsFile.write(this));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The moments of a surrounding at a layer. */
    public Moments moments(Surrounding surrounding, int layer) {
        return moments.get(surrounding).get(layer - firstLayer);
    }

    private ModelStatistics checked(ModelInfo info, int hiddenSize, String where) {
        int first = firstLayer(info.layers());
        for (Surrounding surrounding : Surrounding.values()) {
            List<Moments> layers = moments.get(surrounding);
            int last = firstLayer + layers.size() - 1;
            int width = layers.getFirst().means().length; // one tensor: all layers have it
            if (firstLayer > first || last != info.layers() || width != hiddenSize) {
                throw new InvalidFileException(where + ": " + surrounding.name().toLowerCase(Locale.ROOT)
                        + ": expected layers " + first + " to " + info.layers() + " of " + hiddenSize
                        + " numbers as in the model, got " + firstLayer + " to " + last + " of " + width
                        + "; compute the statistics again");
            }
        }
        return this;
    }

    private static ModelStatistics read(Path file) {
        try {
            return StatisticsFile.read(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private static ModelStatistics packaged(String resource) {
        try (InputStream in = ModelStatistics.class.getResourceAsStream(resource)) {
            return StatisticsFile.read(in.readAllBytes(), resource);
        } catch (IOException e) {
            throw unreadable(resource, e);
        }
    }

    private static InvalidFileException unreadable(String where, IOException e) {
        return new InvalidFileException(where + ": cannot be read (" + e.getMessage() + ")", e);
    }
}
