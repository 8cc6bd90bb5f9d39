package dev.heed.meaning.feature;

import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.meaning.statistics.Surrounding;
import dev.heed.tensor.Vectors;
import java.util.List;
import java.util.Optional;

/**
 * How one vector of length 1 is made of an occurrence's vectors, so that the dot product of two is the weighted mean of
 * the parts' cosines.
 *
 * <p>Within a part each layer is standardised where the model has statistics, scaled to length 1, and the layers are
 * joined. Immutable.
 *
 * @param parts at least one
 */
public record Recipe(List<Part> parts) {
    /** Weight of the word's surroundings, and of the text, beside the word itself. */
    private static final double BESIDE = 0.3;
    /** Weight of the text where it stands for the topic. */
    private static final double TOPIC = 2;

    /**
     * One kind of vector.
     *
     * @param firstLayer to {@code lastLayer}, inclusive
     * @param standardized whether by the model's statistics, where there are any
     * @param weight of its cosine; above 0
     */
    public record Part(Surrounding surrounding, int firstLayer, int lastLayer, boolean standardized, double weight) {
        int layers() {
            return lastLayer - firstLayer + 1;
        }
    }

    public Recipe {
        parts = List.copyOf(parts);
    }

    /** One surrounding at the upper {@code layers}: what tells whether two occurrences mean the same. */
    public static Recipe upper(Surrounding surrounding, int layers) {
        return new Recipe(List.of(upperPart(surrounding, layers, 1)));
    }

    /** What ranks a concordance: the word, a third of what is around it, a third of the text. */
    public static Recipe ofUse(int layers) {
        return new Recipe(List.of(
                upperPart(Surrounding.WORD, layers, 1),
                upperPart(Surrounding.AROUND, layers, BESIDE),
                new Part(Surrounding.TEXT, layers, layers, true, BESIDE)));
    }

    /** As {@link #ofUse}, the text twice as heavy as the word: the second view that senses are found by. */
    public static Recipe ofTopic(int layers) {
        return new Recipe(List.of(
                upperPart(Surrounding.WORD, layers, 1),
                upperPart(Surrounding.AROUND, layers, BESIDE),
                new Part(Surrounding.TEXT, layers, layers, true, TOPIC)));
    }

    /** The last layer as it is, word and text alike: the first view that senses are found by. */
    public static Recipe last(int layers) {
        return new Recipe(List.of(
                new Part(Surrounding.WORD, layers, layers, false, 1),
                new Part(Surrounding.TEXT, layers, layers, false, 1)));
    }

    /** Length of its vectors. */
    public int dimension(int hiddenSize) {
        return parts.stream().mapToInt(Part::layers).sum() * hiddenSize;
    }

    /** The vector of an occurrence; ({@link #dimension}), of length 1. */
    public float[] vector(OccurrenceVectors occurrence, Optional<ModelStatistics> statistics) {
        float[] joined = null;
        int at = 0;
        for (Part part : parts) {
            double scale = Math.sqrt(part.weight() / part.layers());
            for (int layer = part.firstLayer(); layer <= part.lastLayer(); layer++) {
                float[] vector = occurrence.vector(part.surrounding(), layer);
                if (part.standardized() && statistics.isPresent()) {
                    vector = statistics.get().moments(part.surrounding(), layer).standardized(vector);
                }
                Vectors.normalize(vector);
                if (joined == null) {
                    joined = new float[dimension(vector.length)];
                }
                for (float number : vector) {
                    joined[at++] = (float) (scale * number);
                }
            }
        }
        Vectors.normalize(joined);
        return joined;
    }

    private static Part upperPart(Surrounding surrounding, int layers, double weight) {
        return new Part(surrounding, ModelStatistics.firstLayer(layers), layers, true, weight);
    }
}
