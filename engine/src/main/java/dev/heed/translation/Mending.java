package dev.heed.translation;

import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts what a translation lost where the alignment says that it belongs: in place of the words that were made of it, or, if
 * there are none, behind the word that came from the word before it. A number of which nothing was made is not put
 * anywhere: it may have been written out.
 */
final class Mending {
    /** So much of a word's attention must lie on a lost place for the word to be what became of it. */
    private static final float OWN = 0.4f;

    private final String source;
    private final String target;
    private final WordWeights weights;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Span> taken = new ArrayList<>();

    /** @param at what is replaced; empty where something is put in between */
    private record Edit(Span at, String text, Kept kept) {
        int growth() {
            return text.length() - at.length();
        }
    }

    /**
     * A mended translation.
     *
     * @param moved what was put in, with its place in the target
     * @param links as given, in the target as it is now
     */
    record Mended(String target, List<Kept> moved, List<WordLink> links) {}

    private Mending(String source, String target, WordWeights weights) {
        this.source = source;
        this.target = target;
        this.weights = weights;
    }

    /**
     * Mends.
     *
     * @param kept all that must survive
     * @param lost those of them that the target lacks
     */
    static Mended of(String source, String target, WordWeights weights, List<Kept> kept, List<Kept> lost) {
        Mending mending = new Mending(source, target, weights);
        kept.forEach(place -> mending.taken.addAll(place.places(target)));
        lost.forEach(mending::place);
        mending.edits.sort(Comparator.comparingInt(edit -> edit.at().start()));
        return mending.apply();
    }

    private void place(Kept kept) {
        List<Integer> own = new ArrayList<>();
        for (int s = 0; s < weights.source().size(); s++) {
            if (weights.source().get(s).span().overlaps(kept.span())) {
                own.add(s);
            }
        }
        if (own.isEmpty()) {
            return;
        }
        Span made = madeOf(own);
        if (made != null) {
            add(new Edit(made, kept.text(), kept));
        } else if (!kept.keep().asNumber()) {
            between(kept, own);
        }
    }

    private void add(Edit edit) {
        edits.add(edit);
        taken.add(edit.at());
    }

    /** The longest run of words that were made of some words of the source; null for none. */
    private Span madeOf(List<Integer> own) {
        Span best = null;
        Span run = null;
        for (int t = 0; t < weights.target().size(); t++) {
            Span span = weights.target().get(t).span();
            if (own.contains(weights.best(t)) && share(t, own) >= OWN && free(span)) {
                run = run == null ? span : new Span(run.start(), span.end());
                best = best == null || run.length() > best.length() ? run : best;
            } else {
                run = null;
            }
        }
        return best;
    }

    private float share(int t, List<Integer> own) {
        float share = 0;
        for (int s : own) {
            share += weights.weight(t, s);
        }
        return share;
    }

    private boolean free(Span span) {
        return taken.stream().noneMatch(span::overlaps);
    }

    private void between(Kept kept, List<Integer> own) {
        int at = behind(own.getFirst());
        if (at < 0) {
            at = before(own.getLast());
        }
        if (at < 0) {
            return;
        }
        for (Span span : taken) { // never into another
            at = span.start() < at && at < span.end() ? span.end() : at;
        }
        boolean blankBefore = kept.span().start() > 0
                && Sentences.blank(source.codePointBefore(kept.span().start()));
        boolean blankAfter = kept.span().end() < source.length()
                && Sentences.blank(source.codePointAt(kept.span().end()));
        if (blankBefore && blankAt(at)) {
            at++;
        }
        String front = blankBefore && at > 0 && !blankAt(at - 1) ? " " : "";
        String back = blankAfter && at < target.length() && !blankAt(at) ? " " : "";
        add(new Edit(new Span(at, at), front + kept.text() + back, kept));
    }

    private boolean blankAt(int at) {
        return at < target.length() && Sentences.blank(target.charAt(at));
    }

    /** The end of what was made of the nearest word before a place of the source; −1 for none. */
    private int behind(int sourceWord) {
        for (int s = sourceWord - 1; s >= 0; s--) {
            for (int t = weights.target().size() - 1; t >= 0; t--) {
                if (weights.best(t) == s) {
                    return weights.target().get(t).span().end();
                }
            }
        }
        return -1;
    }

    /** The start of what was made of the nearest word behind a place of the source; −1 for none. */
    private int before(int sourceWord) {
        for (int s = sourceWord + 1; s < weights.source().size(); s++) {
            for (int t = 0; t < weights.target().size(); t++) {
                if (weights.best(t) == s) {
                    return weights.target().get(t).span().start();
                }
            }
        }
        return -1;
    }

    private Mended apply() {
        StringBuilder mended = new StringBuilder();
        List<Kept> moved = new ArrayList<>();
        int from = 0;
        for (Edit edit : edits) {
            mended.append(target, from, edit.at().start()).append(edit.text());
            int start = mended.length()
                    - edit.text().length()
                    + edit.text().indexOf(edit.kept().text());
            moved.add(new Kept(
                    edit.kept().keep(),
                    new Span(start, start + edit.kept().text().length()),
                    edit.kept().text()));
            from = edit.at().end();
        }
        mended.append(target.substring(from));
        return new Mended(mended.toString(), moved, links(moved));
    }

    private List<WordLink> links(List<Kept> moved) {
        List<WordLink> links = new ArrayList<>();
        for (WordLink link : weights.links()) {
            if (edits.stream().noneMatch(edit -> edit.at().overlaps(link.target()))) {
                links.add(new WordLink(link.source(), shifted(link.target()), link.weight()));
            }
        }
        for (int i = 0; i < edits.size(); i++) {
            links.addAll(own(edits.get(i).kept(), moved.get(i).span().start()));
        }
        links.sort(Comparator.comparingInt(link -> link.target().start()));
        return links;
    }

    /** What was put in is the source's, word for word. */
    private static List<WordLink> own(Kept kept, int start) {
        return WordSegmenter.segments(kept.text()).stream()
                .filter(segment -> segment.kind() == Segment.Kind.WORD)
                .map(segment ->
                        new WordLink(moved(segment.span(), kept.span().start()), moved(segment.span(), start), 1))
                .toList();
    }

    static Span moved(Span span, int by) {
        return new Span(span.start() + by, span.end() + by);
    }

    private Span shifted(Span span) {
        int by = edits.stream()
                .filter(edit -> edit.at().end() <= span.start())
                .mapToInt(Edit::growth)
                .sum();
        return moved(span, by);
    }
}
