package dev.heed;

import dev.heed.generation.Finish;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A text that a model writes, token by token, as it is asked for. Not thread-safe. Closing it ends the text.
 *
 * <pre>{@code
 * try (Generation story = model.generate(model.prompt("Once upon a time"), GenerateOptions.DEFAULT)) {
 *     while (story.hasNext()) {
 *         System.out.print(story.next().text());
 *     }
 *     System.out.print(story.rest());
 * }
 * }</pre>
 */
public final class Generation implements Iterator<GeneratedToken>, AutoCloseable {
    /** Where tokens come from. */
    interface Source {
        /** The next token; null once the text is over. */
        GeneratedToken next();

        /** Why it is over; null while it is not. */
        Finish finish();

        String stopString();

        String rest();

        void close();
    }

    private final Prompt prompt;
    private final Source source;
    private GeneratedToken ahead;
    private boolean over;
    private int count;

    Generation(Prompt prompt, Source source) {
        this.prompt = prompt;
        this.source = source;
    }

    /** What it goes on from. */
    public Prompt prompt() {
        return prompt;
    }

    /** Whether another token comes; computes it if that is not known yet. */
    @Override
    public boolean hasNext() {
        if (ahead == null && !over) {
            ahead = source.next();
            over = ahead == null;
        }
        return ahead != null;
    }

    @Override
    public GeneratedToken next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the text is over");
        }
        GeneratedToken token = ahead;
        ahead = null;
        count++;
        return token;
    }

    /** Tokens taken so far. */
    public int count() {
        return count;
    }

    /** Why the text is over; null while it is not. */
    public Finish finish() {
        return source.finish();
    }

    /** The stop string that ended it; null for none. */
    public String stopString() {
        return source.stopString();
    }

    /** What was held back, for it might have begun a stop string, and belongs to the text; known once it is over. */
    public String rest() {
        return source.rest();
    }

    /** Takes all tokens that are left; their text, and the rest. */
    public String readAll() {
        StringBuilder text = new StringBuilder();
        while (hasNext()) {
            text.append(next().text());
        }
        return text.append(rest()).toString();
    }

    /** Ends the text if it is not over. */
    @Override
    public void close() {
        source.close();
        over = true;
        ahead = null;
    }

    @Override
    public String toString() {
        return "Generation[" + count + " tokens, " + (finish() == null ? "not over" : "over: " + finish().label())
                + "]";
    }
}
