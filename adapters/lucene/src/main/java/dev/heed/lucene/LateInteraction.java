package dev.heed.lucene;

import dev.heed.MultiVectorEncoder;
import dev.heed.MultiVectorEncoder.TokenVectors;
import dev.heed.tensor.Vectors;
import org.apache.lucene.document.LateInteractionField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.LateInteractionFloatValuesSource;
import org.apache.lucene.search.LateInteractionRescorer;
import org.apache.lucene.search.MultiVectorSimilarity;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RescoreTopNQuery;

/**
 * Late interaction in Lucene: a document keeps a vector for each token, and what a first search found is ranked anew by the
 * model's own score, {@link MultiVectorEncoder#maxSim}. Lucene's own sums of {@code (1 + cosine) / 2} would rank alike only for
 * vectors of length 1, and differ from what the model's makers publish.
 *
 * <pre>{@code
 * var late = LateInteraction.of(encoder);
 * document.add(late.field("tokens", "We sat by the river bank."));
 * …
 * TopDocs best = searcher.search(late.query(words, 100, "tokens", "where did they rest?"), 10);
 * }</pre>
 *
 * <p>Immutable and thread-safe. The encoder is not closed here.
 */
public final class LateInteraction {
    /** One object, so that equal queries are equal. */
    private static final MultiVectorSimilarity MAX_SIM = (query, document, function) -> maxSim(query, document);

    private final MultiVectorEncoder encoder;

    private LateInteraction(MultiVectorEncoder encoder) {
        this.encoder = encoder;
    }

    /** Late interaction by a model. */
    public static LateInteraction of(MultiVectorEncoder encoder) {
        return new LateInteraction(encoder);
    }

    /**
     * A document's tokens as a field.
     *
     * @throws IllegalArgumentException if no token of the text counts: it is of punctuation alone, which the model leaves out
     */
    public LateInteractionField field(String name, String text) {
        return new LateInteractionField(name, rows(encoder.embedDocument(text)));
    }

    /**
     * Ranks what a search found anew: {@code rescorer.rescore(searcher, found, 10)}. A document without the field gets the
     * score 0.
     */
    public LateInteractionRescorer rescorer(String field, String text) {
        return new LateInteractionRescorer(source(field, text));
    }

    /**
     * The best of another query ranked anew, as a query.
     *
     * @param first finds the documents
     * @param count how many of them are looked at
     */
    public Query query(Query first, int count, String field, String text) {
        return new RescoreTopNQuery(first, source(field, text), count);
    }

    /** The score of each document, for sorting or a rescorer of one's own. */
    public LateInteractionFloatValuesSource source(String field, String text) {
        return new LateInteractionFloatValuesSource(
                field, rows(encoder.embedQuery(text)), VectorSimilarityFunction.DOT_PRODUCT, MAX_SIM);
    }

    private static float maxSim(float[][] query, float[][] document) {
        double sum = 0;
        for (float[] asked : query) {
            double best = Double.NEGATIVE_INFINITY;
            for (float[] given : document) {
                best = Math.max(best, Vectors.dot(asked, given));
            }
            sum += best;
        }
        return (float) sum;
    }

    private static float[][] rows(TokenVectors text) {
        if (text.tokens().isEmpty()) {
            throw new IllegalArgumentException("text \"" + text.text()
                    + "\": expected tokens that the model compares, got none; leave the field out");
        }
        return text.tokens().stream()
                .map(MultiVectorEncoder.TokenVector::vector)
                .toArray(float[][]::new);
    }
}
