package dev.heed.tokenizer;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.CodePoints;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text at its added tokens, leftmost first and of those the longest, as the reference does.
 *
 * <p>White space and word characters are those of the reference's regular expressions: {@code \s} is White_Space,
 * {@code \w} is Alphabetic, marks, decimal digits, connector punctuation and Join_Control. Immutable.
 */
final class AddedTokenSplitter {
    /** A stretch of text: an added token, or text to be tokenized where {@code token} is {@code null}. */
    record Stretch(AddedToken token, int start, int end) {}

    private final TokenTrie trie = new TokenTrie();
    private boolean empty = true;
    private boolean onlySpecials = true;

    /** Looks for a token where {@code spelled} stands in a text; of two spelled alike the first counts. */
    void add(String spelled, AddedToken token) {
        trie.add(spelled, token);
        empty = false;
        onlySpecials &= token.special();
    }

    /** Whether nothing can be found under the given rule, so that {@link #split} need not be called. */
    boolean findsNothing(Literals literals) {
        return empty || onlySpecials && literals.everywhere();
    }

    /** The whole text as stretches, in order; empty ones are left out. */
    List<Stretch> split(AlignedText text, Literals literals) {
        List<Stretch> stretches = new ArrayList<>();
        int done = 0;
        for (int at = 0; at < text.size(); ) {
            int start = at;
            int end = trie.longest(text, at);
            if (end < 0) {
                at++;
                continue;
            }
            AddedToken token = trie.token(text, start, end);
            at = end;
            if (start >= done && counts(token, text, start, end, literals)) {
                start = token.stripLeft() ? Math.max(done, leftOfSpace(text, start)) : start;
                end = token.stripRight() ? rightOfSpace(text, end) : end;
                if (done < start) {
                    stretches.add(new Stretch(null, done, start));
                }
                stretches.add(new Stretch(token, start, end));
                done = end;
            }
        }
        if (done < text.size()) {
            stretches.add(new Stretch(null, done, text.size()));
        }
        return stretches;
    }

    private static boolean counts(AddedToken token, AlignedText text, int start, int end, Literals literals) {
        if (literals.cover(token, text.start(start), text.end(end - 1))) {
            return false;
        }
        return !token.singleWord()
                || (start == 0 || !isWord(Character.codePointBefore(text, start)))
                        && (end == text.size() || !isWord(text.codePoint(end)));
    }

    private static int leftOfSpace(AlignedText text, int end) {
        int at = end;
        while (at > 0 && isSpace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static int rightOfSpace(AlignedText text, int start) {
        int at = start;
        while (at < text.size() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char unit) {
        return (CodePoints.flags(unit) & CodePoints.SPACE) != 0;
    }

    private static boolean isWord(int codePoint) {
        return Character.isAlphabetic(codePoint)
                || codePoint == '\u200C'
                || codePoint == '\u200D'
                || switch (Character.getType(codePoint)) {
                    case Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.DECIMAL_DIGIT_NUMBER,
                            Character.CONNECTOR_PUNCTUATION -> true;
                    default -> false;
                };
    }
}
