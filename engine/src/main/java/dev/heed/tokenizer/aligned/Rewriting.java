package dev.heed.tokenizer.aligned;

import java.util.Arrays;

/**
 * A text written anew, character by character, with places handed out as the reference does it
 * ({@code NormalizedString::transform}).
 *
 * <p>Each character comes with a change: 0 puts it in the place of the next character of the source, −n does that and
 * leaves out the n characters after it, 1 puts it in and lets it share the place of the source's last character used, or an
 * empty place at the beginning. Places never decrease, whatever characters change their order. Not thread-safe.
 */
public final class Rewriting {
    private int[] codePoints = new int[64];
    private int[] changes = new int[64];
    private int size;

    /** Forgets all characters. */
    public void clear() {
        size = 0;
    }

    /** The next character of the new text. */
    public void add(int codePoint, int change) {
        if (size == codePoints.length) {
            codePoints = Arrays.copyOf(codePoints, size * 2);
            changes = Arrays.copyOf(changes, size * 2);
        }
        codePoints[size] = codePoint;
        changes[size++] = change;
    }

    /** Number of characters so far. */
    public int size() {
        return size;
    }

    /** Adds to the change of the {@code back}-th character from the end; nothing if there are not so many. */
    public void change(int back, int more) {
        if (back <= size) {
            changes[size - back] += more;
        }
    }

    /** Sets the change of the {@code back}-th character from the end. */
    public void setChange(int back, int change) {
        changes[size - back] = change;
    }

    /** Appends the new text to {@code target}, with the places of {@code source}. */
    public void apply(AlignedText source, AlignedText target) {
        int next = 0;
        for (int i = 0; i < size; i++) {
            boolean inserted = changes[i] > 0 || next == source.size();
            int place = inserted ? next - 1 : next;
            if (place < 0) {
                target.add(codePoints[i], source.origin(), source.origin());
            } else {
                target.add(codePoints[i], source.start(place), source.end(place));
            }
            for (int skip = inserted ? 0 : 1 - changes[i]; skip > 0 && next < source.size(); skip--) {
                next += Character.charCount(source.codePoint(next));
            }
        }
    }
}
