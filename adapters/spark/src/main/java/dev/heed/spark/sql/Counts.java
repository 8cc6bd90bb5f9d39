package dev.heed.spark.sql;

/** What passed through the model. Not thread-safe. */
final class Counts {
    private long texts;
    private long tokens;
    private long cut;
    private long failed;

    /** @param cutShort whether the model did not see all of the text */
    void add(int tokensSeen, boolean cutShort) {
        texts++;
        tokens += tokensSeen;
        cut += cutShort ? 1 : 0;
    }

    void addFailed() {
        texts++;
        failed++;
    }

    long texts() {
        return texts;
    }

    long tokens() {
        return tokens;
    }

    long cut() {
        return cut;
    }

    long failed() {
        return failed;
    }
}
