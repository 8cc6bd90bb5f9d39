package dev.heed;

import java.util.Arrays;

/**
 * A text turned into what the model reads, to be counted, put into a queue and computed beside others':
 * {@link Encoder#prepare}, then {@link Encoder#embedPrepared}. Immutable; as small as its token ids.
 */
public final class PreparedText {
    private final ReadText read;
    private final int tokensTotal;
    private final int tokenCount;
    private final int work;
    private final int unknownTokens;

    /**
     * @param tokensTotal tokens that the text has, special ones included
     * @param unknown the id of the unknown piece; negative for none
     */
    PreparedText(ReadText read, int tokensTotal, int unknown) {
        this.read = read;
        this.tokensTotal = tokensTotal;
        Windows windows = read.windows();
        this.tokenCount =
                windows.last() - windows.starts()[0] + windows.template().size();
        int sum = 0;
        for (int w = 0; w < windows.count(); w++) {
            sum += windows.ends()[w] - windows.starts()[w] + windows.template().size();
        }
        this.work = sum;
        this.unknownTokens = (int) Arrays.stream(read.content(), windows.starts()[0], windows.last())
                .filter(id -> id == unknown)
                .count();
    }

    ReadText read() {
        return read;
    }

    /** Tokens that the model sees of it, special ones included. */
    public int tokenCount() {
        return tokenCount;
    }

    /** Tokens that the text has, special ones included. */
    public int tokensTotal() {
        return tokensTotal;
    }

    /** Tokens that pass through the model: more than {@link #tokenCount} where windows overlap. */
    public int work() {
        return work;
    }

    /** Tokens, among those that the model sees, that are its piece for the unknown: it knows nothing of what stands there. */
    public int unknownTokens() {
        return unknownTokens;
    }

    /** Whether the model does not see all of the text. */
    public boolean truncated() {
        return tokensTotal > tokenCount;
    }

    @Override
    public String toString() {
        return "PreparedText[" + tokenCount + " of " + tokensTotal + " tokens]";
    }
}
