package dev.heed.generation;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Where a text stands in its schema, and which tokens may come. Not thread-safe: one for each text. */
final class SchemaMask {
    private final Vocabulary vocabulary;
    private final BitSet ends;
    private final Map<Grammar.Place, BitSet> masks = new HashMap<>();
    private Grammar.Place place;

    /** @param ends the ids that end a text */
    SchemaMask(Grammar.Place start, Vocabulary vocabulary, BitSet ends) {
        this.place = start;
        this.vocabulary = vocabulary;
        this.ends = ends;
    }

    BitSet allowed() {
        return masks.computeIfAbsent(place, p -> {
            BitSet allowed = vocabulary.allowed(p);
            allowed.andNot(ends);
            if (p.complete()) {
                allowed.or(ends);
            }
            return allowed;
        });
    }

    /** Goes on with a token of {@link #allowed}. */
    void accept(int id) {
        if (!ends.get(id)) {
            place = place.after(vocabulary.bytes(id));
        }
    }

    /** Whether the text fits and nothing may follow. */
    boolean ended() {
        return place.ended();
    }
}
