package dev.heed.generation;

import dev.heed.kernel.Kernels;
import dev.heed.model.NotFiniteException;
import java.util.Arrays;

/**
 * Scores as probabilities. Sums run in double precision in order of ids, exponentials are the engine's own: the same
 * numbers on any machine.
 */
public final class Probabilities {
    private final float[] logits;
    private final float highest;
    private final double logSum;

    private Probabilities(float[] logits, float highest, double logSum) {
        this.logits = logits;
        this.highest = highest;
        this.logSum = logSum;
    }

    /**
     * Of a model's own scores, before anything is done to them.
     *
     * @param logits one a token of the vocabulary; kept, not copied
     * @param kernels whose exponentials are the same on every processor
     * @throws NotFiniteException if a score is no number
     */
    public static Probabilities of(float[] logits, Kernels kernels) {
        float highest = highest(logits);
        float[] weights = logits.clone();
        kernels.exponentials(weights, 0, weights.length, highest);
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        return new Probabilities(logits, highest, StrictMath.log(sum));
    }

    static float highest(float[] logits) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int id = 0; id < logits.length; id++) {
            float score = logits[id];
            if (!(score <= Float.MAX_VALUE)) { // infinite or no number; one question, asked of each score of each token
                throw NotFiniteException.ofScore(id, score);
            }
            if (score > highest) {
                highest = score;
            }
        }
        return highest;
    }

    /** The natural logarithm of a token's probability. */
    public float logprob(int id) {
        return (float) ((double) logits[id] - highest - logSum);
    }

    /** The model's own score of a token. */
    public float logit(int id) {
        return logits[id];
    }

    /** A token's probability. */
    public float probability(int id) {
        return (float) StrictMath.exp((double) logits[id] - highest - logSum);
    }

    /** The ids of the {@code count} highest scores, highest first, of equal ones the lowest id first. */
    public int[] top(int count) {
        return top(logits, count);
    }

    /** The same of any scores. */
    public static int[] top(float[] scores, int count) {
        int size = Math.min(count, scores.length);
        long[] heap = new long[size]; // the least of the best at 0; score and id as one number that sorts as both do
        int filled = 0;
        for (int id = 0; id < scores.length && size > 0; id++) {
            long key = key(scores[id], id);
            if (filled < size) {
                heap[filled++] = key;
                if (filled == size) {
                    Arrays.sort(heap);
                }
            } else if (key > heap[0]) {
                heap[0] = key;
                sink(heap);
            }
        }
        Arrays.sort(heap);
        int[] ids = new int[size];
        for (int i = 0; i < size; i++) {
            ids[i] = ~(int) heap[size - 1 - i];
        }
        return ids;
    }

    /** Higher scores first, then lower ids. */
    private static long key(float score, int id) {
        int bits = Float.floatToRawIntBits(score + 0f); // no -0
        int ordered = bits < 0 ? bits ^ 0x7FFFFFFF : bits;
        return ((long) ordered << 32) | (~id & 0xFFFFFFFFL);
    }

    private static void sink(long[] heap) {
        int at = 0;
        while (2 * at + 1 < heap.length) {
            int child = 2 * at + 1;
            if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[at] <= heap[child]) {
                return;
            }
            long swap = heap[at];
            heap[at] = heap[child];
            heap[child] = swap;
            at = child;
        }
    }
}
