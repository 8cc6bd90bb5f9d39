package dev.heed.meaning.corpus;

import dev.heed.text.Span;

/** Which part of a line stands for an occurrence: all of a line of usual length, else what is around the word. */
public final class Passages {
    /** The longest line that is read whole, in UTF-16 units; a model of 256 tokens reads that much English. */
    public static final int WHOLE = 900;
    /** Units kept before the word, and behind it, of a longer line. */
    private static final int SIDE = 400;
    /** How far a passage is drawn in to begin and end between words. */
    private static final int SLACK = 40;

    private Passages() {}

    /** The occurrence at {@code span} of a line. */
    public static Occurrence occurrence(CorpusLine line, Span span) {
        String text = line.text();
        if (text.length() <= WHOLE) {
            return new Occurrence(line.file(), line.line(), span, text, 0);
        }
        int from = Math.max(0, span.start() - SIDE);
        int to = Math.min(text.length(), span.end() + SIDE);
        from = from == 0 ? 0 : afterBlank(text, from, span.start());
        to = to == text.length() ? to : beforeBlank(text, to, span.end());
        return new Occurrence(line.file(), line.line(), span, text.substring(from, to), from);
    }

    private static int afterBlank(String text, int from, int most) {
        for (int i = from; i < Math.min(most, from + SLACK); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i + 1;
            }
        }
        return Character.isLowSurrogate(text.charAt(from)) && from < most ? from + 1 : from;
    }

    private static int beforeBlank(String text, int to, int least) {
        for (int i = to - 1; i > Math.max(least, to - SLACK); i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return Character.isHighSurrogate(text.charAt(to - 1)) && to > least ? to - 1 : to;
    }
}
