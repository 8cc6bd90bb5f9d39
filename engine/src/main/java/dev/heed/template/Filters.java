package dev.heed.template;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jinja's filters of single values; those of sequences are {@link SequenceFilters}. */
final class Filters {
    private static final Set<String> NAMES = Set.of(
            "abs",
            "attr",
            "capitalize",
            "center",
            "count",
            "default",
            "d",
            "e",
            "escape",
            "float",
            "format",
            "indent",
            "int",
            "items",
            "length",
            "lower",
            "replace",
            "round",
            "safe",
            "string",
            "title",
            "tojson",
            "trim",
            "upper",
            "wordcount");

    private final Budget budget;
    private final Values values;
    private final Members members;
    private final SequenceFilters sequences;

    Filters(Budget budget, Values values, Members members) {
        this.budget = budget;
        this.values = values;
        this.members = members;
        sequences = new SequenceFilters(budget, values, members, this);
    }

    static boolean knows(String name) {
        return NAMES.contains(name) || SequenceFilters.NAMES.contains(name);
    }

    Object filter(String name, Object value, List<Object> positional, Map<String, Object> named) {
        if (!knows(name)) {
            throw budget.failure("expected a filter of Jinja, got '" + name + "'");
        }
        Given given = new Given(name, positional, named, budget, values);
        if (SequenceFilters.NAMES.contains(name)) {
            return sequences.filter(name, value, given);
        }
        return switch (name) {
            case "abs", "round", "int", "float" -> number(name, value, given);
            case "attr" -> members.attributeOnly(value, given.string(0, "name"));
            case "count", "length" -> length(value);
            case "default", "d" -> {
                boolean missing =
                        value instanceof Undefined || given.truth(1, "boolean", false) && !Values.truth(value);
                yield missing ? given.optional(0, "default_value", Text.EMPTY) : value;
            }
            case "items" -> items(value);
            case "tojson" -> json(value, given);
            case "format" ->
                new TextFormat(budget, values)
                        .percent(values.text(value), named.isEmpty() ? new Tuple(positional) : Inputs.keyed(named));
            default -> text(name, values.text(value), given);
        };
    }

    private Object text(String name, Text text, Given given) {
        budget.step(text.string().length() / 64);
        Methods methods = new Methods(budget, values);
        return switch (name) {
            case "lower", "upper", "capitalize" -> methods.cased(text, name);
            case "title" -> text.likewise(title(text.string()));
            case "trim" -> text.strip(given.stringOrNull(0, "chars"), true, true);
            case "replace" ->
                new TextCuts(budget)
                        .replace(
                                text,
                                values.text(given.required(0, "old")).string(),
                                values.text(given.required(1, "new")),
                                given.optional(2, "count", null) == null ? -1 : given.whole(2, "count", -1));
            case "indent" -> indent(text, given);
            case "center" -> center(text, given.whole(0, "width", 80));
            case "wordcount" -> wordCount(text.string());
            case "e", "escape" -> text.escaped();
            case "safe" -> text.asSafe();
            default -> text; // string
        };
    }

    private static String title(String s) {
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (int c : s.codePoints().toArray()) {
            out.appendCodePoint(first ? Character.toUpperCase(c) : Character.toLowerCase(c));
            first = PythonCharacters.isSpace(c) || "-({[<".indexOf(c) >= 0;
        }
        return out.toString();
    }

    private static long wordCount(String s) {
        long words = 0;
        boolean inside = false;
        for (int c : s.codePoints().toArray()) {
            boolean letter = Character.isLetterOrDigit(c) || c == '_';
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }
        return words;
    }

    private Text center(Text text, long width) {
        long missing = Math.max(0, width - text.length());
        budget.grow(missing);
        int left = (int) (missing / 2 + (missing & width & 1));
        return new Text.Builder(budget)
                .append(" ".repeat(left))
                .append(text)
                .append(" ".repeat((int) missing - left))
                .build();
    }

