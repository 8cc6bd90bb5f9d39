package dev.heed.template;

import dev.heed.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A template as tokens, with Jinja's rules of white space: {@code trim_blocks} and {@code lstrip_blocks} on, {@code -}
 * and {@code +} at either brace, one line end at the end of the template dropped (Jinja2 3.1, {@code lexer.py}).
 */
final class Lexer {
    private final String where;
    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean lineStarting = true;

    Lexer(String source, String where) {
        String lines = source.replace("\r\n", "\n").replace('\r', '\n');
        this.source = lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
        this.where = where;
    }

    List<Token> tokens() {
        while (at < source.length()) {
            int begin = nextBegin(at);
            if (begin < 0) {
                data(source.substring(at));
                advance(source.length());
                break;
            }
            opened(begin);
        }
        tokens.add(new Token(Kind.END, "", line));
        return tokens;
    }

    private int nextBegin(int from) {
        for (int i = source.indexOf('{', from); i >= 0 && i + 1 < source.length(); i = source.indexOf('{', i + 1)) {
            char next = source.charAt(i + 1);
            if (next == '%' || next == '{' || next == '#') {
                return i;
            }
        }
        return -1;
    }

    /** The data before a tag, trimmed as the tag says, and the tag. */
    private void opened(int begin) {
        char kind = source.charAt(begin + 1);
        char sign = begin + 2 < source.length() ? source.charAt(begin + 2) : ' ';
        boolean signed = sign == '-' || sign == '+';
        data(trimmedBefore(source.substring(at, begin), kind, signed ? sign : ' '));
        advance(begin + (signed ? 3 : 2));
        lineStarting = false;
        switch (kind) {
            case '#' -> comment();
            case '{' -> {
                tokens.add(new Token(Kind.VARIABLE_BEGIN, "{{", line));
                expression('}', Kind.VARIABLE_END);
            }
            default -> {
                int content = afterRaw();
                if (content >= 0) {
                    raw(content);
                } else {
                    tokens.add(new Token(Kind.BLOCK_BEGIN, "{%", line));
                    expression('%', Kind.BLOCK_END);
                }
            }
        }
    }

    private String trimmedBefore(String text, char kind, char sign) {
        if (sign == '-') {
            return Text.own(text).strip(null, false, true).string();
        }
        int start = text.lastIndexOf('\n') + 1;
        boolean blank = text.substring(start).codePoints().allMatch(PythonCharacters::isSpace);
        return sign != '+' && kind != '{' && (start > 0 || lineStarting) && blank ? text.substring(0, start) : text;
    }

