package dev.heed.tokenizer.subword;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.subword.SubwordModel.Words;
import java.util.Arrays;

/** Words that are taken apart once and then looked up; a subclass takes them apart. For one thread. */
abstract class CachedWords implements Words {
    private final Vocabulary vocabulary;
    private final WordCache cache;
    private final TokenBuffer tokens;
    /** Id, first unit and end within the word, of each token in turn. */
    private int[] found = new int[48];

    private int size;

    CachedWords(Vocabulary vocabulary, WordCache cache, TokenBuffer tokens) {
        this.vocabulary = vocabulary;
        this.cache = cache;
        this.tokens = tokens;
    }

    /** Calls {@link #token} for each token of the word. */
    abstract void takeApart(AlignedText text, int from, int to);

    /** A token and its place within the word, in units. */
    final void token(int id, int start, int end) {
        if (size == found.length) {
            found = Arrays.copyOf(found, size * 2);
        }
        found[size++] = id;
        found[size++] = start;
        found[size++] = end;
    }

    @Override
    public final void word(AlignedText text, int from, int to) {
        if (from == to) {
            return;
        }
        boolean kept = to - from <= WordCache.LONGEST;
        int hash = kept ? vocabulary.hash(text, from, to) : 0;
        if (kept && cache.find(hash, text, from, to, tokens)) {
            return;
        }
        size = 0;
        takeApart(text, from, to);
        for (int i = 0; i < size; i += 3) {
            tokens.add(found[i], text.start(from + found[i + 1]), text.end(from + found[i + 2] - 1));
        }
        if (kept) {
            cache.keep(hash, text, from, to, Arrays.copyOf(found, size));
        }
    }
}
