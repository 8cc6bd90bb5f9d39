package dev.heed.vectors;

import dev.heed.format.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Counts what is wrong with single rows of a file, and tells it in a line a kind. Confined to one thread. */
final class RowFaults {
    /** What can be wrong with a row that is no reason to refuse the file. */
    enum Kind {
        AGAIN("stands there before; the first row counts", "rows repeat a word"),
        NOT_FINITE("has a vector with NaN or infinity; it is left out", "rows are not finite"),
        NOT_UTF8("is not UTF-8; what cannot be read shows as U+FFFD", "words are not UTF-8");

        private final String one;
        private final String all;

        Kind(String one, String all) {
            this.one = one;
            this.all = all;
        }
    }

    private final String where;
    private final String unit;
    private final long[] counts = new long[Kind.values().length];
    private final String[] first = new String[Kind.values().length];

    /** @param unit what the place of a row counts: {@code line} or {@code row} */
    RowFaults(String where, String unit) {
        this.where = where;
        this.unit = unit;
    }

    void add(Kind kind, long place, byte[] word) {
        if (counts[kind.ordinal()]++ == 0) {
            first[kind.ordinal()] =
                    unit + " " + place + ": " + Quoted.of(new String(word, StandardCharsets.UTF_8)) + " " + kind.one;
        }
    }

    /** A line for each kind that occurred. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long count = counts[kind.ordinal()];
            if (count > 0) {
                notes.add(
                        where + ": " + first[kind.ordinal()] + (count > 1 ? " (" + count + " " + kind.all + ")" : ""));
            }
        }
        return notes;
    }
}
