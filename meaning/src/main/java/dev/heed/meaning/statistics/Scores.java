package dev.heed.meaning.statistics;

/**
 * How similar random pairs of texts are: a histogram of their cosines in bins of equal width from -1 to 1.
 *
 * @param counts pairs in each bin
 */
public record Scores(float[] counts) {
    /** Bins of the tables that are computed here. */
    public static final int BINS = 2_000;

    /** @throws IllegalArgumentException if there is no pair at all, or a count below 0 */
    public Scores {
        double total = 0;
        for (float count : counts) {
            if (!(count >= 0) || !Float.isFinite(count)) {
                throw new IllegalArgumentException("scores: expected counts of 0 or more, got " + count);
            }
            total += count;
        }
        if (total == 0) {
            throw new IllegalArgumentException("scores: expected at least one pair, got none");
        }
    }

    /** Of 100 random pairs, how many are less similar; within a bin by interpolation. */
    public double percentile(double cosine) {
        double place = (Math.clamp(cosine, -1, 1) + 1) / 2 * counts.length;
        int bin = Math.min((int) place, counts.length - 1);
        double below = 0;
        double total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += counts[i];
            below += i < bin ? counts[i] : 0;
        }
        return 100 * (below + (place - bin) * counts[bin]) / total;
    }

    /** The bin of a cosine among {@link #BINS}. */
    public static int bin(double cosine) {
        return Math.clamp((int) ((cosine + 1) / 2 * BINS), 0, BINS - 1);
    }
}
