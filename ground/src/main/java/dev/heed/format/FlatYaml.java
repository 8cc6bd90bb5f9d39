package dev.heed.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * YAML of one level, as settings and vocabularies are written in it: a key a line, with a scalar or a list of scalars. What
 * nests deeper, anchors, tags and blocks are refused.
 *
 * <p>A scalar is the {@code String} it spells, without its quotes; a list a {@code List<String>}. Maps keep the order.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/">YAML 1.2.2</a>
 */
public final class FlatYaml {
    private static final int MOST_BYTES = 64 << 20;

    private final String where;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private String open; // the key whose value may follow on lines of its own
    private List<String> items;
    private int line;

    private FlatYaml(String where) {
        this.where = where;
    }

    /**
     * Reads a document.
     *
     * @param yaml UTF-8, at most 64 MiB
     * @param where the file, for messages
     * @throws InvalidFileException naming the line that is something else
     */
    public static Map<String, Object> read(byte[] yaml, String where) {
        if (yaml.length > MOST_BYTES) {
            throw new InvalidFileException(
                    where + ": expected YAML of at most " + MOST_BYTES + " bytes, got " + yaml.length);
        }
        FlatYaml reader = new FlatYaml(where);
        for (String line : new String(yaml, StandardCharsets.UTF_8).split("\r?\n")) {
            reader.line++;
            reader.read(line);
        }
        reader.close();
        return Collections.unmodifiableMap(reader.values);
    }

    private void read(String text) {
        String content = text.strip();
        if (content.isEmpty() || text.startsWith("#") || text.equals("---") || text.equals("...")) {
            return;
        }
        boolean item = content.equals("-") || content.startsWith("- ");
        if (open != null && item) {
            items = items == null ? new ArrayList<>() : items;
            items.add(scalar(content.substring(1).strip()));
        } else if (open != null && text.startsWith(" ") && content.equals("[]")) {
            items = new ArrayList<>();
        } else if (text.startsWith(" ") || item) {
            throw refused("a key at the beginning of a line", content);
        } else {
            close();
            entry(text.stripTrailing());
        }
    }

    private void entry(String text) {
        char first = text.charAt(0);
        boolean quoted = first == '"' || first == '\'';
        int end = quoted ? closing(text) : plainEnd(text);
        String key =
                quoted ? scalar(text.substring(0, end)) : text.substring(0, end).strip();
        String rest = text.substring(end).stripLeading();
        if (!rest.equals(":") && !rest.startsWith(": ")) {
            throw refused("a key, a colon and a value", text);
        }
        String value = rest.substring(1).strip();
        if (values.containsKey(key)) {
            throw refused("every key once", text);
        }
        if (value.isEmpty()) {
            open = key;
        } else {
            values.put(key, value.startsWith("[") ? inline(value) : scalar(value));
        }
    }

    /** A plain key ends before the first colon that a blank or the end follows. */
    private int plainEnd(String text) {
        if (text.startsWith("? ")) {
            throw refused("a key and a value on one line", text);
        }
        for (int at = text.indexOf(':', 1); at >= 0; at = text.indexOf(':', at + 1)) {
            if (at + 1 == text.length() || text.charAt(at + 1) == ' ') {
                return at;
            }
        }
        throw refused("a key, a colon and a value", text);
    }

    /** Behind the quote that closes what begins the text. */
    private int closing(String text) {
        char quote = text.charAt(0);
        for (int i = 1; i < text.length(); i++) {
            if (quote == '"' && text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                if (quote == '\'' && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        throw refused("a closing quote", text);
    }

    private List<String> inline(String value) {
        if (!value.endsWith("]") || value.indexOf('[', 1) >= 0 || value.indexOf('{') >= 0) {
            throw refused("a list of scalars", value);
        }
        String inner = value.substring(1, value.length() - 1).strip();
        List<String> list = new ArrayList<>();
        for (String one : inner.isEmpty() ? new String[0] : inner.split(",")) {
            list.add(scalar(one.strip()));
        }
        return list;
    }

    private String scalar(String text) {
        if (text.isEmpty()) {
            return "";
        }
        char first = text.charAt(0);
        if (first == '"' || first == '\'') {
            if (closing(text) != text.length()) {
                throw refused("nothing behind a closing quote", text);
            }
            String inner = text.substring(1, text.length() - 1);
            return first == '"' ? unescaped(inner) : inner.replace("''", "'");
        }
        if (first == '{' || text.equals("|") || text.equals(">")) {
            throw refused("a scalar", text);
        }
        return text;
    }

    private String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char kind = text.charAt(++i);
            int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
            if (digits == 0) {
                out.append(simple(kind, text));
            } else {
                out.appendCodePoint(codePoint(text, i + 1, digits));
                i += digits;
            }
        }
        return out.toString();
    }

    private String simple(char kind, String text) {
        int at = "\"\\/ 0abtnvfreN_LP".indexOf(kind);
        if (at < 0) {
            throw refused("an escape of YAML's", text);
        }
        return "\"\\/ \0\u0007\b\t\n\u000B\f\r\u001B\u0085\u00A0\u2028\u2029".substring(at, at + 1);
    }

    private int codePoint(String text, int from, int digits) {
        try {
            int code = Integer.parseInt(text.substring(from, from + digits), 16);
            if (Character.isValidCodePoint(code)) {
                return code;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            // refused below
        }
        throw refused("an escaped character by its number", text);
    }

    private void close() {
        if (open != null) {
            values.put(open, items == null ? "" : List.copyOf(items));
        }
        open = null;
        items = null;
    }

    private InvalidFileException refused(String expected, String got) {
        return new InvalidFileException(where + ": expected " + expected + ", got "
                + Quoted.of(got.length() <= 60 ? got : got.substring(0, 60) + "…") + " (line " + line + ")");
    }
}
