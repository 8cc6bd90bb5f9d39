package dev.heed.model;

import dev.heed.format.StoredTensor;
import dev.heed.kernel.Kernels;
import dev.heed.tensor.Matrix;

/**
 * What enters the first block (Devlin et al., 2019, section 3): word + position + type, normalised.
 *
 * @param word (vocabularySize, hiddenSize), left where it lies: a text needs few of its rows
 * @param position (maxPositions, hiddenSize)
 * @param type (tokenTypes, hiddenSize)
 */
record Embeddings(StoredTensor word, Matrix position, Matrix type, LayerNorm norm) {
    /**
     * Writes layer 0; positions count from 0 in each sequence.
     *
     * @param sum (tokens, hiddenSize), overwritten with what is normalised
     * @param output (tokens, hiddenSize), overwritten
     */
    void lookup(TokenBatch batch, Matrix sum, Matrix output, Kernels kernels) {
        for (int s = 0; s < batch.sequences().count(); s++) {
            int start = batch.sequences().queryStart(s);
            for (int i = 0; i < batch.sequences().queryLength(s); i++) {
                int token = start + i;
                int segment = batch.typeIds() == null ? 0 : batch.typeIds()[token];
                wordInto(batch.ids()[token], sum.data(), sum.index(token));
                add(type, segment, sum, token);
                add(position, i, sum, token);
            }
        }
        norm.into(output, sum, null, kernels);
    }

    /** Copies one row of the word table: a token's static vector. */
    void wordInto(int id, float[] target, int offset) {
        word.copyTo((long) id * position.columns(), target, offset, position.columns());
    }

    private static void add(Matrix table, int row, Matrix sum, int token) {
        int from = table.index(row);
        int to = sum.index(token);
        for (int j = 0; j < table.columns(); j++) {
            sum.data()[to + j] += table.data()[from + j];
        }
    }
}
