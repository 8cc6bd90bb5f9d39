package dev.heed.tokenizer;

import dev.heed.text.Span;
import java.util.List;

/** The stretches of a text in which special tokens are not recognised: none, all, or some; in UTF-16 units. */
final class Literals {
    /** Special tokens are recognised everywhere. */
    static final Literals NONE = new Literals(List.of(), false);

    /** Special tokens are recognised nowhere. */
    static final Literals ALL = new Literals(List.of(), true);

    private final List<Span> spans;
    private final boolean all;

    private Literals(List<Span> spans, boolean all) {
        this.spans = spans;
        this.all = all;
    }

    static Literals of(List<Span> spans) {
        return spans.isEmpty() ? NONE : new Literals(List.copyOf(spans), false);
    }

    static Literals of(UserSpecials specials) {
        return specials == UserSpecials.PLAIN_TEXT ? ALL : NONE;
    }

    boolean everywhere() {
        return all;
    }

    /** Whether a unit of {@code [start, end)} is literal. */
    boolean touch(int start, int end) {
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
