package dev.heed.vectors;

import dev.heed.search.VectorRows;
import java.lang.foreign.MemorySegment;

/** The rows of a fastText model's input matrix: words first, then buckets of subwords. Thread-safe. */
interface SubwordRows {
    int dimension();

    /** {@code sum[i] += row[i]}. */
    void addTo(float[] sum, long row);

    /** Floats in the file. */
    record Plain(MemorySegment file, long first, int dimension) implements SubwordRows {
        @Override
        public void addTo(float[] sum, long row) {
            long at = first + row * dimension * Float.BYTES;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += file.get(VectorRows.FLOATS, at + 4L * i);
            }
        }
    }

    /**
     * Product-quantised rows (Jégou et al., 2011): a byte for each part of a row names its centroid; where norms are kept
     * apart, a centroid of their own scales the row.
     *
     * @param parts the centroids of the rows, {@code subvectors} of them a row
     * @param norms the norm of each row; null if rows are not scaled
     */
    record Quantized(byte[] codes, Centroids parts, float[] norms, int dimension) implements SubwordRows {
        /** 256 centroids a part; the last part may be shorter. */
        record Centroids(float[] values, int subvectors, int length, int lastLength) {
            static final int COUNT = 256;

            int start(int part, int code) {
                int first = part * COUNT * length;
                return part == subvectors - 1 ? first + code * lastLength : first + code * length;
            }
        }

        @Override
        public void addTo(float[] sum, long row) {
            float scale = norms == null ? 1 : norms[(int) row];
            for (int part = 0; part < parts.subvectors(); part++) {
                int code = codes[(int) row * parts.subvectors() + part] & 0xff;
                int start = parts.start(part, code);
                int length = part == parts.subvectors() - 1 ? parts.lastLength() : parts.length();
                for (int i = 0; i < length; i++) {
                    sum[part * parts.length() + i] += scale * parts.values()[start + i];
                }
            }
        }
    }
}
