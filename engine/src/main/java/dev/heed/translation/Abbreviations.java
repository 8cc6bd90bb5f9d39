package dev.heed.translation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Full stops that end no sentence, by the word in front of them and the word behind. */
final class Abbreviations {
    private static final Map<String, Set<String>> SECTIONS = sections();
    private static final Set<String> ALWAYS = SECTIONS.get("always");
    private static final Set<String> BEFORE_NUMBER = SECTIONS.get("number");
    private static final Set<String> UNLESS_STARTED = SECTIONS.get("unless");
    private static final Set<String> STARTERS = SECTIONS.get("starters");
    private static final Set<String> AFTER_ORDINAL = SECTIONS.get("ordinal");
    private static final int LONGEST_ORDINAL = 2;

    private Abbreviations() {}

    private static Map<String, Set<String>> sections() {
        Map<String, Set<String>> sections = new HashMap<>();
        Set<String> open = new HashSet<>();
        for (String line : lines()) {
            if (line.startsWith("[")) {
                open = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new HashSet<>());
            } else if (!line.startsWith("#")) {
                open.addAll(List.of(line.split(" ")));
            }
        }
        return sections;
    }

    private static List<String> lines() {
        try (InputStream in = Abbreviations.class.getResourceAsStream("abbreviations.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether a sentence goes on behind a full stop.
     *
     * @param before the word in front of the stop, without it
     * @param first whether nothing stands in front of that word
     * @param after the word behind the stop and the blanks; empty if none
     */
    static boolean goesOn(String before, boolean first, String after) {
        if (before.isEmpty() || after.isEmpty()) {
            return false;
        }
        if (ALWAYS.contains(before) || initial(before) && (first || !before.equals("I"))) {
            return true;
        }
        if (Character.isDigit(after.codePointAt(0)) && BEFORE_NUMBER.contains(before)) {
            return true;
        }
        if (UNLESS_STARTED.contains(before)) {
            return !STARTERS.contains(after);
        }
        return before.length() <= LONGEST_ORDINAL
                && before.chars().allMatch(Character::isDigit)
                && AFTER_ORDINAL.contains(after);
    }

    /** One letter, as of a name. */
    private static boolean initial(String word) {
        return word.codePointCount(0, word.length()) == 1 && Character.isLetter(word.codePointAt(0));
    }
}
