package dev.heed.meaning.contexts;

import dev.heed.meaning.corpus.Occurrence;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What stands around one word, by row of the vectors. Not thread-safe. */
final class Neighbourhood {
    private final int row;
    private final Map<Integer, Near> near = new TreeMap<>();
    private long occurrences;
    private double total; // weights of all

    /** @param row of the word */
    Neighbourhood(int row) {
        this.row = row;
    }

    private static final class Near {
        private long count;
        private double weight;
        private int distance = Integer.MAX_VALUE;
        private Occurrence example;
    }

    int row() {
        return row;
    }

    long occurrences() {
        return occurrences;
    }

    void addOccurrence() {
        occurrences++;
    }

    /** @param place made only if no place before was as near */
    void add(int context, int distance, double weight, Supplier<Occurrence> place) {
        Near found = near.computeIfAbsent(context, _ -> new Near());
        found.count++;
        found.weight += weight;
        total += weight;
        if (distance < found.distance) {
            found.distance = distance;
            found.example = place.get();
        }
    }

    /**
     * How much more often than by chance each context stands here, where it is more: ln(P(context | word) / P(context)).
     *
     * @param counts of each row in the corpus
     * @param chances sum of the counts to the power of {@code smoothing}
     * @param least contexts of fewer places are left out
     */
    Map<Integer, Double> associations(long[] counts, double chances, double smoothing, int least) {
        Map<Integer, Double> associations = new TreeMap<>();
        near.forEach((context, found) -> {
            double chance = Math.pow(counts[context], smoothing) / chances;
            double association = Math.log(found.weight / total / chance);
            if (association > 0 && found.count >= least) {
                associations.put(context, association);
            }
        });
        return associations;
    }

    long count(int context) {
        return near.get(context).count;
    }

    Occurrence example(int context) {
        return near.get(context).example;
    }
}
