package dev.heed.server.http;

/** What one request was about, for the log and the metrics. Not thread-safe. */
public final class Tally {
    private String model;
    private int inputs;
    private long tokensRead;
    private long tokensGiven;
    private long tokensWritten;
    private int truncated;

    /** Counts inputs that were read. */
    public void read(String name, int count, long readTokens, long givenTokens, int cut) {
        model = name;
        inputs += count;
        tokensRead += readTokens;
        tokensGiven += givenTokens;
        truncated += cut;
    }

    /** Counts tokens that a language model wrote. */
    public void wrote(long tokens) {
        tokensWritten += tokens;
    }

    /** The model's name; null for none. */
    public String model() {
        return model;
    }

    /** Texts, pairs, conversations. */
    public int inputs() {
        return inputs;
    }

    /** Tokens that models saw. */
    public long tokensRead() {
        return tokensRead;
    }

    /** Tokens that the texts have. */
    public long tokensGiven() {
        return tokensGiven;
    }

    /** Tokens that a language model wrote. */
    public long tokensWritten() {
        return tokensWritten;
    }

    /** Inputs of which not all was seen. */
    public int truncated() {
        return truncated;
    }
}
