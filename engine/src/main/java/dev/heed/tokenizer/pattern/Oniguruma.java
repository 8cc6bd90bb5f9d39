package dev.heed.tokenizer.pattern;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A regular expression of Oniguruma's language, in which the reference reads tokenizer files, rewritten in the JDK's.
 *
 * <p>Where the two read the same characters differently, what is meant is spelled out: {@code \s}, {@code \w}, {@code \d}
 * and POSIX brackets are Unicode's, {@code \h} is a hexadecimal digit, {@code \v} a vertical tab, {@code (?m)} lets the dot
 * match line ends, {@code ^} and {@code $} stand at lines, {@code {,n}} begins at 0. Both libraries know Unicode 16. What
 * cannot be rewritten is refused by name. (Oniguruma's doc/RE.)
 */
final class Oniguruma {
    private static final String SPACE = "\\p{IsWhite_Space}";
    private static final String WORD_IN_BRACKETS = "\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}";
    /** Outside brackets Oniguruma counts six numbers of Latin-1 in. */
    private static final String WORD = WORD_IN_BRACKETS + "\\xB2\\xB3\\xB9\\xBC-\\xBE";

    /** Nothing, but spelled with a pair: what lies behind is then looked at by characters, not by units. */
    private static final String BY_CHARACTERS = "(?:\ud800\udc00){0}";

    private static final String AFTER_WORD = "(?<=" + BY_CHARACTERS + "[" + WORD + "])";
    private static final String AFTER_OTHER = "(?<!" + BY_CHARACTERS + "[" + WORD + "])";
    private static final String BEFORE_WORD = "(?=[" + WORD + "])";
    private static final String BEFORE_OTHER = "(?![" + WORD + "])";

    private static final String PUNCTUATION = "\\p{P}\\p{S}";
    private static final Set<String> CATEGORIES = Set.of(
            "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps",
            "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cn", "Co");
    /** By lower case without blanks and underscores, as Oniguruma compares names. */
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("letter", "\\p{L}"),
            Map.entry("mark", "\\p{M}"),
            Map.entry("number", "\\p{N}"),
            Map.entry("punctuation", "\\p{P}"),
            Map.entry("symbol", "\\p{S}"),
            Map.entry("separator", "\\p{Z}"),
            Map.entry("other", "\\p{C}"),
            Map.entry("alpha", "\\p{IsAlphabetic}"),
            Map.entry("alphabetic", "\\p{IsAlphabetic}"),
            Map.entry("digit", "\\p{Nd}"),
            Map.entry("alnum", "\\p{IsAlphabetic}\\p{Nd}"),
            Map.entry("upper", "\\p{IsUppercase}"),
            Map.entry("uppercase", "\\p{IsUppercase}"),
            Map.entry("lower", "\\p{IsLowercase}"),
            Map.entry("lowercase", "\\p{IsLowercase}"),
            Map.entry("space", SPACE),
            Map.entry("whitespace", SPACE),
            Map.entry("punct", PUNCTUATION),
            Map.entry("word", WORD_IN_BRACKETS),
            Map.entry("xdigit", "0-9a-fA-F"),
            Map.entry("cntrl", "\\p{Cc}"),
            Map.entry("blank", "\\p{Zs}\\t"),
            Map.entry("ascii", "\\x00-\\x7F"),
            Map.entry("any", "\\x{0}-\\x{10FFFF}"));

    private static final Set<String> SCRIPTS = Set.of(
            "han",
            "hiragana",
            "katakana",
            "hangul",
            "latin",
            "greek",
            "cyrillic",
            "arabic",
            "hebrew",
            "thai",
            "devanagari",
            "bengali",
            "tamil",
            "telugu",
            "kannada",
            "malayalam",
            "gujarati",
            "gurmukhi",
            "oriya",
            "sinhala",
            "lao",
            "tibetan",
            "myanmar",
            "georgian",
            "armenian",
            "ethiopic",
            "khmer",
            "mongolian",
            "bopomofo",
            "common",
            "inherited");

    private final String source;
    private final String where;
    private final StringBuilder out = new StringBuilder();
    private int at;

    Oniguruma(String source, String where) {
        this.source = source;
        this.where = where;
    }

    String translated() {
        while (at < source.length()) {
            switch (source.charAt(at)) {
                case '\\' -> escape();
                case '[' -> bracket();
                case '(' -> group();
                case '{' -> interval();
                default -> literal();
            }
        }
        return out.toString();
    }

    private void literal() {
        char c = source.charAt(at);
        if ("|)*+?.^$".indexOf(c) >= 0) {
            out.append(c);
            at++;
        } else {
            character(source.codePointAt(at));
            at += Character.charCount(source.codePointAt(at));
        }
    }

    /** A character that stands for itself. */
    private void character(int codePoint) {
        if (codePoint < 0x80 && Character.isLetterOrDigit(codePoint)) {
            out.append((char) codePoint);
        } else {
            out.append("\\x{").append(Integer.toHexString(codePoint)).append('}');
        }
    }

    private void escape() {
        char c = escaped();
        switch (c) {
            case 's', 'S' -> set(SPACE, c == 'S');
            case 'd', 'D' -> set("\\p{Nd}", c == 'D');
            case 'w', 'W' -> set(WORD, c == 'W');
            case 'h', 'H' -> set("0-9a-fA-F", c == 'H');
            case 'p', 'P' -> property(c == 'P');
            case 'b' -> either(AFTER_WORD + BEFORE_OTHER, AFTER_OTHER + BEFORE_WORD);
            case 'B' -> either(AFTER_WORD + BEFORE_WORD, AFTER_OTHER + BEFORE_OTHER);
            case 'A', 'Z', 'z', 'G', 'R', 'X' -> out.append('\\').append(c);
            case 'k' -> name();
            default -> {
                if (c >= '1' && c <= '9') {
                    out.append('\\').append(c);
                } else {
                    character(single(c));
                }
            }
        }
    }

    private void either(String one, String other) {
        out.append("(?:").append(one).append('|').append(other).append(')');
    }

    /** {@code \k<name>}. */
    private void name() {
        int end = source.indexOf('>', at);
        if (end < 0 || source.charAt(at) != '<') {
            throw refused("\\k");
        }
        out.append("\\k").append(source, at, end + 1);
        at = end + 1;
    }

    /** Steps over a backslash and the character behind it, which it returns. */
    private char escaped() {
        if (at + 1 == source.length()) {
            throw refused("\\ at the end");
        }
        at += 2;
        return source.charAt(at - 1);
    }

    /** The character that {@code \c} stands for, the same in and outside brackets. */
    private int single(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            case 'a' -> 0x07;
            case 'e' -> 0x1B;
            case 'x' -> at < source.length() && source.charAt(at) == '{' ? braced() : hex(2);
            case 'u' -> hex(4);
            case '0' -> octal();
            default -> {
                if (c < 0x80 && Character.isLetterOrDigit(c)) {
                    throw refused("\\" + c);
                }
                int codePoint = source.codePointAt(at - 1);
                at += Character.charCount(codePoint) - 1;
                yield codePoint;
            }
        };
    }

    private int braced() {
        int end = source.indexOf('}', at);
        if (end < 0) {
            throw refused("\\x{");
        }
        String digits = source.substring(at + 1, end);
        at = end + 1;
        return number(digits, 16);
    }

    private int hex(int most) {
        int end = at;
        while (end < source.length() && end < at + most && Character.digit(source.charAt(end), 16) >= 0) {
            end++;
        }
        String digits = source.substring(at, end);
        at = end;
        return number(digits, 16);
    }

    private int octal() {
        int end = at;
        while (end < source.length() && end < at + 2 && Character.digit(source.charAt(end), 8) >= 0) {
            end++;
        }
        String digits = "0" + source.substring(at, end);
        at = end;
        return number(digits, 8);
    }

    private int number(String digits, int radix) {
        try {
            int number = Integer.parseInt(digits, radix);
            if (Character.isValidCodePoint(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with the expression
        }
        throw refused("\\x" + digits);
    }

    /** A set outside brackets. */
    private void set(String members, boolean negated) {
        out.append(negated ? "[^" : "[").append(members).append(']');
    }

    private void property(boolean negated) {
        int end = source.indexOf('}', at);
        if (at == source.length() || source.charAt(at) != '{' || end < 0) {
            throw refused("\\p");
        }
        boolean circumflex = source.startsWith("^", at + 1);
        String name = source.substring(at + (circumflex ? 2 : 1), end);
        at = end + 1;
        set(members(name), negated != circumflex);
    }

    private String members(String name) {
        if (CATEGORIES.contains(name)) {
            return "\\p{" + name + "}";
        }
        String folded = name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
        if (SCRIPTS.contains(folded)) {
            return "\\p{Is" + folded + "}";
        }
        String members = CLASSES.get(folded);
        if (members == null) {
            throw refused("\\p{" + name + "}");
        }
        return members;
    }

    /** {@code [...]}, with brackets in it; the parser stands on the first one. */
    private void bracket() {
        out.append('[');
        at++;
        if (source.startsWith("^", at)) {
            out.append('^');
            at++;
        }
        boolean first = true;
        while (at < source.length() && (first || source.charAt(at) != ']')) {
            first = false;
            if (source.startsWith("[:", at) && source.indexOf(":]", at) > 0) {
                posix();
            } else if (source.charAt(at) == '[') {
                bracket();
            } else if (source.startsWith("&&", at)) {
                out.append("&&");
                at += 2;
            } else {
                member();
            }
        }
        if (at == source.length()) {
            throw refused("[ without ]");
        }
        out.append(']');
        at++;
    }

    private void posix() {
        int end = source.indexOf(":]", at);
        boolean negated = source.startsWith("^", at + 2);
        String name = source.substring(at + (negated ? 3 : 2), end);
        at = end + 2;
        String members = CLASSES.get(name);
        if (members == null) {
            throw refused("[:" + name + ":]");
        }
        set(members, negated);
    }

    /** One character of a set, a range of them, or a set that an escape stands for. */
    private void member() {
        char c = source.charAt(at);
        if (c == '\\') {
            char name = escaped();
            switch (name) {
                case 's', 'S' -> set(SPACE, name == 'S');
                case 'd', 'D' -> set("\\p{Nd}", name == 'D');
                case 'w', 'W' -> set(WORD_IN_BRACKETS, name == 'W');
                case 'h', 'H' -> set("0-9a-fA-F", name == 'H');
                case 'p', 'P' -> property(name == 'P');
                case 'b' -> range(0x08);
                default -> range(single(name));
            }
        } else {
            int codePoint = source.codePointAt(at);
            at += Character.charCount(codePoint);
            range(codePoint);
        }
    }

    private void range(int first) {
        character(first);
        boolean goesOn = at + 1 < source.length()
                && source.charAt(at) == '-'
                && source.charAt(at + 1) != ']'
                && source.charAt(at + 1) != '[';
        if (!goesOn) {
            return;
        }
        int start = at;
        at++;
        int last;
        if (source.charAt(at) == '\\') {
            char name = escaped();
            if ("sSdDwWhHpP".indexOf(name) >= 0) {
                at = start; // a hyphen before a set stands for itself
                return;
            }
            last = single(name);
        } else {
            last = source.codePointAt(at);
            at += Character.charCount(last);
        }
        out.append('-');
        character(last);
    }

    /** An opening parenthesis and what it says of its group. */
    private void group() {
        if (!source.startsWith("(?", at)) {
            out.append('(');
            at++;
            return;
        }
        for (String kind : new String[] {"(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>"}) {
            if (source.startsWith(kind, at)) {
                out.append(kind).append(kind.startsWith("(?<") ? BY_CHARACTERS : "");
                at += kind.length();
                return;
            }
        }
        if (source.startsWith("(?#", at)) {
            int end = source.indexOf(')', at);
            at = end < 0 ? source.length() : end + 1;
        } else if (source.startsWith("(?<", at)) {
            int end = source.indexOf('>', at);
            if (end < 0) {
                throw refused("(?<");
            }
            out.append(source, at, end + 1);
            at = end + 1;
        } else {
            options();
        }
    }

    /** {@code (?i)}, {@code (?im-i:} and the like. */
    private void options() {
        int end = at + 2;
        StringBuilder flags = new StringBuilder("(?");
        while (end < source.length() && "im-".indexOf(source.charAt(end)) >= 0) {
            flags.append(
                    switch (source.charAt(end)) {
                        case 'i' -> "iu";
                        case 'm' -> "s";
                        default -> String.valueOf(source.charAt(end));
                    });
            end++;
        }
        if (end == source.length() || source.charAt(end) != ':' && source.charAt(end) != ')') {
            throw refused(source.substring(at, Math.min(source.length(), at + 4)));
        }
        out.append(flags).append(source.charAt(end));
        at = end + 1;
    }

    /** {@code {n,m}} behind something; a brace that opens none stands for itself. */
    private void interval() {
        int end = source.indexOf('}', at);
        String inside = end < 0 ? "" : source.substring(at + 1, end);
        if (inside.matches("\\d+(,\\d*)?|,\\d+")) {
            out.append('{')
                    .append(inside.startsWith(",") ? "0" : "")
                    .append(inside)
                    .append('}');
            at = end + 1;
            if (source.startsWith("+", at)) { // once more, greedily, not possessively
                throw refused("{" + inside + "}+");
            }
        } else {
            literal();
        }
    }

    private InvalidFileException refused(String what) {
        return new InvalidFileException(where + ": expected a regular expression of the kind that tokenizers use, got "
                + Quoted.of(what) + " in " + Quoted.of(source) + "; it is not understood");
    }
}
