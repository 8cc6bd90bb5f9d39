package dev.heed.cli.attend;

import dev.heed.Token;
import dev.heed.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is asked about a text.
 *
 * @param layer null for the last
 * @param head null for the mean
 * @param word to explain; null for none
 * @param occurrence which one of several, from 1
 * @param withVectors whether vectors are wanted
 */
record Question(String text, Integer layer, Integer head, String word, int occurrence, boolean withVectors) {
    private static final int MOST_LISTED = 12;

    /**
     * Position of the word to explain, case ignored; -1 if none is asked for.
     *
     * @throws IllegalArgumentException if the text lacks it
     */
    int find(List<Word> words, List<Token> tokens) {
        if (word == null) {
            return -1;
        }
        int found = 0;
        for (int i = 0; i < words.size(); i++) {
            if (word.equalsIgnoreCase(name(words.get(i), tokens)) && ++found == occurrence) {
                return i;
            }
        }
        if (found > 0) {
            throw new IllegalArgumentException(
                    "occurrence: expected 1 to " + found + " of " + word + ", got " + occurrence);
        }
        throw new IllegalArgumentException(
                "word " + word + ": not in the text; expected one of " + listed(words, tokens));
    }

    /** The word as written; the vocabulary's name of a special token. */
    static String name(Word word, List<Token> tokens) {
        return word.kind() == Word.Kind.SPECIAL
                ? tokens.get(word.tokens().getFirst()).piece()
                : word.text();
    }

    private static String listed(List<Word> words, List<Token> tokens) {
        Set<String> names = new LinkedHashSet<>();
        words.forEach(word -> names.add(name(word, tokens)));
        List<String> shown = new ArrayList<>(names);
        return shown.size() <= MOST_LISTED
                ? String.join(", ", shown)
                : String.join(", ", shown.subList(0, MOST_LISTED)) + " and " + (shown.size() - MOST_LISTED) + " more";
    }
}
