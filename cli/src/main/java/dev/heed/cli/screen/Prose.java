package dev.heed.cli.screen;

/** Sentences broken at spaces to fit the width. */
public final class Prose {
    private Prose() {}

    /**
     * Breaks a text into lines of at most {@code columns} display columns; a longer word stands alone.
     *
     * @param indent spaces before every line but the first
     */
    public static String wrap(String text, int columns, int indent) {
        StringBuilder wrapped = new StringBuilder(text.length() + 16);
        int at = 0;
        for (String word : text.split(" ", -1)) {
            int width = DisplayWidth.of(word);
            if (at > 0 && at + 1 + width > columns) {
                wrapped.append('\n').append(" ".repeat(indent));
                at = indent;
            } else if (!wrapped.isEmpty()) {
                wrapped.append(' ');
                at++;
            }
            wrapped.append(word);
            at += width;
        }
        return wrapped.toString();
    }
}
