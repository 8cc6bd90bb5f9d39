package dev.heed.tokenizer.pretokenizer;

import dev.heed.tokenizer.aligned.AlignedText;
import java.util.Arrays;

/**
 * A text cut into pieces, on the way to words: pre-tokenizers cut them further and change their text. For one thread, used
 * again and again.
 */
public final class Pieces {
    /** Cuts one piece. */
    interface Cutter {
        /** Calls {@link Pieces#put} for what {@code text[from, to)} is cut into, in order. */
        void cut(AlignedText text, int from, int to, Pieces target);
    }

    /** Changes the text of one piece. */
    interface Rewriter {
        /** Appends what {@code text[from, to)} becomes. */
        void rewrite(AlignedText text, int from, int to, AlignedText target);
    }

    private AlignedText text;
    /** Two texts of our own, written in turns: what was given is never changed. */
    private final AlignedText[] own = {new AlignedText(64), new AlignedText(64)};

    private int[] bounds = new int[64];
    private int count;
    private int[] nextBounds = new int[64];
    private int nextCount;

    /** Starts with one piece, {@code newText[from, to)}; the text is not copied and is not changed. */
    public void start(AlignedText newText, int from, int to) {
        text = newText;
        count = 0;
        nextCount = 0;
        put(from, to);
        take();
    }

    /** A piece of the text that is being cut; empty ones are left out. */
    void put(int from, int to) {
        if (from < to) {
            if (2 * nextCount == nextBounds.length) {
                nextBounds = Arrays.copyOf(nextBounds, 4 * nextCount);
            }
            nextBounds[2 * nextCount] = from;
            nextBounds[2 * nextCount++ + 1] = to;
        }
    }

    private void take() {
        int[] old = bounds;
        bounds = nextBounds;
        count = nextCount;
        nextBounds = old;
        nextCount = 0;
    }

    /** Cuts every piece. */
    void cutEach(Cutter cutter) {
        for (int i = 0; i < count; i++) {
            cutter.cut(text, bounds[2 * i], bounds[2 * i + 1], this);
        }
        take();
    }

    /** Changes the text of every piece. */
    void rewriteEach(Rewriter rewriter) {
        AlignedText target = own[text == own[0] ? 1 : 0];
        target.clear(text.origin());
        for (int i = 0; i < count; i++) {
            int start = target.size();
            rewriter.rewrite(text, bounds[2 * i], bounds[2 * i + 1], target);
            put(start, target.size());
        }
        take();
        text = target;
    }

    /** The text that pieces are places in. */
    public AlignedText text() {
        return text;
    }

    /** Number of pieces. */
    public int size() {
        return count;
    }

    /** First unit of a piece. */
    public int from(int index) {
        return bounds[2 * index];
    }

    /** Last unit of a piece, exclusive. */
    public int to(int index) {
        return bounds[2 * index + 1];
    }
}
