package dev.heed.format;

import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/** How messages say that a name is missing, and which names are there. */
public final class NearNames {
    private static final int SHOWN = 3;

    private NearNames() {}

    /** The end of a message: {@code , got none of that name; it has …} with the names that share most with it. */
    public static String missing(String name, Set<String> names) {
        String message = ", got none of that name";
        if (names.isEmpty()) {
            return message + "; the file holds no tensors";
        }
        String near = names.stream()
                .sorted(Comparator.comparingInt((String other) -> -unitsShared(name, other)))
                .limit(SHOWN)
                .map(Quoted::of)
                .collect(Collectors.joining(", "));
        return message + "; it has " + near + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    /** Units shared at both ends: other prefixes ({@code bert.}) and other last words ({@code gamma}) stay near. */
    private static int unitsShared(String wanted, String other) {
        int most = Math.min(wanted.length(), other.length());
        int start = 0;
        while (start < most && wanted.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < most - start
                && wanted.charAt(wanted.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return start + end;
    }
}
