package dev.heed.training.corpus;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Joins two words that come together far more often than by chance into one, as {@code new_york}: word2phrase's rule
 * (Mikolov et al., 2013). A pair is joined if (pairs − {@value #LEAST})·all/(first·second) is more than
 * {@value #THRESHOLD}; of pairs that overlap, the first is.
 */
final class Phrases {
    private static final int LEAST = 5;
    private static final double THRESHOLD = 100;
    private static final int MOST_SLOTS = 1 << 26;

    private final RawCorpus raw;
    private final MemorySegment tokens;
    private final PairCounts pairs = new PairCounts(MOST_SLOTS);
    private double all;

    private Phrases(RawCorpus raw) {
        this.raw = raw;
        this.tokens = raw.tokens();
    }

    /** The same corpus with phrases; the one given is rewritten and not to be used any more. */
    static RawCorpus join(RawCorpus raw) {
        Phrases phrases = new Phrases(raw);
        phrases.count();
        return phrases.rewrite();
    }

    private void count() {
        all = Arrays.stream(raw.counts()).sum();
        int before = BlockTokens.LINE_END;
        for (long at = 0; at < raw.size(); at++) {
            int token = TokenFile.get(tokens, at);
            if (isFrequent(before) && isFrequent(token)) {
                pairs.add(before, token);
            }
            before = token;
        }
    }

    /** A rarer word comes in no pair that is frequent enough. */
    private boolean isFrequent(int token) {
        return token != BlockTokens.LINE_END && raw.counts()[token] > LEAST;
    }

    private RawCorpus rewrite() {
        long[] counts = new long[raw.counts().length];
        long written = 0;
        for (long at = 0; at < raw.size(); at++) {
            int token = TokenFile.get(tokens, at);
            int next = at + 1 < raw.size() ? TokenFile.get(tokens, at + 1) : BlockTokens.LINE_END;
            if (isPhrase(token, next)) {
                token = joined(token, next);
                at++;
            }
            tokens.setAtIndex(ValueLayout.JAVA_INT, written++, token);
            if (token != BlockTokens.LINE_END) {
                if (token >= counts.length) {
                    counts = Arrays.copyOf(counts, 2 * token);
                }
                counts[token]++;
            }
        }
        return new RawCorpus(
                raw.words(),
                Arrays.copyOf(counts, raw.words().size()),
                raw.file(),
                tokens.asSlice(0, 4 * written),
                raw.damagedLines());
    }

    private boolean isPhrase(int first, int second) {
        if (!isFrequent(first) || !isFrequent(second)) {
            return false;
        }
        double expected = (double) raw.counts()[first] * raw.counts()[second];
        return (pairs.count(first, second) - LEAST) * all / expected > THRESHOLD;
    }

    private int joined(int first, int second) {
        byte[] a = raw.words().word(first);
        byte[] b = raw.words().word(second);
        byte[] word = Arrays.copyOf(a, a.length + 1 + b.length);
        word[a.length] = '_';
        System.arraycopy(b, 0, word, a.length + 1, b.length);
        return raw.words().id(word, 0, word.length);
    }
}
