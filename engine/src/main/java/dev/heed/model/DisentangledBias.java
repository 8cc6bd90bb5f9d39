package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.attention.Sequences;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.tile.RightFactor;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Disentangled attention (He et al., 2021, section 3.1): what a query's content says to a distance, and what a distance says
 * to a key's content, is added to the scores. Distances are vectors, projected as tokens are. Thread-safe.
 */
public final class DisentangledBias implements ScoreBias {
    private final Matrix distances; // (2 · span, hiddenSize)
    private final Projections projections;
    private final int span;
    private final int[] buckets; // of distances from 0 on; the last for all beyond
    private final Kernels kernels;
    private volatile Projected projected; // made at the first use

    /**
     * How a distance's vector becomes a key and a query; null for what is not part of the score.
     *
     * @param key whose outputs from {@code keyFrom} on answer the queries' content; content to position
     * @param query whose outputs from {@code queryFrom} on ask the keys' content; position to content
     */
    public record Projections(Linear key, int keyFrom, Linear query, int queryFrom) {}

    /** Keys and queries of all distances; (2 · span, heads · headDim), or null. */
    private record Projected(Matrix keys, Matrix queries) {}

    /** Both parts of one head's bias, before they are scaled: by row and place in the table of distances; or null. */
    private record Parts(Matrix ofQueries, Matrix ofKeys) {}

    /**
     * @param distances (2 · span, hiddenSize), normalised where the model does
     * @param farthest distances that have their buckets computed; 0 or less for one of its own for each distance
     */
    public DisentangledBias(Matrix distances, Projections projections, int span, int farthest, Kernels kernels) {
        this.distances = distances;
        this.projections = projections;
        this.span = span;
        this.buckets = buckets(span, farthest);
        this.kernels = kernels;
    }

    /** Distances up to half of the span are their own; from there on they grow with the logarithm. */
    private static int[] buckets(int span, int farthest) {
        int[] buckets = new int[(farthest > 0 ? farthest : span) + 1];
        int middle = span / 2;
        for (int distance = 0; distance < buckets.length; distance++) {
            boolean own = farthest <= 0 || distance <= middle;
            buckets[distance] = own ? distance : logarithmic(distance, middle, farthest);
        }
        return buckets;
    }

    /** As the reference computes it, in single precision. */
    private static int logarithmic(int distance, int middle, int farthest) {
        float grown =
                (float) Math.log((float) distance / middle) / (float) Math.log((float) ((farthest - 1.0) / middle));
        return (int) ((float) Math.ceil(grown * (middle - 1)) + middle);
    }

    @Override
    public Mask.Bias on(Matrix query, Matrix key, Sequences sequences, Attention operator) {
        Projected all = projected();
        Map<Long, Parts> parts = new ConcurrentHashMap<>();
        return (scores, sequence, head, position, fromKey, count) -> {
            Parts own = parts.computeIfAbsent(
                    (long) sequence * operator.queryHeads() + head,
                    place -> parts(all, query, key, sequences, sequence, head, operator));
            for (int j = 0; j < count; j++) {
                int distance = place(position - fromKey - j);
                float sum = own.ofQueries() == null ? 0 : own.ofQueries().at(position, distance);
                sum = own.ofKeys() == null ? sum : sum + own.ofKeys().at(fromKey + j, distance);
                scores[j] += sum * operator.scale();
            }
        };
    }

    /** The row of a distance from query to key. */
    private int place(int distance) {
        int bucket = buckets[Math.min(Math.abs(distance), buckets.length - 1)];
        return Math.clamp(span + (distance < 0 ? -bucket : bucket), 0, 2 * span - 1);
    }

    private Parts parts(
            Projected all, Matrix query, Matrix key, Sequences sequences, int sequence, int head, Attention operator) {
        int from = sequences.queryStart(sequence);
        int to = from + sequences.queryLength(sequence);
        int first = head * operator.headDim();
        int last = first + operator.headDim();
        return new Parts(
                products(query.rows(from, to).columns(first, last), all.keys(), first, last),
                products(key.rows(from, to).columns(first, last), all.queries(), first, last));
    }

    /** Dot products of rows with those of a table; (rows, at least the table's rows). */
    private Matrix products(Matrix rows, Matrix table, int first, int last) {
        if (table == null) {
            return null;
        }
        RightFactor columns = kernels.rightFactor(last - first, table.rows());
        columns.setColumns(table.columns(first, last));
        Matrix products = Matrix.zeros(rows.rows(), columns.padded(table.rows()));
        columns.multiply(rows, products);
        return products;
    }

    private Projected projected() {
        Projected known = projected;
        if (known == null) {
            known = new Projected(
                    outputs(projections.key(), projections.keyFrom()),
                    outputs(projections.query(), projections.queryFrom()));
            projected = known;
        }
        return known;
    }

    private Matrix outputs(Linear map, int from) {
        if (map == null) {
            return null;
        }
        Matrix all = Matrix.zeros(distances.rows(), map.outputs());
        map.apply(distances, Activation.IDENTITY, all, Workers.CALLER_ONLY);
        return all.columns(from, from + distances.columns());
    }
}
