package dev.heed.generation;

import dev.heed.generation.Grammar.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** JSON itself as rules: white space, strings, numbers, any value (RFC 8259). */
final class JsonRules {
    /** A line's indent, the digits of a number: a bound on what a model may ramble. */
    private static final int MOST_BLANKS = 16;

    private static final int MOST_DIGITS = 15;

    private final Grammar grammar;
    private final int space;
    private final int character;
    private final int plainCharacter;
    private final int wideCharacter;
    private final int digit;
    private int anyValue = -1;

    JsonRules(Grammar grammar) {
        this.grammar = grammar;
        space = spaces();
        wideCharacter = wideCharacters();
        plainCharacter = octets(" !#[]\u007F");
        grammar.alternative(plainCharacter, new Sequence().rule(wideCharacter));
        character = characters();
        digit = octets("09");
    }

    int space() {
        return space;
    }

    private int octets(String ranges) {
        int rule = grammar.rule();
        for (int i = 0; i < ranges.length(); i += 2) {
            grammar.alternative(rule, new Sequence().octet(ranges.charAt(i), ranges.charAt(i + 1)));
        }
        return rule;
    }

    /** None, one blank, or a new line with an indent. */
    private int spaces() {
        int blank = octets("  ");
        int rule = grammar.rule();
        grammar.alternative(rule, new Sequence());
        grammar.alternative(rule, new Sequence().octet(' ', ' '));
        grammar.alternative(rule, new Sequence().octet('\n', '\n').rule(repeated(blank, 0, MOST_BLANKS)));
        return rule;
    }

    /** A character of several bytes, as UTF-8 has it. */
    private int wideCharacters() {
        int tail = octets("\u0080\u00BF");
        int rule = grammar.rule();
        grammar.alternative(rule, new Sequence().octet(0xC2, 0xDF).rule(tail));
        grammar.alternative(
                rule, new Sequence().octet(0xE0, 0xE0).octet(0xA0, 0xBF).rule(tail));
        grammar.alternative(rule, new Sequence().octet(0xE1, 0xEC).rule(tail).rule(tail));
        grammar.alternative(
                rule, new Sequence().octet(0xED, 0xED).octet(0x80, 0x9F).rule(tail));
        grammar.alternative(rule, new Sequence().octet(0xEE, 0xEF).rule(tail).rule(tail));
        grammar.alternative(
                rule,
                new Sequence().octet(0xF0, 0xF0).octet(0x90, 0xBF).rule(tail).rule(tail));
        grammar.alternative(
                rule, new Sequence().octet(0xF1, 0xF3).rule(tail).rule(tail).rule(tail));
        grammar.alternative(
                rule,
                new Sequence().octet(0xF4, 0xF4).octet(0x80, 0x8F).rule(tail).rule(tail));
        return rule;
    }

    /** A character, escaped or not; of escapes by number those that are characters by themselves. */
    private int characters() {
        int hex = octets("09afAF");
        int notSurrogate = octets("09afAF");
        int rule = grammar.rule();
        int first = octets("09acefACEF");
        int second = octets("07");
        grammar.alternative(rule, new Sequence().rule(plainCharacter));
        for (char c : "\"\\/bfnrt".toCharArray()) {
            grammar.alternative(rule, new Sequence().octet('\\', '\\').octet(c, c));
        }
        grammar.alternative(
                rule,
                new Sequence()
                        .text("\\u")
                        .rule(first)
                        .rule(notSurrogate)
                        .rule(hex)
                        .rule(hex));
        for (char d : new char[] {'d', 'D'}) {
            grammar.alternative(
                    rule, new Sequence().text("\\u" + d).rule(second).rule(hex).rule(hex));
        }
        return rule;
    }

    /** A rule {@code least} to {@code most} times; −1 for as often as one likes. */
    int repeated(int rule, int least, int most) {
        int tail = grammar.rule();
        grammar.alternative(tail, new Sequence());
        if (most < 0) {
            grammar.alternative(tail, new Sequence().rule(rule).rule(tail));
        }
        for (int i = least; i < most; i++) {
            int longer = grammar.rule();
            grammar.alternative(longer, new Sequence());
            grammar.alternative(longer, new Sequence().rule(rule).rule(tail));
            tail = longer;
        }
        for (int i = 0; i < least; i++) {
            int longer = grammar.rule();
            grammar.alternative(longer, new Sequence().rule(rule).rule(tail));
            tail = longer;
        }
        return tail;
    }

    /** A string of {@code least} to {@code most} characters; −1 for any number. */
    int string(int least, int most) {
        int rule = grammar.rule();
        grammar.alternative(
                rule,
                new Sequence()
                        .octet('"', '"')
                        .rule(repeated(character, least, most))
                        .octet('"', '"'));
        return rule;
    }

    int integer() {
        int rule = grammar.rule();
        for (String sign : new String[] {"", "-"}) {
            grammar.alternative(rule, new Sequence().text(sign + "0"));
            grammar.alternative(
                    rule, new Sequence().text(sign).octet('1', '9').rule(repeated(digit, 0, MOST_DIGITS - 1)));
        }
        return rule;
    }

