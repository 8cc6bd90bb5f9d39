package dev.heed.meaning.contexts;

import dev.heed.meaning.corpus.Occurrence;
import java.util.List;

/**
 * The contexts that two words share in a corpus: what makes trained vectors similar, since skip-gram factorises how much
 * more often than by chance words stand together (Levy and Goldberg, 2014).
 *
 * @param a how often and where the first word stands
 * @param b the second
 * @param tokens words of the corpus that have a vector
 * @param similarity cosine of the two words' contexts, each context with its {@link Side#association}; 0 if none is shared
 * @param contexts the shared ones, largest share first
 */
public record SharedContexts(Word a, Word b, long tokens, double similarity, List<Context> contexts) {
    /**
     * One of the two words.
     *
     * @param entry what it is among the vectors
     */
    public record Word(String entry, long occurrences) {}

    /**
     * A word that stands near both.
     *
     * @param share of the similarity; all shares sum to 1
     */
    public record Context(String word, double share, Side a, Side b) {}

    /**
     * A context beside one of the two words.
     *
     * @param count how often it stands in the window
     * @param association ln(P(context near the word) / P(context)), where that is above 0: positive pointwise mutual
     *     information; near counts more the nearer it is, chance is smoothed by the power 0.75
     * @param example the first of the places where it stands nearest; the span is the context's
     */
    public record Side(long count, double association, Occurrence example) {}

    public SharedContexts {
        contexts = List.copyOf(contexts);
    }
}
