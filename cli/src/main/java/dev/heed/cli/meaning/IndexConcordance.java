package dev.heed.cli.meaning;

import dev.heed.Encoder;
import dev.heed.index.OccurrenceIndex;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.tensor.Matrix;
import dev.heed.text.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A concordance from an index: of one word, or of whatever word is used as the text says. */
final class IndexConcordance {
    private final OccurrenceIndex index;
    private final Encoder encoder;
    private final String word; // null for any
    private final Set<String> forms;

    /**
     * @param word as asked for, or null for any word
     * @param forms of the word; none for any
     */
    IndexConcordance(OccurrenceIndex index, Encoder encoder, String word, Set<String> forms) {
        this.index = index;
        this.encoder = encoder;
        this.word = word;
        this.forms = forms;
    }

    /** The best first. */
    List<Hit> hits(String text, List<String> likes, List<String> nots, int top) throws IOException {
        List<float[]> near = new ArrayList<>(ofText("TEXT", text));
        for (String like : likes) {
            near.addAll(named("--like", like));
        }
        List<float[]> far = new ArrayList<>();
        for (String not : nots) {
            far.addAll(named("--not", not));
        }
        UseQuery query = new UseQuery(near, far);
        return word == null ? index.hits(query, top) : index.hits(forms, query, top);
    }

    /** The vectors of a text, or of a line of the index. */
    private List<float[]> named(String option, String name) throws IOException {
        Optional<LineName> place = LineName.of(name);
        if (place.isEmpty() || !index.holds(place.get().file())) {
            return ofText(option, name);
        }
        LineName line = place.get();
        if (word == null) {
            String text = index.line(line.file(), line.line())
                    .orElseThrow(() ->
                            new IllegalArgumentException(option + ": expected a line with indexed words, got " + name));
            return ofText(option, text);
        }
        Matrix rows = index.uses(line.file(), line.line(), forms);
        if (rows.rows() == 0) {
            throw line.without(option, word, index.lines(line.file(), forms));
        }
        return rows(rows);
    }

    /** Of the word where the text has it; of the whole text where any word will do. */
    private List<float[]> ofText(String option, String text) {
        List<Span> places = word == null ? List.of(stripped(text)) : new WordFinder(forms).places(text);
        if (places.isEmpty()) {
            throw new IllegalArgumentException(option + ": expected a text with " + word
                    + (option.equals("TEXT") ? "" : ", or FILE:LINE of a line with it") + ", got \"" + text + "\"");
        }
        List<Occurrence> occurrences = places.stream()
                .map(span -> Passages.occurrence(new CorpusLine(option, 1, text), span))
                .toList();
        return rows(word == null ? index.uses(encoder, occurrences) : index.uses(encoder, forms, occurrences));
    }

    private static Span stripped(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("TEXT: expected words, got none");
        }
        int start = text.indexOf(stripped);
        return new Span(start, start + stripped.length());
    }

    private static List<float[]> rows(Matrix matrix) {
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < matrix.rows(); i++) {
            rows.add(matrix.row(i));
        }
        return rows;
    }
}
