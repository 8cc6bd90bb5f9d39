package dev.heed.search;

/** How a row's cosines with the vectors of a question become the score that rows are ranked by. */
public enum Ranking {
    /** The cosine with one vector. */
    COSINE(1),

    /** {@code cos(b)·cos(c)/(cos(a) + 1e-6)} of the vectors a, b and c, cosines moved to 0 … 1 (Levy and Goldberg, 2014). */
    PRODUCT(3);

    /** Keeps the denominator of {@link #PRODUCT} from being zero. */
    static final double EPSILON = 1e-6;

    /** Vectors of a question. */
    final int vectors;

    Ranking(int vectors) {
        this.vectors = vectors;
    }

    /** The score of a row by its cosines, as many as a question has vectors. */
    double score(double[] cosines) {
        return this == COSINE ? cosines[0] : product(cosines[0], cosines[1], cosines[2]);
    }

    /** Falls with the first cosine, grows with the others. */
    static double product(double a, double b, double c) {
        return (1 + b) / 2 * ((1 + c) / 2) / ((1 + a) / 2 + EPSILON);
    }
}
