package dev.heed.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code tojson} as transformers defines it: Python's {@code json.dumps}, ASCII only where asked, nothing escaped for
 * HTML. What holds anything of a user's is a user's as a whole.
 *
 * @param indent null for one line
 */
record JsonDump(boolean ascii, String indent, String between, String afterName, boolean sorted, Budget budget) {
    private static final int DEEPEST = 100;

    Text dump(Object value) {
        StringBuilder out = new StringBuilder();
        boolean user = write(value, out, 0);
        return user ? Text.ofUser(out.toString()) : Text.own(out.toString());
    }

    /** Whether anything written was a user's. */
    private boolean write(Object value, StringBuilder out, int depth) {
        budget.step(1);
        if (depth > DEEPEST) {
            throw budget.failure("expected values nested at most " + DEEPEST + " deep for tojson, got more");
        }
        switch (value) {
            case null -> out.append("null");
            case Boolean b -> out.append(b);
            case Double d -> out.append(real(d));
            case Number n -> out.append(n);
            case Text text -> {
                string(text.string(), out);
                return text.anyUser();
            }
            case List<?> list -> {
                return sequence(list, out, depth);
            }
            case Tuple tuple -> {
                return sequence(tuple.items(), out, depth);
            }
            case Map<?, ?> map -> {
                return mapping(map, out, depth);
            }
            default -> throw budget.failure("expected a value that JSON has for tojson, got " + Values.type(value));
        }
        return false;
    }

    private static String real(double d) {
        return Double.isNaN(d)
                ? "NaN"
                : Double.isInfinite(d) ? d > 0 ? "Infinity" : "-Infinity" : Representation.real(d);
    }

    private boolean sequence(List<?> items, StringBuilder out, int depth) {
        boolean user = false;
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : between);
            line(out, depth + 1);
            user |= write(items.get(i), out, depth + 1);
        }
        if (!items.isEmpty()) {
            line(out, depth);
        }
        out.append(']');
        return user;
    }

    private boolean mapping(Map<?, ?> map, StringBuilder out, int depth) {
        boolean user = false;
        List<Object> keys = new ArrayList<>(map.keySet());
        if (sorted) {
            keys.sort(new Values(budget)::compare);
        }
        out.append('{');
        for (int i = 0; i < keys.size(); i++) {
            out.append(i == 0 ? "" : between);
            line(out, depth + 1);
            Object key = keys.get(i);
            string(name(key), out);
            out.append(afterName);
            user |= key instanceof Text text && text.anyUser();
            user |= write(map.get(key), out, depth + 1);
        }
        if (!keys.isEmpty()) {
            line(out, depth);
        }
        out.append('}');
        return user;
    }

    private String name(Object key) {
        return switch (key) {
            case null -> "null";
            case Text text -> text.string();
            case Boolean b -> b.toString();
            case Double d -> real(d);
            case Number n -> n.toString();
            default -> throw budget.failure("expected a string as a name for tojson, got " + Values.type(key));
        };
    }

    private void line(StringBuilder out, int depth) {
        if (indent != null) {
            out.append('\n').repeat(indent, depth);
            budget.step(depth);
        }
    }

    private void string(String string, StringBuilder out) {
        budget.grow(string.length());
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || ascii && c > 0x7E) {
                        out.append("\\u").append("0123456789abcdef".charAt(c >> 12));
                        out.append("0123456789abcdef".charAt(c >> 8 & 15));
                        out.append("0123456789abcdef".charAt(c >> 4 & 15));
                        out.append("0123456789abcdef".charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
