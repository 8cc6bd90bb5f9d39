package dev.heed.meaning.statistics;

import dev.heed.Encoder;
import dev.heed.ModelInfo;
import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
 */
public record ModelStatistics(
        String model,
        int firstLayer,
        Map<Surrounding, List<Moments>> moments,
        Map<Surrounding, Spread> cosines,
        Spread pairs,
        Scores scores) {
    /** The file's name in a model's folder. */
    public static final String FILE = "heed-meaning.safetensors";

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
     * Those of an open model: of its folder's {@value #FILE}, else those that come with Heed, found by the model's name.
     *
     * @throws InvalidFileException if that file can't be read, or describes other layers than the model's
     */
    public static Optional<ModelStatistics> of(Encoder encoder) {
        return of(encoder.model());
    }

    static Optional<ModelStatistics> of(ModelInfo info) {
        Path own = info.path() == null ? null : Path.of(info.path(), FILE);
        if (own != null && Files.isRegularFile(own)) {
            return Optional.of(read(own).checked(info, own.toString()));
        }
        String packaged = info.name() + ".safetensors";
        return packaged(packaged).map(statistics -> statistics.checked(info, packaged));
    }

    /** The moments of a surrounding at a layer. */
    public Moments moments(Surrounding surrounding, int layer) {
        return moments.get(surrounding).get(layer - firstLayer);
    }

    private ModelStatistics checked(ModelInfo info, String where) {
        int first = firstLayer(info.layers());
        for (Surrounding surrounding : Surrounding.values()) {
            List<Moments> layers = moments.get(surrounding);
            int last = firstLayer + layers.size() - 1;
            int width = layers.getFirst().means().length; // one tensor: all layers have it
            if (firstLayer > first || last != info.layers() || width != info.dimension()) {
                throw new InvalidFileException(where + ": " + surrounding.name().toLowerCase(Locale.ROOT)
                        + ": expected layers " + first + " to " + info.layers() + " of " + info.dimension()
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

    private static Optional<ModelStatistics> packaged(String resource) {
        try (InputStream in = ModelStatistics.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(StatisticsFile.read(in.readAllBytes(), resource));
        } catch (IOException e) {
            throw unreadable(resource, e);
        }
    }

    private static InvalidFileException unreadable(String where, IOException e) {
        return new InvalidFileException(where + ": cannot be read (" + e.getMessage() + ")", e);
    }
}
