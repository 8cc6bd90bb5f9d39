package dev.heed.server.schedule;

/**
 * How much is taken on.
 *
 * @param threads that compute, at most
 * @param batchTokens tokens of a batch; one text may be longer
 * @param queuedTokens most tokens that wait, of all requests together
 */
public record Capacity(int threads, int batchTokens, long queuedTokens) {
    /** All processors; batches in which the weights fetched for one token serve many, and no longer than that takes. */
    public static final Capacity USUAL = new Capacity(Runtime.getRuntime().availableProcessors(), 256, 1_000_000);

    public Capacity {
        if (threads < 1 || batchTokens < 1 || queuedTokens < 1) {
            throw new IllegalArgumentException(
                    "capacity: expected at least one thread, token a batch and token in the queue, got " + threads
                            + ", " + batchTokens + ", " + queuedTokens);
        }
    }
}
