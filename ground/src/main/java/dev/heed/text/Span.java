package dev.heed.text;

/**
 * A half-open place in a text, counted in UTF-16 units of the Java {@code String} as it was given.
 *
 * <p>{@code text.substring(start, end)} is the surface form. Immutable.
 *
 * @param start first unit, inclusive
 * @param end last unit, exclusive; never before {@code start}
 */
public record Span(int start, int end) {
    /** @throws IllegalArgumentException if {@code start} is negative or {@code end} lies before it */
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span: expected 0 <= start <= end, got " + start + ".." + end);
        }
    }

    /** Number of UTF-16 units covered. */
    public int length() {
        return end - start;
    }

    /** Whether both spans share at least one unit. */
    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }

    /** The surface form: {@code text.substring(start, end)}. */
    public String in(String text) {
        return text.substring(start, end);
    }
}
