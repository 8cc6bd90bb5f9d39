package dev.heed.index;

import dev.heed.index.store.Store;
import dev.heed.index.store.StoredOccurrence;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.tensor.Matrix;
import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds phrases in an index of single words: <i>New York</i>, <i>well-known</i>. The lines of their rarest indexed word are
 * read again; a phrase's vector is the mean of its indexed words' vectors there. Immutable, thread-safe.
 */
final class PhraseSearch {
    private final Store store;
    private final IndexedTexts texts;
    private final WordChoice words;

    PhraseSearch(Store store, IndexedTexts texts, WordChoice words) {
        this.store = store;
        this.texts = texts;
        this.words = words;
    }

    /**
     * A place of a phrase.
     *
     * @param place the phrase's own span in the line
     * @param parts its indexed words by their numbers
     */
    record Found(StoredOccurrence place, List<Integer> parts) {}

    /** The words of a phrase that can be looked up; none for what is a single word of the index. */
    List<String> parts(String form) {
        if (words.includes(form)) {
            return List.of();
        }
        return wordsOf(form).stream()
                .map(span -> span.in(form))
                .filter(words::includes)
                .toList();
    }

    static List<Span> wordsOf(String text) {
        return WordSegmenter.segments(text).stream()
                .filter(segment -> segment.kind() == Segment.Kind.WORD)
                .map(Segment::span)
                .toList();
    }

    /** Whether one of the forms is a phrase. */
    boolean isPhrase(Collection<String> forms) {
        return forms.stream().anyMatch(form -> wordsOf(form).size() > 1 && !words.includes(form));
    }

    /** The places of all forms, in the order of the index. */
    List<Found> find(Collection<String> forms) throws IOException {
        Map<Integer, StoredOccurrence> anchors = new LinkedHashMap<>();
        Map<Place, Integer> parts = new HashMap<>();
        for (String form : forms) {
            List<String> indexed = words.includes(form) ? List.of(form) : parts(form);
            int[] rarest = null;
            for (String part : indexed) {
                int[] numbers = store.of(List.of(part));
                List<StoredOccurrence> places = store.places(numbers);
                for (int i = 0; i < numbers.length; i++) {
                    parts.put(Place.of(places.get(i)), numbers[i]);
                }
                rarest = rarest == null || numbers.length < rarest.length ? numbers : rarest;
            }
            if (rarest != null) {
                List<StoredOccurrence> places = store.places(rarest);
                for (int i = 0; i < rarest.length; i++) {
                    anchors.put(rarest[i], places.get(i));
                }
            }
        }
        return inLines(anchors.keySet().stream().sorted().map(anchors::get).toList(), new WordFinder(forms), parts);
    }

    private List<Found> inLines(List<StoredOccurrence> anchors, WordFinder finder, Map<Place, Integer> parts)
            throws IOException {
        List<Occurrence> lines = texts.occurrences(anchors);
        Map<Place, Found> found = new LinkedHashMap<>();
        for (int i = 0; i < anchors.size(); i++) {
            StoredOccurrence anchor = anchors.get(i);
            Occurrence line = lines.get(i);
            for (Span span : finder.places(line.passage())) {
                if (span.start() <= line.spanInPassage().start()
                        && span.end() >= line.spanInPassage().end()) {
                    StoredOccurrence place = at(anchor, span, line.passageStart());
                    found.putIfAbsent(Place.of(place), new Found(place, within(place, line.passage(), span, parts)));
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static StoredOccurrence at(StoredOccurrence anchor, Span span, int shift) {
        return new StoredOccurrence(
                anchor.file(), anchor.line(), anchor.offset(), new Span(shift + span.start(), shift + span.end()));
    }

    /** The numbers of the words within a phrase that are indexed. */
    private static List<Integer> within(StoredOccurrence place, String passage, Span span, Map<Place, Integer> parts) {
        int shift = place.span().start() - span.start();
        List<Integer> numbers = new ArrayList<>();
        for (Span word : wordsOf(passage)) {
            if (word.start() >= span.start() && word.end() <= span.end()) {
                Integer number = parts.get(new Place(place.file(), place.line(), shift + word.start()));
                if (number != null) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }

    /** A vector for each place: the mean of its words', at length 1; (places, dimension). */
    Matrix vectors(List<Found> found) throws IOException {
        float[][] rows = new float[found.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = mean(store.vectors(
                    found.get(i).parts().stream().mapToInt(Integer::intValue).toArray()));
        }
        return rows.length == 0 ? Matrix.zeros(0, store.manifest().dimension()) : Matrix.copyOf(rows);
    }

    /** The mean of some rows at length 1. */
    static float[] mean(Matrix rows) {
        double[] sum = new double[rows.columns()];
        for (int r = 0; r < rows.rows(); r++) {
            float[] row = rows.row(r);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        }
        double norm = 0;
        for (double value : sum) {
            norm += value * value;
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length && norm > 0; i++) {
            mean[i] = (float) (sum[i] / Math.sqrt(norm));
        }
        return mean;
    }

    private record Place(int file, long line, int start) {
        static Place of(StoredOccurrence occurrence) {
            return new Place(
                    occurrence.file(), occurrence.line(), occurrence.span().start());
        }
    }
}
