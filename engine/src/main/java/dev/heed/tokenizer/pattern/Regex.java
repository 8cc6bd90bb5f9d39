package dev.heed.tokenizer.pattern;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.tokenizer.aligned.AlignedText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression of a tokenizer's file, in Oniguruma's language, run by the JDK. */
public final class Regex implements TextPattern {
    private final String source;
    private final Pattern pattern;

    /**
     * @param source as the file spells it
     * @param where the file and the place in it, for messages
     * @throws InvalidFileException if it is none, or asks for what is not understood
     */
    public Regex(String source, String where) {
        this.source = source;
        try {
            pattern =
                    Pattern.compile(new Oniguruma(source, where).translated(), Pattern.MULTILINE | Pattern.UNIX_LINES);
        } catch (PatternSyntaxException e) {
            throw new InvalidFileException(
                    where + ": expected a regular expression, got " + Quoted.of(source) + " (" + e.getDescription()
                            + "); fetch the file again",
                    e);
        }
    }

    /** One that is written in Java's own language, with Unicode's meaning spelled out. */
    Regex(Pattern pattern) {
        this.source = pattern.pattern();
        this.pattern = pattern;
    }

    @Override
    public Matches find(AlignedText text, int from, int to) {
        Matches matches = new Matches();
        Matcher matcher = pattern.matcher(text).region(from, to);
        int last = -1;
        try {
            while (from < to && matcher.find()) {
                boolean counts = matcher.end() > matcher.start()
                        || matcher.start() != last && !isInside(text, matcher.start(), from, to);
                if (counts) {
                    matches.add(matcher.start(), matcher.end());
                    last = matcher.end();
                }
            }
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(
                    "text: expected one that the tokenizer's expression " + Quoted.of(source)
                            + " can be matched against, got one that it goes too deep in; cut the text",
                    e);
        }
        return matches;
    }

    /** Whether an empty match stands within a character, or, above, where another match ends: those are none. */
    private static boolean isInside(AlignedText text, int at, int from, int to) {
        return at > from && at < to && Character.isLowSurrogate(text.charAt(at));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Regex that && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
