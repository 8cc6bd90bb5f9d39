package dev.heed.cli.meaning;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A line as answers name it, {@code FILE:LINE}. */
record LineName(String file, long line) {
    private static final Pattern FORM = Pattern.compile("(.+):(\\d{1,18})");
    private static final int NEIGHBOURS = 3;

    /** The line that an argument names, if it has the form. */
    static Optional<LineName> of(String argument) {
        Matcher matcher = FORM.matcher(argument);
        return matcher.matches()
                ? Optional.of(new LineName(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /**
     * What is said where the line has no such word: where it does stand.
     *
     * @param lines of the file that have the word
     */
    IllegalArgumentException without(String option, String word, List<Long> lines) {
        String nearest = lines.stream()
                .distinct()
                .sorted(Comparator.comparingLong(other -> Math.abs(other - line)))
                .limit(NEIGHBOURS)
                .sorted()
                .map(number -> file + ":" + number)
                .collect(Collectors.joining(", "));
        return new IllegalArgumentException(option + ": expected a line with " + word + ", got " + file + ":" + line
                + ", which has none"
                + (nearest.isEmpty() ? "; nor has any line of " + file : "; the nearest that have it: " + nearest));
    }
}
