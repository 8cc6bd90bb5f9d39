package dev.heed.tokenizer.pretokenizer;

import dev.heed.tokenizer.aligned.AlignedText;

/**
 * {@code Metaspace}: blanks become a visible character, {@code ▁} as a rule, which words begin with.
 *
 * @param replacement what a blank becomes
 * @param prepend whether a text that begins with no blank gets one
 * @param split cut before every replacement
 */
public record Metaspace(int replacement, Prepend prepend, boolean split) implements PreTokenizer {
    /** Which pieces get a blank in front. */
    public enum Prepend {
        /** The one at the beginning of the text. */
        FIRST,
        /** None. */
        NEVER,
        /** All. */
        ALWAYS
    }

    @Override
    public void apply(Pieces pieces) {
        pieces.rewriteEach(this::rewrite);
        if (split) {
            pieces.cutEach(this::cut);
        }
    }

    private void rewrite(AlignedText text, int from, int to, AlignedText target) {
        boolean begins = text.charAt(from) == ' ' || text.codePoint(from) == replacement;
        boolean asked = prepend == Prepend.ALWAYS || prepend == Prepend.FIRST && text.start(from) == 0;
        if (asked && !begins) {
            target.add(replacement, text.start(from), text.end(from));
        }
        int done = from;
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == ' ') {
                target.append(text, done, i);
                target.add(replacement, text.start(i), text.end(i));
                done = i + 1;
            }
        }
        target.append(text, done, to);
    }

    /** Each replacement begins a piece. */
    private void cut(AlignedText text, int from, int to, Pieces target) {
        int start = from;
        int width = Character.charCount(replacement);
        for (int i = from + width; i < to; i++) {
            if (text.codePoint(i) == replacement) {
                target.put(start, i);
                start = i;
            }
        }
        target.put(start, to);
    }
}
