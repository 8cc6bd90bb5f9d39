package dev.heed.index;

import dev.heed.meaning.corpus.StopWords;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.text.SameWord;
import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Which occurrences are indexed. Immutable, thread-safe. */
public final class WordChoice {
    private static final String ALL = "all";
    private static final String CONTENT = "content";
    private static final String LISTED = "listed";

    private final String kind;
    private final List<String> forms;
    private final WordFinder finder;

    private WordChoice(String kind, Collection<String> forms) {
        this.kind = kind;
        this.forms = List.copyOf(new TreeSet<>(forms));
        this.finder = forms.isEmpty() ? null : new WordFinder(forms);
    }

    /** Every word. */
    public static WordChoice all() {
        return new WordChoice(ALL, List.of());
    }

    /** Every word outside the stop list. */
    public static WordChoice content() {
        return new WordChoice(CONTENT, List.of());
    }

    /**
     * These words, however they are spelled ({@link SameWord}); one may be several, as in <i>New York</i>.
     *
     * @param forms at least one
     */
    public static WordChoice listed(Collection<String> forms) {
        return new WordChoice(LISTED, forms.stream().map(SameWord::key).toList());
    }

    /** The places in a text, from left to right. */
    List<Span> places(String text) {
        if (finder != null) {
            return finder.places(text);
        }
        List<Span> places = new ArrayList<>();
        for (Segment segment : WordSegmenter.segments(text)) {
            if (segment.kind() == Segment.Kind.WORD && isChosen(segment.span().in(text))) {
                places.add(segment.span());
            }
        }
        return places;
    }

    /** Whether a word is among them, if it stands anywhere. */
    public boolean includes(String word) {
        return finder == null
                ? isChosen(word) && places(word).equals(List.of(new Span(0, word.length())))
                : forms.contains(SameWord.key(word));
    }

    private boolean isChosen(String word) {
        return kind.equals(ALL) || !StopWords.contains(word);
    }

    /** What a manifest says of it. */
    List<String> toList() {
        List<String> list = new ArrayList<>(List.of(kind));
        list.addAll(forms);
        return list;
    }

    /** What a manifest said. */
    static WordChoice of(List<String> list) {
        String kind = list.isEmpty() ? "" : list.getFirst();
        return switch (kind) {
            case ALL -> all();
            case LISTED -> listed(list.subList(1, list.size()));
            default -> content();
        };
    }

    /** For people: {@code all words outside the stop list}. */
    @Override
    public String toString() {
        return switch (kind) {
            case ALL -> "all words";
            case CONTENT -> "all words outside the stop list";
            default -> String.join(", ", forms);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WordChoice choice && toList().equals(choice.toList());
    }

    @Override
    public int hashCode() {
        return toList().hashCode();
    }
}
