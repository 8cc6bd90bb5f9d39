package dev.heed.template;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Values as Python's {@code repr} writes them. */
final class Representation {
    private static final int DEEPEST = 100;

    private final Text.Builder out;
    private final Budget budget;

    Representation(Text.Builder out, Budget budget) {
        this.out = out;
        this.budget = budget;
    }

    void write(Object value, int depth) {
        budget.step(1);
        if (depth > DEEPEST) {
            throw budget.failure("expected values nested at most " + DEEPEST + " deep, got more");
        }
        switch (value) {
            case null -> out.append("None");
            case Boolean b -> out.append(b ? "True" : "False");
            case Double d -> out.append(real(d));
            case Number n -> out.append(n.toString());
            case Text text -> out.append(text.likewise(quoted(text.string())));
            case List<?> list -> sequence(list, "[", "]", depth);
            case Tuple tuple -> sequence(tuple.items(), "(", tuple.items().size() == 1 ? ",)" : ")", depth);
            case Map<?, ?> map -> mapping(map, depth);
            case Undefined undefined -> out.append("Undefined");
            default -> throw budget.failure("expected a value that can be written, got " + Values.type(value));
        }
    }

    private void sequence(List<?> items, String open, String close, int depth) {
        out.append(open);
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            write(items.get(i), depth + 1);
        }
        out.append(close);
    }

    private void mapping(Map<?, ?> map, int depth) {
        out.append("{");
        boolean first = true;
        for (var entry : map.entrySet()) {
            out.append(first ? "" : ", ");
            first = false;
            write(entry.getKey(), depth + 1);
            out.append(": ");
            write(entry.getValue(), depth + 1);
        }
        out.append("}");
    }

    /** The shortest decimal that reads back, laid out as Python does. */
    static String real(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(value);
        if (size == 0 || size >= 1e-4 && size < 1e16) {
            String plain = new BigDecimal(Double.toString(value)).toPlainString();
            String signed = value == 0 && 1 / value < 0 && !plain.startsWith("-") ? "-" + plain : plain;
            return signed.contains(".") ? signed : signed + ".0";
        }
        String java = Double.toString(value).replace(".0E", "E");
        int e = java.indexOf('E');
        String exponent = java.substring(e + 1);
        boolean negative = exponent.startsWith("-");
        String digits = negative ? exponent.substring(1) : exponent;
        return java.substring(0, e) + (negative ? "e-" : "e+") + (digits.length() < 2 ? "0" + digits : digits);
    }

    private static String quoted(String string) {
        char quote = string.indexOf('\'') >= 0 && string.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder().append(quote);
        string.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(quote);
                    } else if (printable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(
                                c < 0x100
                                        ? "\\x%02x".formatted(c)
                                        : c < 0x10000 ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
                    }
                }
            }
        });
        return out.append(quote).toString();
    }

    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
