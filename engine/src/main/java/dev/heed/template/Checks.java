package dev.heed.template;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jinja's tests: what may stand after {@code is}. */
final class Checks {
    private static final Set<String> NAMES = Set.of(
            "defined",
            "undefined",
            "none",
            "boolean",
            "true",
            "false",
            "number",
            "integer",
            "float",
            "string",
            "mapping",
            "sequence",
            "iterable",
            "callable",
            "sameas",
            "equalto",
            "eq",
            "ne",
            "lt",
            "lessthan",
            "le",
            "gt",
            "greaterthan",
            "ge",
            "in",
            "odd",
            "even",
            "divisibleby",
            "lower",
            "upper",
            "escaped");

    private final Budget budget;
    private final Values values;

    Checks(Budget budget, Values values) {
        this.budget = budget;
        this.values = values;
    }

    static boolean knows(String name) {
        return NAMES.contains(name);
    }

    boolean check(String name, Object value, List<Object> positional, Map<String, Object> named) {
        if (!knows(name)) {
            throw budget.failure("expected a test of Jinja, got '" + name + "'");
        }
        var given = new Given(name, positional, named, budget, values);
        return switch (name) {
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "none" -> value == null;
            case "boolean" -> value instanceof Boolean;
            case "true" -> Boolean.TRUE.equals(value);
            case "false" -> Boolean.FALSE.equals(value);
            case "number" -> Values.isNumber(value);
            case "integer" -> value instanceof Number && !(value instanceof Double);
            case "float" -> value instanceof Double;
            case "string" -> value instanceof Text;
            case "mapping" -> value instanceof Map<?, ?>;
            case "sequence", "iterable" ->
                value instanceof Text
                        || value instanceof List<?>
                        || value instanceof Tuple
                        || value instanceof Map<?, ?>
                        || value instanceof Undefined;
            case "callable" -> value instanceof Function;
            case "sameas" -> same(value, given.required(0, "other"));
            case "lower", "upper" ->
                PythonCharacters.allCased(values.text(value).string(), name.equals("upper"));
            case "escaped" -> false;
            case "odd", "even", "divisibleby" -> divides(name, value, given);
            default -> new Operators(budget, values).compare(operator(name), value, given.required(0, "other"));
        };
    }

    private static boolean same(Object a, Object b) {
        return a == b || a instanceof Boolean && a.equals(b) || a instanceof Long && a.equals(b);
    }

    private boolean divides(String name, Object value, Given given) {
        if (!Values.integral(value)) {
            throw budget.failure("expected a whole number for " + name + ", got " + Values.type(value));
        }
        long n = Values.integer(value);
        long by = name.equals("divisibleby") ? given.whole(0, "num", 1) : 2;
        if (by == 0) {
            throw budget.failure("expected a number other than 0 for divisibleby, got 0");
        }
        return (n % by == 0) != name.equals("odd");
    }

    private static String operator(String name) {
        return switch (name) {
            case "eq", "equalto" -> "==";
            case "ne" -> "!=";
            case "lt", "lessthan" -> "<";
            case "le" -> "<=";
            case "gt", "greaterthan" -> ">";
            case "ge" -> ">=";
            default -> "in";
        };
    }
}
