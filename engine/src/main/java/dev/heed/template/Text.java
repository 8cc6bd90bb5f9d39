package dev.heed.template;

import java.util.BitSet;

/**
 * A string of a template, which knows of each UTF-16 unit whether it came from a user. Immutable.
 *
 * <p>Equal to another by its characters alone. Like Python's, it is counted and cut by code points: {@link #length},
 * {@link #slice} and {@link #find}; {@link #units} is the Java way.
 */
final class Text implements Comparable<Text> {
    static final Text EMPTY = new Text("", null);

    private final String string;
    private final BitSet user; // null where nothing is a user's
    private final boolean safe; // went through the filter safe: what is added to it is escaped for HTML

    private Text(String string, BitSet user) {
        this(string, user, false);
    }

    private Text(String string, BitSet user, boolean safe) {
        this.string = string;
        this.safe = safe;
        this.user = user == null || user.isEmpty() ? null : user;
    }

    /** What the template or the model says. */
    static Text own(String string) {
        return new Text(string, null);
    }

    /** What a user says. */
    static Text ofUser(String string) {
        BitSet all = new BitSet(string.length());
        all.set(0, string.length());
        return new Text(string, all);
    }

    /** Another string made of this one: a user's as a whole if any of this is. */
    Text likewise(String made) {
        return user == null ? own(made) : ofUser(made);
    }

    Text asSafe() {
        return new Text(string, user, true);
    }

    /** {@code this + other}: where one is safe, the other is escaped. */
    Text plus(Text other, Budget budget) {
        Text left = other.safe ? escaped() : this;
        Text right = safe ? other.escaped() : other;
        Text sum = new Builder(budget).append(left).append(right).build();
        return safe || other.safe ? sum.asSafe() : sum;
    }

    /** Escaped for HTML, unless it is safe. */
    Text escaped() {
        return safe
                ? this
                : likewise(string.replace("&", "&amp;")
                                .replace("<", "&lt;")
                                .replace(">", "&gt;")
                                .replace("'", "&#39;")
                                .replace("\"", "&#34;"))
                        .asSafe();
    }

    boolean isUser(int unit) {
        return user != null && user.get(unit);
    }

    boolean anyUser() {
        return user != null;
    }

    String string() {
        return string;
    }

    boolean isEmpty() {
        return string.isEmpty();
    }

    /** In code points. */
    int length() {
        return string.codePointCount(0, string.length());
    }

    /** The units {@code start} to {@code end}, marks kept. */
    Text units(int start, int end) {
        return start == 0 && end == string.length()
                ? this
                : new Text(string.substring(start, end), user == null ? null : user.get(start, end), safe);
    }

    /** The code point at an index that is in range. */
    Text at(int index) {
        int unit = string.offsetByCodePoints(0, index);
        return units(unit, string.offsetByCodePoints(unit, 1));
    }

    /** The code points {@code start} to {@code end}, in range. */
    Text slice(int start, int end) {
        int from = string.offsetByCodePoints(0, start);
        return units(from, string.offsetByCodePoints(from, end - start));
    }

    /** The index in code points of a string's first or last place, -1 for none. */
    int find(String wanted, boolean last) {
        int unit = last ? string.lastIndexOf(wanted) : string.indexOf(wanted);
        return unit < 0 ? -1 : string.codePointCount(0, unit);
    }

    /** The text without the white space, or the characters given, at its ends. */
    Text strip(String characters, boolean left, boolean right) {
        int start = 0;
        int end = string.length();
        while (left && start < end && isIn(string.codePointAt(start), characters)) {
            start += Character.charCount(string.codePointAt(start));
        }
        while (right && end > start && isIn(string.codePointBefore(end), characters)) {
            end -= Character.charCount(string.codePointBefore(end));
        }
        return units(start, end);
    }

    private static boolean isIn(int codePoint, String characters) {
        return characters == null ? PythonCharacters.isSpace(codePoint) : characters.indexOf(codePoint) >= 0;
    }

    @Override
    public int compareTo(Text other) {
        String b = other.string;
        for (int i = 0; i < Math.min(string.length(), b.length()); ) {
            int x = string.codePointAt(i);
            int y = b.codePointAt(i);
            if (x != y) {
                return Integer.compare(x, y);
            }
            i += Character.charCount(x);
        }
        return Integer.compare(string.length(), b.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Text text && text.string.equals(string);
    }

    @Override
    public int hashCode() {
        return string.hashCode();
    }

    @Override
    public String toString() {
        return string;
    }

    /** Builds a text from pieces, marks kept, within a budget. */
    static final class Builder {
        private final StringBuilder string = new StringBuilder();
        private final BitSet user = new BitSet();
        private final Budget budget;

        Builder(Budget budget) {
            this.budget = budget;
        }

        Builder append(Text text) {
            budget.grow(text.string.length());
            if (text.user != null) {
                int base = string.length();
                for (int i = text.user.nextSetBit(0); i >= 0; ) {
                    int end = text.user.nextClearBit(i);
                    user.set(base + i, base + end);
                    i = text.user.nextSetBit(end);
                }
            }
            string.append(text.string);
            return this;
        }

        Builder append(String own) {
            budget.grow(own.length());
            string.append(own);
            return this;
        }

        boolean isEmpty() {
            return string.isEmpty();
        }

        Text build() {
            return new Text(string.toString(), user.isEmpty() ? null : (BitSet) user.clone());
        }
    }
}
