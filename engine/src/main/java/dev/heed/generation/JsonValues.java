package dev.heed.generation;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Values of a schema as JSON on one line. */
final class JsonValues {
    private JsonValues() {}

    static String write(Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> quoted(text);
            case List<?> list -> {
                StringJoiner items = new StringJoiner(", ", "[", "]");
                list.forEach(item -> items.add(write(item)));
                yield items.toString();
            }
            case Map<?, ?> map -> {
                StringJoiner entries = new StringJoiner(", ", "{", "}");
                map.forEach((name, entry) -> entries.add(quoted((String) name) + ": " + write(entry)));
                yield entries.toString();
            }
            default -> value.toString(); // Boolean, Integer, Long, BigInteger, Double
        };
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            int escape = "\"\\\n\r\t\b\f".indexOf(c);
            if (escape >= 0) {
                out.append('\\').append("\"\\nrtbf".charAt(escape));
            } else if (c < 0x20) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
