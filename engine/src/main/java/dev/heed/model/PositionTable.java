package dev.heed.model;

import dev.heed.tensor.Matrix;

/**
 * Vectors that are added to a token's own by its position: learned, or sinusoids.
 *
 * @param rows (positions + first, hiddenSize)
 * @param first the row of a text's first token
 * @param passedOver an id that does not count and always has the row {@code first − 1}: RoBERTa's padding id, wherever it
 *     stands in a text; below 0 for none
 */
public record PositionTable(Matrix rows, int first, int passedOver) {
    /** Rows from 0 on: BERT. */
    public static PositionTable learned(Matrix rows) {
        return new PositionTable(rows, 0, -1);
    }

    /** Rows from {@code padding + 1} on, padding itself not counted: RoBERTa, MPNet. */
    public static PositionTable afterPadding(Matrix rows, int padding) {
        return new PositionTable(rows, padding + 1, padding);
    }

    /**
     * Sinusoids in halves: first sines, then cosines, of {@code position / 10000^(i / divisor)} (Vaswani et al., 2017,
     * section 3.5, other in the order of columns).
     *
     * @param divisor half of the width (Marian), or another
     */
    public static PositionTable sinusoids(int positions, int width, double divisor) {
        Matrix rows = Matrix.zeros(positions, width);
        int half = width / 2;
        for (int position = 0; position < positions; position++) {
            for (int i = 0; i < half; i++) {
                double angle = position / Math.pow(10000, i / divisor);
                rows.data()[rows.index(position) + i] = (float) StrictMath.sin(angle);
                rows.data()[rows.index(position) + half + i] = (float) StrictMath.cos(angle);
            }
        }
        return learned(rows);
    }

    /**
     * Sinusoids in halves as fairseq computes them: in single precision, angles {@code row · 10000^(−i / (half − 1))}, rows
     * from {@code padding + 1} on, that of padding zeros (M2M100).
     */
    public static PositionTable fairseqSinusoids(int positions, int width, int padding) {
        int half = width / 2;
        Matrix rows = Matrix.zeros(positions + padding + 1, width);
        float step = -(float) (Math.log(10000) / (half - 1));
        for (int row = 0; row < rows.rows(); row++) {
            for (int i = 0; i < half && row != padding; i++) {
                float angle = row * (float) StrictMath.exp(i * step);
                rows.data()[rows.index(row) + i] = (float) StrictMath.sin(angle);
                rows.data()[rows.index(row) + half + i] = (float) StrictMath.cos(angle);
            }
        }
        return afterPadding(rows, padding);
    }

    /** Rows from {@code first} on, every token counted: BART. */
    public static PositionTable from(int first, Matrix rows) {
        return new PositionTable(rows, first, -1);
    }

    /** How many tokens a text may have. */
    public int positions() {
        return rows.rows() - first;
    }

    /**
     * Adds to a text's tokens.
     *
     * @param counted tokens of the text that stand before
     * @param sum its tokens' rows from {@code row} on are added to
     */
    void addTo(int[] ids, int from, int count, int counted, Matrix sum) {
        int next = first + counted;
        for (int i = from; i < from + count; i++) {
            add(ids[i] == passedOver ? first - 1 : next, sum, i);
            next += ids[i] == passedOver ? 0 : 1;
        }
    }

    private void add(int row, Matrix sum, int token) {
        Embeddings.add(rows.data(), rows.index(row), sum.data(), sum.index(token), rows.columns());
    }
}
