package dev.heed.generation;

import java.util.List;

/**
 * Ends a text before the first of some strings, however it is cut into pieces: what may become one is held back until it is
 * known. Of several strings the one that is complete first counts, of those the longest. Not thread-safe.
 */
public final class StopRule {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private String found;

    /** @throws IllegalArgumentException if a string is empty */
    public StopRule(List<String> stops) {
        this.stops = List.copyOf(stops);
        if (stops.contains("")) {
            throw new IllegalArgumentException("stop: expected a string to stop at, got an empty one");
        }
    }

    /** The text that is known to stand before any stop string. */
    public String add(String piece) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < piece.length() && found == null; i++) {
            held.append(piece.charAt(i));
            found = complete();
            int keep = found != null ? found.length() : beginning();
            out.append(held, 0, held.length() - keep);
            held.delete(0, held.length() - keep);
        }
        return out.toString();
    }

    /** What was held back, when the text ends by itself; empty after a stop string. */
    public String end() {
        String rest = found == null ? held.toString() : "";
        held.setLength(0);
        return rest;
    }

    /** The string that ended the text; null for none. */
    public String found() {
        return found;
    }

    private String complete() {
        String longest = null;
        for (String stop : stops) {
            if (endsWith(stop, stop.length()) && (longest == null || stop.length() > longest.length())) {
                longest = stop;
            }
        }
        return longest;
    }

    /** Length of the longest end of the text that a stop string begins with. */
    private int beginning() {
        int most = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > most; length--) {
                if (endsWith(stop, length)) {
                    most = length;
                }
            }
        }
        return most;
    }

    private boolean endsWith(String stop, int length) {
        int from = held.length() - length;
        for (int i = 0; i < length; i++) {
            if (from < 0 || held.charAt(from + i) != stop.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
