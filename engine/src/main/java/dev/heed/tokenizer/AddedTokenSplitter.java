package dev.heed.tokenizer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a text at its added tokens, leftmost first and of those the longest, as the reference does.
 *
 * <p>White space and word characters are those of the reference's regular expressions: {@code \s} is White_Space,
 * {@code \w} is Alphabetic, marks, decimal digits, connector punctuation and Join_Control. Immutable.
 */
final class AddedTokenSplitter {
    /** A stretch of text: an added token, or text to be tokenized where {@code token} is {@code null}. */
    record Stretch(AddedToken token, int start, int end) {}

    private record Pattern(String content, AddedToken token) {}

    private final BitSet firstUnits = new BitSet();
    private final Map<Character, List<Pattern>> patterns = new HashMap<>();
    private boolean onlySpecials = true;

    /**
     * Looks for those of the tokens that are to be found in a text of its kind.
     *
     * @param normalizer to look for normalized tokens in normalized text; {@code null} to look for the others in the text
     *     as it is spelled
     */
    AddedTokenSplitter(List<AddedToken> tokens, BertNormalizer normalizer) {
        for (AddedToken token : tokens) {
            if (token.normalized() == (normalizer != null)) {
                add(new Pattern(normalizer == null ? token.content() : normalizer.normalize(token.content()), token));
            }
        }
    }

    /** Keeps the patterns of one first unit in falling order of length; of two equal ones the first counts. */
    private void add(Pattern pattern) {
        char unit = pattern.content().charAt(0);
        List<Pattern> sameUnit = patterns.get(unit);
        if (sameUnit == null) {
            sameUnit = new ArrayList<>();
            patterns.put(unit, sameUnit);
            firstUnits.set(unit);
        }
        int at = sameUnit.size();
        while (at > 0
                && sameUnit.get(at - 1).content().length() < pattern.content().length()) {
            at--;
        }
        sameUnit.add(at, pattern);
        onlySpecials &= pattern.token().special();
    }

    /** Whether nothing can be found under the given rule, so that {@link #split} need not be called. */
    boolean findsNothing(Literals literals) {
        return patterns.isEmpty() || onlySpecials && literals.everywhere();
    }

    /**
     * The whole text as stretches, in order; empty ones are left out.
     *
     * @param places where the text's units stand in the given text, to which {@code literals} belong; {@code null} if it
     *     is that text
     */
    List<Stretch> split(String text, Literals literals, AlignedText places) {
        List<Stretch> stretches = new ArrayList<>();
        int done = 0;
        for (int at = 0; at < text.length(); ) {
            Pattern found = longestAt(text, at);
            if (found == null) {
                at++;
                continue;
            }
            int start = at;
            int end = at + found.content().length();
            at = end;
            AddedToken token = found.token();
            if (start >= done && counts(token, text, start, end, literals, places)) {
                start = token.stripLeft() ? Math.max(done, leftOfSpace(text, start)) : start;
                end = token.stripRight() ? rightOfSpace(text, end) : end;
                if (done < start) {
                    stretches.add(new Stretch(null, done, start));
                }
                stretches.add(new Stretch(token, start, end));
                done = end;
            }
        }
        if (done < text.length()) {
            stretches.add(new Stretch(null, done, text.length()));
        }
        return stretches;
    }

    private Pattern longestAt(String text, int at) {
        if (firstUnits.get(text.charAt(at))) {
            for (Pattern pattern : patterns.get(text.charAt(at))) {
                if (text.startsWith(pattern.content(), at)) {
                    return pattern;
                }
            }
        }
        return null;
    }

    private static boolean counts(
            AddedToken token, String text, int start, int end, Literals literals, AlignedText places) {
        if (token.special() && isLiteral(text, start, end, literals, places)) {
            return false;
        }
        return !token.singleWord()
                || (start == 0 || !isWord(text.codePointBefore(start)))
                        && (end == text.length() || !isWord(text.codePointAt(end)));
    }

    private static boolean isLiteral(String text, int start, int end, Literals literals, AlignedText places) {
        if (places == null || literals.everywhere()) {
            return literals.touch(start, end);
        }
        int first = text.codePointCount(0, start);
        return literals.touch(places.start(first), places.end(first + text.codePointCount(start, end) - 1));
    }

    private static int leftOfSpace(String text, int end) {
        int at = end;
        while (at > 0 && isSpace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static int rightOfSpace(String text, int start) {
        int at = start;
        while (at < text.length() && isSpace(text.charAt(at))) {
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
