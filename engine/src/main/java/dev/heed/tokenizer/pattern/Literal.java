package dev.heed.tokenizer.pattern;

import dev.heed.tokenizer.aligned.AlignedText;

/** A string, found as it is spelled; the empty one stands before every character and at the end. */
public record Literal(String content) implements TextPattern {
    @Override
    public Matches find(AlignedText text, int from, int to) {
        Matches matches = new Matches();
        int length = content.length();
        for (int i = from; from < to && i + length <= to; ) {
            if (!matchesAt(text, i)) {
                i++;
                continue;
            }
            matches.add(i, i + length);
            i += length == 0 ? step(text, i, to) : length;
        }
        return matches;
    }

    private static int step(AlignedText text, int at, int to) {
        return at == to ? 1 : Character.charCount(text.codePoint(at));
    }

    private boolean matchesAt(AlignedText text, int at) {
        for (int i = 0; i < content.length(); i++) {
            if (text.charAt(at + i) != content.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
