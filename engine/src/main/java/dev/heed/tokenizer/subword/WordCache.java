package dev.heed.tokenizer.subword;

import dev.heed.tokenizer.aligned.AlignedText;

/**
 * Words and what they were taken apart into; a slot for each hash, the last word of it stays. Bounded: 16,384 words of at most
 * 40 units, some 3 MiB. Threads race for slots, which is harmless: an entry is immutable and checked against the word.
 */
final class WordCache {
    /** Longest word that is kept, in units. */
    static final int LONGEST = 40;

    private static final int SLOTS = 1 << 14;

    /** @param tokens id, first unit and end within the word, of each token in turn */
    private record Entry(char[] word, int[] tokens) {}

    private final Entry[] slots = new Entry[SLOTS];

    /** Appends the tokens of a word that is kept; {@code false} if it is not. */
    boolean find(int hash, AlignedText text, int from, int to, TokenBuffer target) {
        Entry entry = slots[hash & SLOTS - 1];
        if (entry == null || entry.word.length != to - from) {
            return false;
        }
        char[] word = entry.word;
        for (int i = 0; i < word.length; i++) {
            if (word[i] != text.charAt(from + i)) {
                return false;
            }
        }
        int[] tokens = entry.tokens;
        for (int i = 0; i < tokens.length; i += 3) {
            target.add(tokens[i], text.start(from + tokens[i + 1]), text.end(from + tokens[i + 2] - 1));
        }
        return true;
    }

    /** Keeps a word's tokens: id, first unit and end within the word, of each in turn. */
    void keep(int hash, AlignedText text, int from, int to, int[] tokens) {
        char[] word = new char[to - from];
        for (int i = 0; i < word.length; i++) {
            word[i] = text.charAt(from + i);
        }
        slots[hash & SLOTS - 1] = new Entry(word, tokens);
    }
}
