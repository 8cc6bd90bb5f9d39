package dev.heed.meaning.sense;

import dev.heed.meaning.corpus.Occurrence;
import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Occurrences that no model has read, to time what comes after reading: passages repeat, vectors are drawn around read ones. */
public final class DrawnOccurrences {
    /** Length of what is added to a vector of length 1: their cosine is some 0.86, as of near uses. */
    private static final double NOISE = 0.6;

    private DrawnOccurrences() {}

    /** The first {@code size} of those read, and drawn ones if they are fewer. */
    public static OccurrenceTable around(String word, List<Occurrence> occurrences, OccurrenceTable read, int size) {
        int n = occurrences.size();
        Matrix from = read.vectors().all();
        Matrix rows = Matrix.zeros(size, from.columns());
        IntStream.range(0, size).parallel().forEach(i -> {
            System.arraycopy(from.data(), from.index(i % n), rows.data(), rows.index(i), from.columns());
            if (i >= n) {
                SplittableRandom random = new SplittableRandom(i);
                int border = read.vectors().border();
                shift(rows.data(), rows.index(i), border, random);
                shift(rows.data(), rows.index(i) + border, from.columns() - border, random);
            }
        });
        return new OccurrenceTable(
                word,
                Set.of(word),
                IntStream.range(0, size).mapToObj(i -> occurrences.get(i % n)).toList(),
                new TwoViews(rows, read.vectors().border()),
                Optional.empty());
    }

    /** Moves a view, whose squared length is and stays 0.5. */
    private static void shift(float[] data, int from, int width, SplittableRandom random) {
        double deviation = NOISE * Math.sqrt(0.5 / width);
        double length = 0;
        for (int i = from; i < from + width; i++) {
            data[i] += (float) (deviation * random.nextGaussian());
            length += (double) data[i] * data[i];
        }
        double scale = Math.sqrt(0.5 / length);
        for (int i = from; i < from + width; i++) {
            data[i] *= (float) scale;
        }
    }
}
