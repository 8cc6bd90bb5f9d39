package dev.heed.vectors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * fastText's subwords (Bojanowski et al., 2017): the character n-grams of {@code <word>}, hashed into buckets. A word's
 * vector is the mean of its own row, if it has one, and those of its n-grams; sums run in fastText's order, in floats.
 *
 * @param words rows of the matrix that belong to words; buckets follow
 * @param pruned bucket to row behind the words, where rare ones were dropped; null if none were
 */
record Subwords(SubwordRows rows, int words, int buckets, int shortest, int longest, Map<Integer, Integer> pruned)
        implements UnseenWords {
    private static final byte[] END_OF_SENTENCE = "</s>".getBytes(StandardCharsets.UTF_8);
    private static final int FNV_OFFSET = 0x811C9DC5;
    private static final int FNV_PRIME = 16777619;

    /** The vector of a word without a row: the mean of its n-grams; empty if it has none. */
    @Override
    public Optional<float[]> vector(String word) {
        byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
        Sum sum = new Sum(rows);
        addSubwords(utf8, sum);
        return sum.count == 0 ? Optional.empty() : Optional.of(sum.mean());
    }

    /** The vector of a word that has a row. */
    float[] known(byte[] utf8, int row) {
        Sum sum = new Sum(rows);
        sum.add(row);
        addSubwords(utf8, sum);
        return sum.mean();
    }

    private void addSubwords(byte[] utf8, Sum sum) {
        if (Arrays.equals(utf8, END_OF_SENTENCE) || longest == 0 || buckets == 0) {
            return;
        }
        byte[] word = new byte[utf8.length + 2];
        word[0] = '<';
        System.arraycopy(utf8, 0, word, 1, utf8.length);
        word[word.length - 1] = '>';
        for (int from = 0; from < word.length; from++) {
            if (!isContinuation(word[from])) {
                addFrom(word, from, sum);
            }
        }
    }

    private void addFrom(byte[] word, int from, Sum sum) {
        int hash = FNV_OFFSET;
        int to = from;
        for (int length = 1; to < word.length && length <= longest; length++) {
            do {
                hash = (hash ^ word[to++]) * FNV_PRIME; // bytes extended with their sign, as fastText does
            } while (to < word.length && isContinuation(word[to]));
            boolean mark = length == 1 && (from == 0 || to == word.length);
            if (length >= shortest && !mark) {
                addBucket(Integer.remainderUnsigned(hash, buckets), sum);
            }
        }
    }

    private void addBucket(int bucket, Sum sum) {
        if (pruned == null) {
            sum.add(words + (long) bucket);
            return;
        }
        Integer row = pruned.get(bucket);
        if (row != null) {
            sum.add(words + (long) row);
        }
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private static final class Sum {
        private final SubwordRows rows;
        private final float[] sum;
        private int count;

        Sum(SubwordRows rows) {
            this.rows = rows;
            this.sum = new float[rows.dimension()];
        }

        void add(long row) {
            rows.addTo(sum, row);
            count++;
        }

        float[] mean() {
            float factor = (float) (1.0 / count);
            for (int i = 0; i < sum.length; i++) {
                sum[i] *= factor;
            }
            return sum;
        }
    }
}
