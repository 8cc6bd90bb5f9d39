package dev.heed.lucene;

import dev.heed.lucene.WordsOfUse.Near;
import java.util.List;
import org.apache.lucene.search.uhighlight.OffsetsEnum;
import org.apache.lucene.util.BytesRef;

/** Words of a document in its order, as Lucene's highlighter walks through matches. Not thread-safe. */
final class NearWords extends OffsetsEnum {
    private final List<Near> words;
    private final int units;
    private int at = -1;

    /** @param units of a match's frequency that a similarity of 1 is */
    NearWords(List<Near> words, int units) {
        this.words = words;
        this.units = units;
    }

    @Override
    public boolean nextPosition() {
        return ++at < words.size();
    }

    @Override
    public int freq() {
        return Math.max(1, (int) Math.round(words.get(at).similarity() * units));
    }

    @Override
    public BytesRef getTerm() {
        return new BytesRef(words.get(at).text());
    }

    @Override
    public int startOffset() {
        return at < words.size() ? words.get(at).span().start() : Integer.MAX_VALUE;
    }

    @Override
    public int endOffset() {
        return at < words.size() ? words.get(at).span().end() : Integer.MAX_VALUE;
    }
}