    private Text indent(Text text, Given given) {
        Object width = given.optional(0, "width", 4L);
        if (!(width instanceof Text) && given.whole(0, "width", 4) > 1000) {
            throw budget.failure("expected an indent of at most 1000, got more");
        }
        Text by = width instanceof Text indention
                ? indention
                : Text.own(" ".repeat((int) Math.max(0, given.whole(0, "width", 4))));
        boolean first = given.truth(1, "first", false);
        boolean blank = given.truth(2, "blank", false);
        List<Object> lines = new TextCuts(budget)
                .lines(new Text.Builder(budget).append(text).append("\n").build(), false);
        var out = new Text.Builder(budget);
        for (int i = 0; i < lines.size(); i++) {
            Text line = (Text) lines.get(i);
            out.append(i == 0 ? "" : "\n");
            if (i == 0 ? first : blank || !line.isEmpty()) {
                out.append(by);
            }
            out.append(line);
        }
        return out.build();
    }

    private long length(Object value) {
        return switch (value) {
            case Text text -> text.length();
            case List<?> list -> list.size();
            case Tuple tuple -> tuple.items().size();
            case Map<?, ?> map -> map.size();
            case Undefined undefined -> 0;
            case null, default -> throw budget.failure("expected something with a length, got " + Values.type(value));
        };
    }

    private List<Object> items(Object value) {
        if (value instanceof Undefined) {
            return List.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw budget.failure("expected a mapping for items, got " + Values.type(value));
        }
        budget.step(map.size());
        return Methods.pairs(Values.cast(map));
    }

    private Object number(String name, Object value, Given given) {
        return switch (name) {
            case "abs" -> {
                boolean whole = Values.integral(required(value, name));
                yield whole ? (Object) Math.abs(Values.integer(value)) : Math.abs(Values.real(value));
            }
            case "round" -> round(Values.real(required(value, name)), given);
            case "float" -> {
                Double parsed = Values.isNumber(value) ? (Double) Values.real(value) : parsed(value);
                yield parsed == null ? given.optional(0, "default", 0.0) : parsed;
            }
            default -> whole(value, given);
        };
    }

    private Object required(Object value, String name) {
        if (!Values.isNumber(value)) {
            throw budget.failure("expected a number for " + name + ", got " + Values.type(value));
        }
        return value;
    }

    private Object whole(Object value, Given given) {
        Object otherwise = given.optional(0, "default", 0L);
        if (Values.integral(value)) {
            return Values.integer(value);
        }
        if (value instanceof Text text) {
            try {
                return Long.parseLong(text.string().strip(), Math.clamp(given.whole(1, "base", 10), 2, 36));
            } catch (NumberFormatException e) {
                // perhaps a fraction
            }
        }
        Double parsed = value instanceof Double d ? d : parsed(value);
        return parsed == null || parsed.isNaN() || parsed.isInfinite() ? otherwise : (Object) parsed.longValue();
    }

    private static Double parsed(Object value) {
        if (!(value instanceof Text text) || !text.string().strip().matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?")) {
            return null;
        }
        try {
            return Double.parseDouble(text.string().strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private double round(double value, Given given) {
        double power = Math.pow(10, Math.clamp(given.whole(0, "precision", 0), -300, 300));
        String method = given.has(1, "method") ? given.string(1, "method") : "common";
        return switch (method) {
            case "ceil" -> Math.ceil(value * power) / power;
            case "floor" -> Math.floor(value * power) / power;
            default -> Math.rint(value * power) / power;
        };
    }

    private Text json(Object value, Given given) {
        Object indent = given.optional(1, "indent", null);
        Object separators = given.optional(2, "separators", null);
        String step = indent == null
                ? null
                : indent instanceof Text text
                        ? text.string()
                        : " ".repeat(Math.clamp(given.whole(1, "indent", 0), 0, 100));
        String between = step == null ? ", " : ",";
        String afterName = ": ";
        if (separators != null) {
            List<Object> two = values.items(separators);
            if (two.size() != 2) {
                throw budget.failure("expected two separators for tojson, got " + two.size());
            }
            between = values.text(two.get(0)).string();
            afterName = values.text(two.get(1)).string();
        }
        boolean ascii = given.truth(0, "ensure_ascii", false);
        return new JsonDump(ascii, step, between, afterName, given.truth(3, "sort_keys", false), budget).dump(value);
    }
}
