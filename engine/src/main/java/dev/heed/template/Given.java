package dev.heed.template;

import java.util.List;
import java.util.Map;

/**
 * The arguments of one call of a method, a filter or a test.
 *
 * @param of what is called, for messages
 */
record Given(String of, List<Object> positional, Map<String, Object> named, Budget budget, Values values) {
    boolean has(int index, String name) {
        return index < positional.size() || named.containsKey(name);
    }

    Object required(int index, String name) {
        if (!has(index, name)) {
            throw budget.failure("expected the argument '" + name + "' for " + of + ", got none");
        }
        return optional(index, name, null);
    }

    Object optional(int index, String name, Object otherwise) {
        return index < positional.size() ? positional.get(index) : named.getOrDefault(name, otherwise);
    }

    Text text(int index, String name) {
        Object value = required(index, name);
        if (value instanceof Text text) {
            return text;
        }
        throw budget.failure("expected a string as '" + name + "' for " + of + ", got " + Values.type(value));
    }

    String string(int index, String name) {
        return text(index, name).string();
    }

    String stringOrNull(int index, String name) {
        return optional(index, name, null) == null ? null : string(index, name);
    }

    long whole(int index, String name, long otherwise) {
        Object value = optional(index, name, otherwise);
        if (!Values.integral(value)) {
            throw budget.failure("expected a whole number as '" + name + "' for " + of + ", got " + Values.type(value));
        }
        return Values.integer(value);
    }

    boolean truth(int index, String name, boolean otherwise) {
        return Values.truth(optional(index, name, otherwise));
    }
}
