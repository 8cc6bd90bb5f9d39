package dev.heed.training;

/** Falls in a straight line with the position in the text, as word2vec's. */
record LearningRate(float start, long words) {
    private static final double LEAST = 1e-4;

    /** @param done words of all epochs so far */
    float at(long done) {
        return (float) (start * Math.max(LEAST, 1 - (double) done / words));
    }
}
