package dev.heed.translation;

/** A text that lets an expression look at it only so often, since one can need time exponential in the text's length. */
final class BoundedText implements CharSequence {
    private static final long LOOKS_A_CHARACTER = 2_000;
    private static final long LOOKS = 5_000_000;

    private final String text;
    private final String expression;
    private long left;

    /** @param expression for the message */
    BoundedText(String text, String expression) {
        this.text = text;
        this.expression = expression;
        this.left = LOOKS + LOOKS_A_CHARACTER * Math.min(text.length(), 100_000);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new IllegalArgumentException("keep: expected an expression that is done in reasonable time, got "
                    + expression + ", which is not on a text of " + text.length()
                    + " characters; write it without a repeat within a repeat");
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