    private void data(String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Kind.DATA, text, line));
        }
    }

    private void advance(int to) {
        for (int i = at; i < to; i++) {
            if (source.charAt(i) == '\n') {
                line++;
            }
        }
        at = to;
    }

    private void comment() {
        int end = source.indexOf("#}", at);
        if (end < 0) {
            throw failure("expected the end of a comment, #}, got the end of the template");
        }
        char sign = end > at ? source.charAt(end - 1) : ' ';
        advance(end + 2);
        trimAfter(sign, true);
    }

    /** After a tag: {@code -} takes all white space, a block's end one line end unless {@code +} keeps it. */
    private void trimAfter(char sign, boolean block) {
        int to = at;
        if (sign == '-') {
            while (to < source.length() && PythonCharacters.isSpace(source.charAt(to))) {
                to++;
            }
        } else if (block && sign != '+' && to < source.length() && source.charAt(to) == '\n') {
            to++;
        }
        lineStarting = to > 0 && source.charAt(to - 1) == '\n';
        advance(to);
    }

    /** Where the content of a raw block begins if this tag opens one, else -1. */
    private int afterRaw() {
        int i = skipSpace(at);
        if (!source.startsWith("raw", i)) {
            return -1;
        }
        i = skipSpace(i + 3);
        if (source.startsWith("-%}", i)) {
            return skipSpace(i + 3);
        }
        return source.startsWith("%}", i) ? i + 2 : -1;
    }

    private int skipSpace(int from) {
        int i = from;
        while (i < source.length() && PythonCharacters.isSpace(source.charAt(i))) {
            i++;
        }
        return i;
    }

    private void raw(int content) {
        for (int begin = source.indexOf("{%", content); begin >= 0; begin = source.indexOf("{%", begin + 2)) {
            char sign = begin + 2 < source.length() ? source.charAt(begin + 2) : ' ';
            int name = skipSpace(begin + (sign == '-' || sign == '+' ? 3 : 2));
            if (source.startsWith("endraw", name)) {
                int end = skipSpace(name + 6);
                char close = end < source.length() ? source.charAt(end) : ' ';
                int after = close == '-' || close == '+' ? end + 1 : end;
                if (source.startsWith("%}", after)) {
                    advance(content);
                    data(trimmedBefore(source.substring(content, begin), '%', sign));
                    advance(after + 2);
                    trimAfter(close, true);
                    return;
                }
            }
        }
        throw failure("expected {% endraw %}, got the end of the template");
    }

    private void expression(char close, Kind end) {
        int depth = 0;
        while (true) {
            advance(skipSpace(at));
            if (at >= source.length()) {
                throw failure("expected " + close + "}, got the end of the template");
            }
            char c = source.charAt(at);
            boolean signed = c == '-' || c == '+' && close == '%';
            if (depth == 0 && source.startsWith(close + "}", signed ? at + 1 : at)) {
                tokens.add(new Token(end, close + "}", line));
                advance(at + (signed ? 3 : 2));
                trimAfter(signed ? c : ' ', close == '%');
                return;
            }
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (depth < 0) {
                throw failure("expected " + close + "}, got '" + c + "'");
            }
            token(c);
        }
    }

    private void token(char c) {
        if (c == '"' || c == '\'') {
            string(c);
        } else if (c >= '0' && c <= '9') {
            number();
        } else if (Character.isJavaIdentifierStart(c) && c != '$') {
            int end = at + 1;
            while (end < source.length()
                    && Character.isJavaIdentifierPart(source.charAt(end))
                    && source.charAt(end) != '$') {
                end++;
            }
            take(Kind.NAME, end);
        } else {
            String two = source.substring(at, Math.min(source.length(), at + 2));
            if (List.of("==", "!=", "<=", ">=", "**", "//").contains(two)) {
                take(Kind.OPERATOR, at + 2);
            } else if ("+-*/%~|.,:()[]{}<>=".indexOf(c) >= 0) {
                take(Kind.OPERATOR, at + 1);
            } else {
                throw failure("expected an expression, got '" + c + "'");
            }
        }
    }

    private void take(Kind kind, int end) {
        tokens.add(new Token(kind, source.substring(at, end), line));
        advance(end);
    }

    private void number() {
        int end = at;
        while (end < source.length() && (Character.isLetterOrDigit(source.charAt(end)) || source.charAt(end) == '_')) {
            end++;
        }
        boolean floating = false;
        if (end + 1 < source.length() && source.charAt(end) == '.' && Character.isDigit(source.charAt(end + 1))) {
            floating = true;
            end++;
            while (end < source.length() && (Character.isLetterOrDigit(source.charAt(end)))) {
                end++;
            }
        }
        if (Character.toLowerCase(source.charAt(end - 1)) == 'e'
                && end + 1 < source.length()
                && (source.charAt(end) == '-' || source.charAt(end) == '+')) {
            end++;
            while (end < source.length() && Character.isDigit(source.charAt(end))) {
                end++;
            }
        }
        String text = source.substring(at, end).replace("_", "");
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        floating |= !hex && (text.indexOf('e') >= 0 || text.indexOf('E') >= 0);
        tokens.add(new Token(floating ? Kind.FLOAT : Kind.INTEGER, text, line));
        advance(end);
    }

    private void string(char quote) {
        StringBuilder value = new StringBuilder();
        int first = line;
        int i = at + 1;
        while (i < source.length() && source.charAt(i) != quote) {
            if (source.charAt(i) == '\\') {
                i = escape(i + 1, value);
            } else {
                value.append(source.charAt(i++));
            }
        }
        if (i >= source.length()) {
            throw failure("expected the end of a string, " + quote + ", got the end of the template");
        }
        tokens.add(new Token(Kind.STRING, value.toString(), first));
        advance(i + 1);
    }

    /** Python's escapes; what is none stays as written. Returns where to read on. */
    private int escape(int i, StringBuilder value) {
        char c = i < source.length() ? source.charAt(i) : '\\';
        int simple = "ntrbfav\\'\"".indexOf(c);
        if (simple >= 0) {
            value.append("\n\t\r\b\f\u0007\u000B\\'\"".charAt(simple));
            return i + 1;
        }
        if (c == '\n') {
            return i + 1;
        }
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (digits > 0 && i + 1 + digits <= source.length()) {
            try {
                value.appendCodePoint(Integer.parseUnsignedInt(source.substring(i + 1, i + 1 + digits), 16));
                return i + 1 + digits;
            } catch (IllegalArgumentException e) {
                throw failure("expected an escape of " + digits + " hexadecimal digits, got \\" + c);
            }
        }
        int end = i;
        while (end < source.length() && end < i + 3 && source.charAt(end) >= '0' && source.charAt(end) <= '7') {
            end++;
        }
        if (end > i) {
            value.append((char) Integer.parseInt(source.substring(i, end), 8));
            return end;
        }
        value.append('\\');
        return i;
    }

    private TemplateException failure(String message) {
        return new TemplateException(where + " (line " + line + "): " + message);
    }
}
