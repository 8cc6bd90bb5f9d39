package dev.heed.tokenizer.pattern;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.CodePoints;

/** A kind of character; each one found is a match of its own. */
public enum CharacterClass implements TextPattern {
    /** Decimal digits, letters and others that are numbers, as of Unicode 17. */
    NUMBER {
        @Override
        boolean has(int c) {
            return switch (Character.getType(c)) {
                case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
                default -> c >= 0x11DE0 && c <= 0x11DE9 || c >= 0x16FF4 && c <= 0x16FF6;
            };
        }
    },
    /** What BERT calls punctuation: also ASCII symbols. */
    PUNCTUATION {
        @Override
        boolean has(int c) {
            return (CodePoints.flags(c) & CodePoints.PUNCTUATION) != 0;
        }
    },
    /** White space. */
    SPACE {
        @Override
        boolean has(int c) {
            return (CodePoints.flags(c) & CodePoints.SPACE) != 0;
        }
    };

    abstract boolean has(int codePoint);

    @Override
    public Matches find(AlignedText text, int from, int to) {
        Matches matches = new Matches();
        for (int i = from; i < to; ) {
            int codePoint = text.codePoint(i);
            int next = i + Character.charCount(codePoint);
            if (has(codePoint)) {
                matches.add(i, next);
            }
            i = next;
        }
        return matches;
    }
}
