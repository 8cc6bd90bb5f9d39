package dev.heed.template;

import java.util.HashMap;
import java.util.Map;

/** Names and what they mean, inside other scopes. */
final class Scope {
    private final Scope outer;
    private final Map<String, Object> values = new HashMap<>();

    Scope(Scope outer) {
        this.outer = outer;
    }

    void set(String name, Object value) {
        values.put(name, value);
    }

    Object get(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Object value = scope.values.get(name);
            if (value != null || scope.values.containsKey(name)) {
                return value;
            }
        }
        return new Undefined("'" + name + "'");
    }
}
