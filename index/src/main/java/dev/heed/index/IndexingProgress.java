package dev.heed.index;

/** Follows an indexing run, and may end it early; called from the thread that indexes. */
public interface IndexingProgress {
    /** Says nothing and lets it run. */
    IndexingProgress NONE = new IndexingProgress() {
        @Override
        public void advanced(String file, long bytes, long occurrences) {}

        @Override
        public boolean stopped() {
            return false;
        }
    };

    /**
     * Some more has been read.
     *
     * @param file the one that is read
     * @param bytes of the unpacked text of this file so far
     * @param occurrences indexed in this run so far
     */
    void advanced(String file, long bytes, long occurrences);

    /** Whether to stop: what has been read is committed, and the next run goes on from there. */
    boolean stopped();
}
