package dev.heed.spark.meaning;

import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.text.Span;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * An occurrence as it travels.
 *
 * @param file its number among the corpus's names
 * @param vector null where only the place is of interest
 */
record Place(int file, long line, int start, int end, String passage, int passageStart, float[] vector)
        implements Serializable {
    /** The order of the corpus. */
    static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::file).thenComparingLong(Place::line).thenComparingInt(Place::start);

    static Place of(NumberedLine line, Span span) {
        Occurrence occurrence = Passages.occurrence(new CorpusLine("", line.line(), line.text()), span);
        return new Place(
                line.file(),
                line.line(),
                span.start(),
                span.end(),
                occurrence.passage(),
                occurrence.passageStart(),
                null);
    }

    Place with(float[] numbers) {
        return new Place(file, line, start, end, passage, passageStart, numbers);
    }

    Occurrence occurrence(List<String> names) {
        return new Occurrence(names.get(file), line, new Span(start, end), passage, passageStart);
    }
}
