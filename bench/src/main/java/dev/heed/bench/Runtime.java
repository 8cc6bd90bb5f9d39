package dev.heed.bench;

/** Something that embeds. */
interface Runtime extends AutoCloseable {
    /** The vectors of a workload's texts, in order. */
    float[][] embed(Workload workload) throws Exception;

    @Override
    void close() throws Exception;
}
