package dev.heed.tokenizer.pattern;

import java.util.Arrays;

/** Where a pattern was found in a text: half-open places, in order, none over another; a place may be empty. */
public final class Matches {
    private int[] places = new int[32];
    private int count;

    void add(int start, int end) {
        if (2 * count == places.length) {
            places = Arrays.copyOf(places, 4 * count);
        }
        places[2 * count] = start;
        places[2 * count++ + 1] = end;
    }

    /** Number of places. */
    public int size() {
        return count;
    }

    /** First unit of a place. */
    public int start(int index) {
        return places[2 * index];
    }

    /** Last unit of a place, exclusive. */
    public int end(int index) {
        return places[2 * index + 1];
    }
}
