package dev.heed.view;

import dev.heed.Token;
import dev.heed.Word;
import dev.heed.text.SameWord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is asked about a text's attention.
 *
 * @param text at least one word
 * @param layer which block, from 1; null for the last
 * @param head which head, from 1; null for the mean of all
 * @param word the word whose steps are wanted, case ignored; null for none
 * @param occurrence which one of several, from 1
 * @param withVectors whether static and context-aware vectors are wanted
 */
public record AttentionQuestion(
        String text, Integer layer, Integer head, String word, int occurrence, boolean withVectors) {
    private static final int MOST_LISTED = 12;

    public AttentionQuestion {
        Objects.requireNonNull(text, "text");
    }

    /** The last layer, the mean of its heads, no word chosen. */
    public static AttentionQuestion of(String text) {
        return new AttentionQuestion(text, null, null, null, 1, false);
    }

    /** The same about one block, from 1. */
    public AttentionQuestion layer(int number) {
        return new AttentionQuestion(text, number, head, word, occurrence, withVectors);
    }

    /** The same about one head, from 1. */
    public AttentionQuestion head(int number) {
        return new AttentionQuestion(text, layer, number, word, occurrence, withVectors);
    }

    /** The same with the steps of a word's first occurrence. */
    public AttentionQuestion explain(String chosen) {
        return new AttentionQuestion(text, layer, head, chosen, 1, withVectors);
    }

    /**
     * Position of the chosen word among these; -1 if none is chosen.
     *
     * @throws IllegalArgumentException if the text lacks it
     */
    int find(List<Word> words, List<Token> tokens) {
        if (word == null) {
            return -1;
        }
        int found = 0;
        for (int i = 0; i < words.size(); i++) {
            if (SameWord.same(word, Names.plain(words.get(i), tokens)) && ++found == occurrence) {
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

    private static String listed(List<Word> words, List<Token> tokens) {
        Set<String> names = new LinkedHashSet<>();
        words.forEach(each -> names.add(Names.plain(each, tokens)));
        List<String> shown = new ArrayList<>(names);
        return shown.size() <= MOST_LISTED
                ? String.join(", ", shown)
                : String.join(", ", shown.subList(0, MOST_LISTED)) + " and " + (shown.size() - MOST_LISTED) + " more";
    }
}
