package dev.heed.model;

import dev.heed.attention.Sequences;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.rows.Activation;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;

/**
 * What enters the first block: a token's row of the word table, scaled, with what belongs to its position and its segment,
 * normalised, and where the table is narrower than the model, widened (Lan et al., 2020).
 *
 * @param word (vocabularySize, width), left where it lies: a text needs few of its rows
 * @param scale factor on the word's row
 * @param positions null for none: rotary models and those whose scores know of positions
 * @param types (tokenTypes, width); null for none
 * @param norm of the sum
 * @param projection (width, hiddenSize); null where the width is hiddenSize
 */
public record Embeddings(
        RowTable word, float scale, PositionTable positions, Matrix types, Norm norm, Linear projection) {
    /** Words alone, as they stand in the table. */
    public static Embeddings of(RowTable word) {
        return new Embeddings(word, 1, null, null, Norm.NONE, null);
    }

    /** The same with another factor on the word's row. */
    public Embeddings scale(float factor) {
        return new Embeddings(word, factor, positions, types, norm, projection);
    }

    /** The same with positions. */
    public Embeddings positions(PositionTable table) {
        return new Embeddings(word, scale, table, types, norm, projection);
    }

    /** The same with segments. */
    public Embeddings types(Matrix table) {
        return new Embeddings(word, scale, positions, table, norm, projection);
    }

    /** The same with a norm. */
    public Embeddings norm(Norm other) {
        return new Embeddings(word, scale, positions, types, other, projection);
    }

    /** The same, widened at last. */
    public Embeddings projection(Linear map) {
        return new Embeddings(word, scale, positions, types, norm, map);
    }

    /**
     * Writes layer 0.
     *
     * @param sequences whose positions are the tokens that stand before the batch's
     * @param own (tokens, width), overwritten with what is normalised
     * @param output (tokens, hiddenSize), overwritten
     */
    void lookup(TokenBatch batch, Sequences sequences, Matrix own, Matrix output, Workers workers, Kernels kernels) {
        for (int s = 0; s < sequences.count(); s++) {
            int start = sequences.queryStart(s);
            int count = sequences.queryLength(s);
            for (int token = start; token < start + count; token++) {
                wordInto(batch.ids()[token], own.data(), own.index(token));
                if (types != null) {
                    int segment = batch.typeIds() == null ? 0 : batch.typeIds()[token];
                    add(types.data(), types.index(segment), own.data(), own.index(token), own.columns());
                }
            }
            if (positions != null) {
                positions.addTo(batch.ids(), start, count, sequences.position(s), own);
            }
        }
        if (projection == null) {
            norm.into(output, own, null, kernels);
        } else {
            projection.apply(norm.into(own, own, null, kernels), Activation.IDENTITY, output, workers);
        }
    }

    /** One row of the word table, scaled: a token's static vector, as wide as the table. */
    void wordInto(int id, float[] target, int offset) {
        word.copyRow(id, target, offset);
        if (scale != 1) {
            for (int j = offset; j < offset + word.columns(); j++) {
                target[j] *= scale;
            }
        }
    }

    static void add(float[] from, int offset, float[] sum, int to, int n) {
        for (int j = 0; j < n; j++) {
            sum[to + j] += from[offset + j];
        }
    }
}
