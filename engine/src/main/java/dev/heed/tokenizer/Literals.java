package dev.heed.tokenizer;

import dev.heed.text.Span;
import java.util.List;
import java.util.Set;

/** The stretches of a text in which special tokens are not recognised: none, all, or some; in UTF-16 units. */
final class Literals {
    /** Special tokens are recognised everywhere. */
    static final Literals NONE = new Literals(List.of(), Set.of(), false);

    /** Special tokens are recognised nowhere. */
    static final Literals ALL = new Literals(List.of(), Set.of(), true);

    private final List<Span> spans;
    private final Set<Integer> control; // ids of further added tokens that count as special ones
    private final boolean all;

    private Literals(List<Span> spans, Set<Integer> control, boolean all) {
        this.spans = spans;
        this.control = control;
        this.all = all;
    }

    static Literals of(List<Span> spans, Set<Integer> control) {
        return spans.isEmpty() ? NONE : new Literals(List.copyOf(spans), control, false);
    }

    static Literals of(UserSpecials specials) {
        return specials == UserSpecials.PLAIN_TEXT ? ALL : NONE;
    }

    boolean everywhere() {
        return all;
    }

    /** Whether a token that stands in {@code [start, end)} is taken as its letters. */
    boolean cover(AddedToken token, int start, int end) {
        return (token.special() || control.contains(token.id())) && touch(start, end);
    }

    private boolean touch(int start, int end) {
        if (all) {
            return true;
        }
        for (Span span : spans) {
            if (span.start() < end && start < span.end()) {
                return true;
            }
        }
        return false;
    }
}
