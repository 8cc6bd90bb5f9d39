package dev.heed.cli.meaning;

import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.text.SameWord;
import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** In which order the lines of a concordance stand. */
public enum ConcordanceOrder {
    /** The nearest use first. */
    use,
    /** By the word before the keyword, then the one before that, … */
    left,
    /** By the word behind the keyword, then the next, … */
    right,
    /** As in the files. */
    place;

    private static final int NEIGHBOURS = 5;

    /** The lines in this order; equals stay as they are. */
    List<Hit> sorted(List<Hit> hits) {
        if (this == use) {
            return hits;
        }
        if (this == place) {
            List<String> files = hits.stream()
                    .map(hit -> hit.occurrence().file())
                    .sorted()
                    .distinct()
                    .toList();
            return hits.stream()
                    .sorted(Comparator.comparingInt(
                                    (Hit hit) -> files.indexOf(hit.occurrence().file()))
                            .thenComparingLong(hit -> hit.occurrence().line())
                            .thenComparingInt(hit -> hit.occurrence().span().start()))
                    .toList();
        }
        return hits.stream()
                .map(hit -> new Sorted(hit, neighbours(hit.occurrence())))
                .sorted(Comparator.comparing(Sorted::neighbours, ConcordanceOrder::compare))
                .map(Sorted::hit)
                .toList();
    }

    private record Sorted(Hit hit, List<String> neighbours) {}

    /** Words beside the keyword, the nearest first, however they are spelled. */
    private List<String> neighbours(Occurrence occurrence) {
        Span word = occurrence.spanInPassage();
        List<String> words = new ArrayList<>();
        String passage = occurrence.passage();
        for (Segment segment : WordSegmenter.segments(passage)) {
            boolean beside = this == left
                    ? segment.span().end() <= word.start()
                    : segment.span().start() >= word.end();
            if (beside && segment.kind() == Segment.Kind.WORD) {
                words.add(SameWord.key(segment.span().in(passage)));
            }
        }
        List<String> nearest = this == left ? words.reversed() : words;
        return nearest.subList(0, Math.min(NEIGHBOURS, nearest.size()));
    }

    /** Word by word, as dictionaries do; a line that ends comes first. */
    private static int compare(List<String> a, List<String> b) {
        Collator letters = Collator.getInstance(Locale.ROOT);
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = letters.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
