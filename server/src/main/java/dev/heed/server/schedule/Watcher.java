package dev.heed.server.schedule;

/** Is told what was computed, for those who count. Thread-safe, quick, and throws nothing. */
public interface Watcher {
    /** Tells nobody. */
    Watcher NONE = (orders, pieces, tokens, nanos) -> {};

    /**
     * A batch is done.
     *
     * @param orders requests that it served
     * @param pieces texts, say
     */
    void computed(int orders, int pieces, long tokens, long nanos);
}
