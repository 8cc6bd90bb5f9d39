package dev.heed.vectors.evaluation;

import java.util.List;

/**
 * How well vectors do on a set of questions.
 *
 * @param kind what was asked
 * @param pairs questions of the set
 * @param covered those whose words all have vectors; only they count
 * @param spearman rank correlation with the people's scores; null for analogies
 * @param accuracy share of right answers; null for similarities
 * @param sections of an analogy set, in its order
 * @param leftOut lines that are no question; null if there are none
 */
public record Evaluation(
        Kind kind, int pairs, int covered, Double spearman, Double accuracy, List<Section> sections, LeftOut leftOut) {
    /**
     * Lines of a set that are no question.
     *
     * @param lines how many
     * @param first the first of them: its number and what is wrong with it
     */
    public record LeftOut(int lines, String first) {}

    /** The kinds of sets. */
    public enum Kind {
        SIMILARITY,
        ANALOGIES
    }

    /** A part of an analogy set under a heading of its own. */
    public record Section(String name, int pairs, int covered, int correct) {
        /** Share of right answers; null if nothing is covered. */
        public Double accuracy() {
            return covered == 0 ? null : (double) correct / covered;
        }
    }
}
