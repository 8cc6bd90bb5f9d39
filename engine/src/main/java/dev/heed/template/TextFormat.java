package dev.heed.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** {@code "%s" % value} and {@code "{}".format(value)}; of the rules for layout those for width, digits and zeros. */
final class TextFormat {
    private static final int WIDEST = 10_000;

    private final Budget budget;
    private final Values values;

    TextFormat(Budget budget, Values values) {
        this.budget = budget;
        this.values = values;
    }

    Text percent(Text pattern, Object value) {
        List<Object> given = value instanceof Tuple tuple ? tuple.items() : Collections.singletonList(value);
        var out = new Text.Builder(budget);
        String p = pattern.string();
        int from = 0;
        int used = 0;
        for (int i = p.indexOf('%'); i >= 0; i = p.indexOf('%', from)) {
            out.append(pattern.units(from, i));
            int end = i + 1;
            while (end < p.length() && "0123456789.-+ #".indexOf(p.charAt(end)) >= 0) {
                end++;
            }
            if (end >= p.length()) {
                throw budget.failure("expected a format after %, got the end of the string");
            }
            char kind = p.charAt(end);
            Object next = null;
            if (kind == '(') {
                int close = p.indexOf(')', end);
                if (close < 0 || close + 1 >= p.length() || !(value instanceof Map<?, ?> map)) {
                    throw budget.failure("expected a mapping for %(name)s, got " + Values.type(value));
                }
                next = map.get(Text.own(p.substring(end + 1, close)));
                end = close + 1;
                kind = p.charAt(end);
            } else if (kind != '%') {
                if (used >= given.size()) {
                    throw budget.failure("expected a value for each %, got " + given.size());
                }
                next = given.get(used++);
            }
            out.append(kind == '%' ? Text.own("%") : one(next, p.substring(i + 1, Math.max(i + 1, end)), kind));
            from = end + 1;
        }
        return out.append(pattern.units(from, p.length())).build();
    }

    Text braces(Text pattern, List<Object> positional, Map<String, Object> named) {
        var out = new Text.Builder(budget);
        String p = pattern.string();
        int next = 0;
        for (int i = 0; i < p.length(); ) {
            char c = p.charAt(i);
            if ((c == '{' || c == '}') && i + 1 < p.length() && p.charAt(i + 1) == c) {
                out.append(pattern.units(i, i + 1));
                i += 2;
            } else if (c == '{') {
                int close = p.indexOf('}', i);
                if (close < 0) {
                    throw budget.failure("expected } in a format, got the end of the string");
                }
                String[] field = p.substring(i + 1, close).split(":", 2);
                Object value = field[0].isEmpty()
                        ? positional(positional, next++)
                        : field[0].chars().allMatch(Character::isDigit) && field[0].length() < 6
                                ? positional(positional, Integer.parseInt(field[0]))
                                : named(named, field[0]);
                String layout = field.length > 1 ? field[1] : "";
                boolean typed = !layout.isEmpty() && Character.isLetter(layout.charAt(layout.length() - 1));
                char kind = typed ? layout.charAt(layout.length() - 1) : Values.integral(value) ? 'd' : 's';
                String sizes = typed ? layout.substring(0, layout.length() - 1) : layout;
                boolean number = kind != 's' || sizes.isEmpty() || "<>0-".indexOf(sizes.charAt(0)) >= 0;
                out.append(one(value, number ? sizes : "<" + sizes, kind)); // strings lean left here
                i = close + 1;
            } else {
                out.append(pattern.units(i, i + 1));
                i++;
            }
        }
        return out.build();
    }

    private Object positional(List<Object> values, int index) {
        if (index >= values.size()) {
            throw budget.failure("expected a value for each {}, got " + values.size());
        }
        return values.get(index);
    }

    private Object named(Map<String, Object> values, String name) {
        if (!values.containsKey(name)) {
            throw budget.failure("expected a value named '" + name + "' for format, got none");
        }
        return values.get(name);
    }

    private Text one(Object value, String layout, char kind) {
        boolean zeros = layout.startsWith("0");
        boolean left = layout.startsWith("-") || layout.startsWith("<");
        boolean right = layout.startsWith(">");
        String sizes = left || right ? layout.substring(1) : layout;
        int dot = sizes.indexOf('.');
        int width = size(dot < 0 ? sizes : sizes.substring(0, dot));
        int digits = dot < 0 ? -1 : size(sizes.substring(dot + 1));
        Text text = converted(value, kind, digits);
        int missing = width - text.length();
        if (missing <= 0) {
            return text;
        }
        var out = new Text.Builder(budget);
        if (left) {
            return out.append(text).append(" ".repeat(missing)).build();
        }
        return out.append((zeros ? "0" : " ").repeat(missing)).append(text).build();
    }

    private Text converted(Object value, char kind, int digits) {
        switch (kind) {
            case 's' -> {
                Text text = values.text(value);
                return digits >= 0 && digits < text.length() ? text.slice(0, digits) : text;
            }
            case 'r' -> {
                var out = new Text.Builder(budget);
                new Representation(out, budget).write(value, 0);
                return out.build();
            }
            default -> {
                if (!Values.isNumber(value)) {
                    throw budget.failure("expected a number for the format " + kind + ", got " + Values.type(value));
                }
                return Text.own(
                        switch (kind) {
                            case 'd', 'i' ->
                                Values.integral(value)
                                        ? Long.toString(Values.integer(value))
                                        : Long.toString((long) Values.real(value));
                            case 'x' -> Long.toHexString(Values.integer(value));
                            case 'f', 'F' -> fixed(Values.real(value), digits < 0 ? 6 : digits);
                            default -> throw budget.failure("expected a format of s, r, d, x or f, got '" + kind + "'");
                        });
            }
        }
    }

    /** From the exact binary value, halves to even, as C does it. */
    private static String fixed(double value, int digits) {
        return Double.isNaN(value) || Double.isInfinite(value)
                ? Representation.real(value)
                : new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    private int size(String digits) {
        if (digits.isEmpty()) {
            return 0;
        }
        try {
            int size = Integer.parseInt(digits);
            if (size >= 0 && size <= WIDEST) {
                return size;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw budget.failure("expected a format of width and digits, got '" + digits + "'");
    }
}