    int number() {
        int whole = integer();
        int fraction = grammar.rule();
        grammar.alternative(fraction, new Sequence());
        grammar.alternative(fraction, new Sequence().octet('.', '.').rule(repeated(digit, 1, MOST_DIGITS)));
        int exponent = grammar.rule();
        grammar.alternative(exponent, new Sequence());
        for (String e : List.of("e", "E", "e+", "E+", "e-", "E-")) {
            grammar.alternative(exponent, new Sequence().text(e).rule(repeated(digit, 1, 2)));
        }
        int rule = grammar.rule();
        grammar.alternative(rule, new Sequence().rule(whole).rule(fraction).rule(exponent));
        return rule;
    }

    int words(String... words) {
        int rule = grammar.rule();
        for (String word : words) {
            grammar.alternative(rule, new Sequence().text(word));
        }
        return rule;
    }

    /** Any JSON value. */
    int any() {
        if (anyValue < 0) {
            anyValue = grammar.rule();
            grammar.alternative(anyValue, new Sequence().rule(words("true", "false", "null")));
            grammar.alternative(anyValue, new Sequence().rule(number()));
            grammar.alternative(anyValue, new Sequence().rule(string(0, -1)));
            grammar.alternative(anyValue, new Sequence().rule(list(anyValue, 0, -1)));
            grammar.alternative(anyValue, new Sequence().rule(map(string(0, -1), anyValue)));
        }
        return anyValue;
    }

    /** A list of {@code least} to {@code most} items; −1 for any number. */
    int list(int item, int least, int most) {
        int rule = grammar.rule();
        if (least == 0) {
            grammar.alternative(rule, new Sequence().octet('[', '[').rule(space).octet(']', ']'));
        }
        if (most != 0) {
            int following = grammar.rule();
            grammar.alternative(
                    following, new Sequence().octet(',', ',').rule(space).rule(item));
            int rest = repeated(following, Math.max(0, least - 1), most < 0 ? -1 : most - 1);
            grammar.alternative(
                    rule,
                    new Sequence()
                            .octet('[', '[')
                            .rule(space)
                            .rule(item)
                            .rule(rest)
                            .rule(space)
                            .octet(']', ']'));
        }
        return rule;
    }

    /** An object of any number of entries. */
    private int map(int name, int value) {
        int entry = entry(name, value);
        int following = grammar.rule();
        grammar.alternative(
                following, new Sequence().octet(',', ',').rule(space).rule(entry));
        int rule = grammar.rule();
        grammar.alternative(rule, new Sequence().octet('{', '{').rule(space).octet('}', '}'));
        grammar.alternative(
                rule,
                new Sequence()
                        .octet('{', '{')
                        .rule(space)
                        .rule(entry)
                        .rule(repeated(following, 0, -1))
                        .rule(space)
                        .octet('}', '}'));
        return rule;
    }

    /** {@code name: value} */
    int entry(int name, int value) {
        int rule = grammar.rule();
        grammar.alternative(
                rule, new Sequence().rule(name).octet(':', ':').rule(space).rule(value));
        return rule;
    }

    /** The name of an entry, quoted, other than some; escapes are not used, which could spell one of those. */
    int otherName(List<String> names) {
        List<byte[]> taken = new ArrayList<>();
        names.forEach(name -> taken.add(name.getBytes(StandardCharsets.UTF_8)));
        int rule = grammar.rule();
        grammar.alternative(rule, new Sequence().octet('"', '"').rule(unlike(taken, 0)));
        return rule;
    }

    /** What follows {@code at} bytes that all {@code names} share, such that none of them is read; the closing quote too. */
    private int unlike(List<byte[]> names, int at) {
        int rule = grammar.rule();
        int rest = grammar.rule();
        grammar.alternative(
                rest, new Sequence().rule(repeated(plainCharacter, 0, -1)).octet('"', '"'));
        boolean[] leads = new boolean[256];
        boolean ends = false;
        for (byte[] name : names) {
            ends |= name.length == at;
            if (name.length > at) {
                leads[name[at] & 0xFF] = true;
            }
        }
        if (!ends) {
            grammar.alternative(rule, new Sequence().octet('"', '"'));
        }
        if (names.stream().noneMatch(name -> name.length > at && name[at] < 0)) {
            grammar.alternative(rule, new Sequence().rule(wideCharacter).rule(rest));
        }
        for (int b = 0x20; b < 0x100; b++) {
            if (leads[b]) {
                int first = b;
                int position = at;
                List<byte[]> same = names.stream()
                        .filter(name -> name.length > position && (name[position] & 0xFF) == first)
                        .toList();
                grammar.alternative(rule, new Sequence().octet(b, b).rule(unlike(same, at + 1)));
            } else if (b < 0x80 && b != '"' && b != '\\') {
                grammar.alternative(rule, new Sequence().octet(b, b).rule(rest));
            }
        }
        return rule;
    }
}
