package dev.heed.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Strings cut and joined as Python's {@code str} does; marks are kept. */
final class TextCuts {
    private final Budget budget;

    TextCuts(Budget budget) {
        this.budget = budget;
    }

    List<Object> split(Text text, Given given, boolean fromRight) {
        long most = given.whole(1, "maxsplit", -1);
        String separator = given.stringOrNull(0, "sep");
        if (separator == null) {
            return fromRight ? wordsFromRight(text, most) : words(text, most);
        }
        if (separator.isEmpty()) {
            throw budget.failure("expected a separator for split, got an empty string");
        }
        List<Object> parts = new ArrayList<>();
        String s = text.string();
        if (fromRight) {
            int end = s.length();
            for (int i = s.lastIndexOf(separator); i >= 0 && (most < 0 || parts.size() < most); ) {
                parts.add(piece(text, i + separator.length(), end));
                end = i;
                i = end < separator.length() ? -1 : s.lastIndexOf(separator, end - separator.length());
            }
            parts.add(piece(text, 0, end));
            Collections.reverse(parts);
            return parts;
        }
        int start = 0;
        for (int i = s.indexOf(separator); i >= 0 && (most < 0 || parts.size() < most); ) {
            parts.add(piece(text, start, i));
            start = i + separator.length();
            i = s.indexOf(separator, start);
        }
        parts.add(piece(text, start, s.length()));
        return parts;
    }

    private Text piece(Text text, int start, int end) {
        budget.step(1);
        budget.grow(end - start);
        return text.units(start, end);
    }

    private List<Object> words(Text text, long most) {
        List<Object> words = new ArrayList<>();
        String s = text.string();
        for (int start = past(s, 0, true); start < s.length(); ) {
            if (most >= 0 && words.size() == most) {
                words.add(text.units(start, s.length()));
                break;
            }
            int end = past(s, start, false);
            words.add(piece(text, start, end));
            start = past(s, end, true);
        }
        return words;
    }

    /** The first unit from a place on that is no white space, or that is. */
    private static int past(String s, int from, boolean space) {
        int i = from;
        while (i < s.length() && PythonCharacters.isSpace(s.charAt(i)) == space) {
            i++;
        }
        return i;
    }

    private List<Object> wordsFromRight(Text text, long most) {
        List<Object> words = new ArrayList<>();
        String s = text.string();
        for (int end = before(s, s.length(), true); end > 0; ) {
            if (most >= 0 && words.size() == most) {
                words.add(text.units(0, end));
                break;
            }
            int start = before(s, end, false);
            words.add(piece(text, start, end));
            end = before(s, start, true);
        }
        Collections.reverse(words);
        return words;
    }

    private static int before(String s, int from, boolean space) {
        int i = from;
        while (i > 0 && PythonCharacters.isSpace(s.charAt(i - 1)) == space) {
            i--;
        }
        return i;
    }

    List<Object> lines(Text text, boolean keepEnds) {
        List<Object> lines = new ArrayList<>();
        String s = text.string();
        int start = 0;
        for (int i = 0; i < s.length(); i++) {
            if (PythonCharacters.isLineEnd(s.charAt(i))) {
                int end = s.startsWith("\r\n", i) ? i + 2 : i + 1;
                lines.add(piece(text, start, keepEnds ? end : i));
                start = end;
                i = end - 1;
            }
        }
        if (start < s.length()) {
            lines.add(piece(text, start, s.length()));
        }
        return lines;
    }

    Tuple partition(Text text, String separator, boolean last) {
        String s = text.string();
        int at = last ? s.lastIndexOf(separator) : s.indexOf(separator);
        if (at < 0) {
            return new Tuple(last ? List.of(Text.EMPTY, Text.EMPTY, text) : List.of(text, Text.EMPTY, Text.EMPTY));
        }
        int end = at + separator.length();
        return new Tuple(List.of(text.units(0, at), text.units(at, end), text.units(end, s.length())));
    }

    Text replace(Text text, String old, Text with, long most) {
        String s = text.string();
        var out = new Text.Builder(budget);
        int from = 0;
        long done = 0;
        int at = s.indexOf(old);
        while (at >= 0 && (most < 0 || done < most)) {
            budget.step(1);
            out.append(text.units(from, at)).append(with);
            from = at + old.length();
            done++;
            int next = old.isEmpty() ? at + 1 : from;
            at = next > s.length() ? -1 : s.indexOf(old, next);
        }
        return out.append(text.units(from, s.length())).build();
    }

    long count(Text text, String part) {
        if (part.isEmpty()) {
            return text.length() + 1L;
        }
        long count = 0;
        for (int i = text.string().indexOf(part); i >= 0; i = text.string().indexOf(part, i + part.length())) {
            count++;
        }
        return count;
    }
}
