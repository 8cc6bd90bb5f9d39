package dev.heed.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Java values as a template's. Strings of users are marked, but for the roles of messages that every template knows:
 * templates build control tokens of those.
 */
final class Inputs {
    private static final Set<String> ROLES = Set.of(
            "system", "user", "assistant", "tool", "developer", "function", "ipython", "model", "human", "observation");

    private Inputs() {}

    static Object value(Object value, boolean user) {
        return switch (value) {
            case null -> null;
            case CharSequence text -> user ? Text.ofUser(text.toString()) : Text.own(text.toString());
            case Boolean b -> b;
            case Integer n -> (long) n;
            case Short n -> (long) n;
            case Byte n -> (long) n;
            case Float f -> (double) f;
            case Number n -> n;
            case Map<?, ?> map -> mapping(map, user);
            case Iterable<?> items -> {
                List<Object> list = new ArrayList<>();
                items.forEach(item -> list.add(value(item, user)));
                yield list;
            }
            default ->
                throw new IllegalArgumentException("a value for a chat template: expected a string, number, boolean, "
                        + "list, mapping or null, got " + value.getClass().getName());
        };
    }

    private static Map<Object, Object> mapping(Map<?, ?> map, boolean user) {
        Map<Object, Object> out = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            boolean role = "role".equals(name) && value instanceof String s && ROLES.contains(s);
            out.put(value(name, user), value(value, user && !role));
        });
        return out;
    }

    /** Named arguments as a mapping. */
    static Map<Object, Object> keyed(Map<String, Object> named) {
        Map<Object, Object> out = new LinkedHashMap<>();
        named.forEach((name, value) -> out.put(Text.own(name), value));
        return out;
    }
}
