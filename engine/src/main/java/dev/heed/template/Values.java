package dev.heed.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What values of a template are, by Python's rules. A value is null (None), a Boolean, a Long, a Double, another Number,
 * a {@link Text}, a {@code List<Object>}, a {@link Tuple}, a {@code Map<Object, Object>}, an {@link Undefined}, a
 * {@link Namespace}, a {@link Loop} or a {@link Function}.
 */
final class Values {
    private final Budget budget;

    Values(Budget budget) {
        this.budget = budget;
    }

    static boolean truth(Object value) {
        return switch (value) {
            case null -> false;
            case Boolean b -> b;
            case Long n -> n != 0;
            case Double d -> d != 0;
            case Text text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Tuple tuple -> !tuple.items().isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case Undefined undefined -> false;
            default -> true;
        };
    }

    static String type(Object value) {
        return switch (value) {
            case null -> "none";
            case Boolean b -> "a boolean";
            case Number n -> "a number";
            case Text text -> "a string";
            case List<?> list -> "a list";
            case Tuple tuple -> "a tuple";
            case Map<?, ?> map -> "a mapping";
            case Undefined undefined -> undefined.what() + ", which is undefined";
            case Namespace namespace -> "a namespace";
            case Loop loop -> "a loop";
            default -> "a function";
        };
    }

    static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    /** Numbers are equal by value, whatever their types, as in Python; True is 1. */
    boolean equal(Object a, Object b) {
        budget.step(1);
        if (isNumber(a) && isNumber(b)) {
            return integral(a) && integral(b) ? integer(a) == integer(b) : real(a) == real(b);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return equalItems(x, y);
        }
        if (a instanceof Tuple x && b instanceof Tuple y) {
            return equalItems(x.items(), y.items());
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.entrySet().stream()
                            .allMatch(e -> y.containsKey(e.getKey()) && equal(e.getValue(), y.get(e.getKey())));
        }
        return a == null ? b == null : a.equals(b);
    }

    private boolean equalItems(List<?> x, List<?> y) {
        if (x.size() != y.size()) {
            return false;
        }
        for (int i = 0; i < x.size(); i++) {
            if (!equal(x.get(i), y.get(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean integral(Object value) {
        return value instanceof Long || value instanceof Boolean;
    }

    /** Of a Long or a Boolean. */
    static long integer(Object value) {
        return value instanceof Boolean b ? b ? 1 : 0 : ((Number) value).longValue();
    }

    static double real(Object value) {
        return value instanceof Boolean b ? b ? 1 : 0 : ((Number) value).doubleValue();
    }

    /** Order of numbers, strings and sequences. */
    int compare(Object a, Object b) {
        if (isNumber(a) && isNumber(b)) {
            return integral(a) && integral(b) ? Long.compare(integer(a), integer(b)) : Double.compare(real(a), real(b));
        }
        if (a instanceof Text x && b instanceof Text y) {
            return x.compareTo(y);
        }
        List<Object> x = a instanceof Tuple t ? t.items() : a instanceof List<?> l ? cast(l) : null;
        List<Object> y = b instanceof Tuple t ? t.items() : b instanceof List<?> l ? cast(l) : null;
        if (x == null || y == null) {
            throw budget.failure("expected two values that have an order, got " + type(a) + " and " + type(b));
        }
        for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
            if (!equal(x.get(i), y.get(i))) {
                return compare(x.get(i), y.get(i));
            }
        }
        return Integer.compare(x.size(), y.size());
    }

    @SuppressWarnings("unchecked")
    static List<Object> cast(List<?> list) {
        return (List<Object>) list;
    }

    @SuppressWarnings("unchecked")
    static Map<Object, Object> cast(Map<?, ?> map) {
        return (Map<Object, Object>) map;
    }

    /** What a loop runs over: items, characters, a mapping's keys. */
    List<Object> items(Object value) {
        List<Object> items = itemsOrNull(value);
        if (items == null) {
            throw budget.failure("expected something with items, got " + type(value));
        }
        return items;
    }

    List<Object> itemsOrNull(Object value) {
        List<Object> items = switch (value) {
            case null -> null;
            case List<?> list -> cast(list);
            case Tuple tuple -> tuple.items();
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case Text text -> characters(text);
            case Undefined undefined -> List.of();
            default -> null;
        };
        if (items != null) {
            budget.step(items.size());
        }
        return items;
    }

    private static List<Object> characters(Text text) {
        List<Object> characters = new ArrayList<>(text.string().length());
        for (int i = 0; i < text.string().length(); ) {
            int end = i + Character.charCount(text.string().codePointAt(i));
            characters.add(text.units(i, end));
            i = end;
        }
        return characters;
    }

    boolean contains(Object container, Object wanted) {
        return switch (container) {
            case Text text -> {
                if (!(wanted instanceof Text part)) {
                    throw budget.failure("expected a string before 'in', got " + type(wanted));
                }
                budget.step(text.string().length() / 64);
                yield text.string().contains(part.string());
            }
            case Map<?, ?> map -> map.containsKey(wanted);
            case null, default -> items(container).stream().anyMatch(item -> equal(item, wanted));
        };
    }

    /** {@code str(value)}. */
    Text text(Object value) {
        return switch (value) {
            case Text text -> text;
            case Undefined undefined -> Text.EMPTY;
            case null, default -> {
                var out = new Text.Builder(budget);
                new Representation(out, budget).write(value, 0);
                yield out.build();
            }
        };
    }
}
