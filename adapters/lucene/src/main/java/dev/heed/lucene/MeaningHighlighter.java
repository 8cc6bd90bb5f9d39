package dev.heed.lucene;

import java.util.Objects;
import java.util.Set;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.FieldHighlighter;
import org.apache.lucene.search.uhighlight.FieldOffsetStrategy;
import org.apache.lucene.search.uhighlight.LabelledCharArrayMatcher;
import org.apache.lucene.search.uhighlight.OffsetsEnum;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageScorer;
import org.apache.lucene.search.uhighlight.UHComponents;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.util.BytesRef;

/**
 * Lucene's highlighter for queries that have no terms: of each document it marks the words whose use in their context is
 * nearest to that of the words asked for, as a concordance reads lines, and shows the passages around them. <i>Money in the
 * bank</i> marks <i>deposit</i>, and <i>bank</i> where it is no shore.
 *
 * <pre>{@code
 * var highlighter = new MeaningHighlighter(
 *         UnifiedHighlighter.builder(searcher, analyzer), WordsOfUse.ofAll(encoder, "money in the bank"));
 * String[] snippets = highlighter.highlight("body", query, found); // the query may be of vectors
 * }</pre>
 *
 * <p>A match's frequency, as passage formatters see it, is its similarity in ten-thousandths. What is read of a document is
 * bounded by {@link #getMaxLength}, 10,000 characters; they pass through the model once a document. Thread-safe as its
 * superclass is; one for each question.
 */
public final class MeaningHighlighter extends UnifiedHighlighter {
    private static final int UNITS = 10_000;

    private final WordsOfUse words;

    /**
     * A highlighter of what is near to a question.
     *
     * @param options the superclass's: passage formatter, break iterator, most characters; what concerns terms is not used
     */
    public MeaningHighlighter(Builder options, WordsOfUse words) {
        super(options);
        this.words = Objects.requireNonNull(words, "words");
    }

    @Override
    protected FieldHighlighter getFieldHighlighter(String field, Query query, Set<Term> terms, int passages) {
        return new FieldHighlighter(
                field,
                new Offsets(new UHComponents(
                        field,
                        name -> true,
                        query,
                        new BytesRef[0],
                        null,
                        new LabelledCharArrayMatcher[0],
                        false,
                        Set.of())),
                getBreakIterator(field),
                new BestWord(),
                passages,
                getMaxNoHighlightPassages(field),
                getFormatter(field),
                getPassageSortComparator(field));
    }

    /** The places of a document's near words. */
    private final class Offsets extends FieldOffsetStrategy {
        Offsets(UHComponents components) {
            super(components);
        }

        @Override
        public OffsetSource getOffsetSource() {
            return OffsetSource.ANALYSIS;
        }

        @Override
        public OffsetsEnum getOffsetsEnum(LeafReader reader, int document, String content) {
            return new NearWords(words.nearest(content), UNITS);
        }
    }

    /** A passage is as good as its best word; of equals the one with more of them. */
    private static final class BestWord extends PassageScorer {
        private static final float MORE = 1e-3f;

        @Override
        public float score(Passage passage, int contentLength) {
            int best = 0;
            for (int i = 0; i < passage.getNumMatches(); i++) {
                best = Math.max(best, passage.getMatchTermFreqsInDoc()[i]);
            }
            return best / (float) UNITS + MORE * passage.getNumMatches();
        }
    }
}
