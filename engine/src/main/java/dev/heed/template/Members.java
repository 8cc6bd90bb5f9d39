package dev.heed.template;

import java.util.List;
import java.util.Map;

/** {@code value.name} and {@code value[index]}, by Jinja's order: a method or an item first. */
final class Members {
    private final Budget budget;
    private final Values values;
    private final Methods methods;

    Members(Budget budget, Values values) {
        this.budget = budget;
        this.values = values;
        methods = new Methods(budget, values);
    }

    /** A method, else the item of that name, else {@link Undefined}. */
    Object attribute(Object value, String name) {
        Object found = attributeOnly(value, name);
        if (found instanceof Undefined && value instanceof Map<?, ?> map) {
            Text key = Text.own(name);
            return map.containsKey(key) ? map.get(key) : new Undefined("a mapping's '" + name + "'");
        }
        return found;
    }

    Object attributeOnly(Object value, String name) {
        return switch (value) {
            case Undefined undefined -> throw undefined(undefined, name);
            case Loop loop -> loop.attribute(name);
            case Namespace namespace ->
                namespace.values.containsKey(name)
                        ? namespace.values.get(name)
                        : new Undefined("the namespace's '" + name + "'");
            case null -> new Undefined("'" + name + "' of none");
            default -> {
                Function method = methods.of(value, name);
                yield method != null ? method : new Undefined("'" + name + "' of " + Values.type(value));
            }
        };
    }

    private TemplateException undefined(Undefined undefined, String name) {
        return budget.failure("expected a value with '" + name + "', got " + undefined.what() + ", which is undefined");
    }

    /** An item by index or key, else an attribute of that name, else {@link Undefined}. */
    Object item(Object value, Object index) {
        switch (value) {
            case Undefined undefined ->
                throw undefined(undefined, values.text(index).string());
            case Map<?, ?> map -> {
                if (isKey(index) && map.containsKey(index)) {
                    return map.get(index);
                }
            }
            case List<?> list -> {
                if (Values.integral(index)) {
                    return at(list, Values.integer(index));
                }
            }
            case Tuple tuple -> {
                if (Values.integral(index)) {
                    return at(tuple.items(), Values.integer(index));
                }
            }
            case Text text -> {
                if (Values.integral(index)) {
                    int length = text.length();
                    long i = Values.integer(index) < 0 ? Values.integer(index) + length : Values.integer(index);
                    return i >= 0 && i < length ? text.at((int) i) : new Undefined("a character past the end");
                }
            }
            case null, default -> {}
        }
        return index instanceof Text name
                ? attributeOnly(value, name.string())
                : new Undefined("an item of " + Values.type(value));
    }

    /** What a mapping may be asked for. */
    static boolean isKey(Object value) {
        return value == null || value instanceof Text || Values.isNumber(value);
    }

    private static Object at(List<?> list, long index) {
        long i = index < 0 ? index + list.size() : index;
        return i >= 0 && i < list.size() ? list.get((int) i) : new Undefined("an item past the end of a list");
    }
}
