package dev.heed.tokenizer;

/**
 * BERT's normalizer, step for step as the reference does it: clean, set ideographs apart, strip accents, lower-case.
 *
 * <p>Cleaning drops what {@link CodePoints#REMOVED} marks and turns white space into spaces; accents are stripped by
 * decomposing and dropping nonspacing marks; lower case is taken character by character, without context (a final capital
 * sigma becomes σ). A lone surrogate counts as U+FFFD, which cleaning drops.
 *
 * @param cleanText whether to clean
 * @param handleChineseChars whether to put spaces around CJK ideographs
 * @param stripAccents whether to strip accents
 * @param lowercase whether to lower-case
 */
record BertNormalizer(boolean cleanText, boolean handleChineseChars, boolean stripAccents, boolean lowercase) {
    /** Changes nothing. */
    static final BertNormalizer NONE = new BertNormalizer(false, false, false, false);

    private static final int REPLACEMENT = 0xFFFD;
    /** Code points that there is room for at first: characters that are removed need none. */
    private static final int FIRST = 1 << 12;

    /** Appends the normalized form of {@code text[from, to)} to {@code target}, with places in {@code text}. */
    void normalize(String text, int from, int to, AlignedText target) {
        if (isAscii(text, from, to)) {
            normalizeAscii(text, from, to, target);
        } else if (stripAccents) {
            AlignedText cleaned = new AlignedText(Math.min(to - from, FIRST));
            clean(text, from, to, cleaned);
            new Decomposition(cleaned, this, target).run();
        } else if (lowercase) {
            AlignedText cleaned = new AlignedText(Math.min(to - from, FIRST));
            clean(text, from, to, cleaned);
            for (int i = 0; i < cleaned.size(); i++) {
                putLowercase(cleaned.codePoint(i), cleaned.start(i), cleaned.end(i), target);
            }
        } else {
            clean(text, from, to, target);
        }
    }

    /** The normalized form alone. */
    String normalize(String text) {
        AlignedText target = new AlignedText(text.length());
        normalize(text, 0, text.length(), target);
        return target.toString();
    }

    private static boolean isAscii(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** ASCII holds no ideograph, no mark and nothing that decomposes, so each character stands for itself. */
    private void normalizeAscii(String text, int from, int to, AlignedText target) {
        for (int i = from; i < to; i++) {
            int c = text.charAt(i);
            if (lowercase && c >= 'A' && c <= 'Z') {
                c += 'a' - 'A';
            } else if (cleanText && (c < ' ' || c == 0x7F)) {
                int flags = CodePoints.flags(c);
                if ((flags & CodePoints.REMOVED) != 0) {
                    continue;
                }
                c = (flags & CodePoints.SPACE) != 0 ? ' ' : c;
            }
            target.add(c, i, i + 1);
        }
    }

    private void clean(String text, int from, int to, AlignedText target) {
        for (int i = from; i < to; ) {
            int c = codePointAt(text, i, to);
            int end = i + Character.charCount(c);
            int flags = CodePoints.flags(c);
            if (!cleanText || (flags & CodePoints.REMOVED) == 0) {
                c = cleanText && (flags & CodePoints.SPACE) != 0 ? ' ' : c;
                boolean apart = handleChineseChars && (flags & CodePoints.IDEOGRAPH) != 0;
                if (apart) {
                    target.add(' ', i, end);
                }
                target.add(c, i, end);
                if (apart) {
                    target.add(' ', i, end);
                }
            }
            i = end;
        }
    }

    /** The code point at {@code index}, U+FFFD for a lone surrogate; never looks at {@code to} or beyond. */
    private static int codePointAt(String text, int index, int to) {
        char first = text.charAt(index);
        if (!Character.isSurrogate(first)) {
            return first;
        }
        if (Character.isHighSurrogate(first) && index + 1 < to) {
            char second = text.charAt(index + 1);
            if (Character.isLowSurrogate(second)) {
                return Character.toCodePoint(first, second);
            }
        }
        return REPLACEMENT;
    }

    /** What follows decomposition: marks are dropped, the rest lower-cased. */
    void putUnlessMark(int codePoint, int start, int end, AlignedText target) {
        if ((CodePoints.flags(codePoint) & CodePoints.MARK) == 0) {
            putLowercase(codePoint, start, end, target);
        }
    }

    private void putLowercase(int codePoint, int start, int end, AlignedText target) {
        if (!lowercase || (CodePoints.flags(codePoint) & CodePoints.LOWERCASES) == 0) {
            target.add(codePoint, start, end);
            return;
        }
        for (int lower : CodePoints.lowercase(codePoint)) {
            target.add(lower, start, end);
        }
    }
}
