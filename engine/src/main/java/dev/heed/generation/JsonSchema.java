package dev.heed.generation;

import dev.heed.format.Json;
import dev.heed.generation.Grammar.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON schema (draft 2020-12) as a grammar of the texts that it allows. Every text of the grammar fits the schema; a
 * keyword that is not listed here is refused by name, so that nothing a schema asks for is passed over.
 *
 * <p>Understood: {@code type} (one or several), {@code enum}, {@code const}, {@code properties}, {@code required},
 * {@code additionalProperties}, {@code items}, {@code prefixItems}, {@code minItems}, {@code maxItems}, {@code minLength},
 * {@code maxLength}, {@code anyOf}, {@code $ref} to a place in the same schema, {@code $defs}, {@code definitions}, and
 * {@code true} and {@code false}. Without meaning for texts: {@code title}, {@code description}, {@code default},
 * {@code examples}, {@code deprecated}, {@code readOnly}, {@code writeOnly}, {@code $schema}, {@code $id},
 * {@code $comment}. Properties come in the schema's order; others than named come only where {@code additionalProperties}
 * says so.
 */
final class JsonSchema {
    private static final Set<String> NOTES = Set.of(
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$schema",
            "$id",
            "$comment",
            "$defs",
            "definitions");
    private static final Set<String> OBJECT = Set.of("properties", "required", "additionalProperties");
    private static final Set<String> ARRAY = Set.of("items", "prefixItems", "minItems", "maxItems");
    private static final Set<String> STRING = Set.of("minLength", "maxLength");
    private static final Set<String> WHOLE = Set.of("type", "enum", "const", "anyOf", "$ref");
    private static final List<String> TYPES =
            List.of("object", "array", "string", "number", "integer", "boolean", "null");
    /** Counts are written out as rules. */
    private static final int MOST_COUNT = 4096;

    private static final int DEEPEST = 64;

    private final Grammar grammar = new Grammar();
    private final JsonRules json = new JsonRules(grammar);
    private final Object root;
    private final String where;
    private final Map<String, Integer> referred = new HashMap<>();
    private int depth;

    private JsonSchema(Object root, String where) {
        this.root = root;
        this.where = where;
    }

    /**
     * The texts that a schema allows.
     *
     * @param schema as {@link Json#read} gives it
     * @param where its file, for messages
     * @throws IllegalArgumentException naming a keyword or value that is not understood
     */
    static Grammar.Place compile(Object schema, String where) {
        JsonSchema compiler = new JsonSchema(schema, where);
        Grammar.Place start = compiler.grammar.start(compiler.rule(schema, "#"));
        if (start.ended() && !start.complete()) {
            throw compiler.failure(
                    "#",
                    "expected a schema that allows a text, got one that allows none; false, or a $ref"
                            + " that leads in a circle");
        }
        return start;
    }

    private IllegalArgumentException failure(String at, String message) {
        return new IllegalArgumentException(where + ": " + message + " (at " + at + ")");
    }

    private int rule(Object schema, String at) {
        if (++depth > DEEPEST) {
            throw failure(at, "expected a schema at most " + DEEPEST + " deep, got a deeper one");
        }
        int rule = ruleOf(schema, at);
        depth--;
        return rule;
    }

    private int ruleOf(Object schema, String at) {
        if (schema instanceof Boolean allowed) {
            return allowed ? json.any() : grammar.rule();
        }
        if (!(schema instanceof Map<?, ?> map)) {
            throw failure(at, "expected a schema, an object or a boolean, got " + schema);
        }
        Map<String, Object> keywords = new LinkedHashMap<>();
        map.forEach((name, value) -> keywords.put((String) name, value));
        for (String keyword : keywords.keySet()) {
            if (!NOTES.contains(keyword)
                    && !OBJECT.contains(keyword)
                    && !ARRAY.contains(keyword)
                    && !STRING.contains(keyword)
                    && !WHOLE.contains(keyword)) {
                throw failure(
                        at,
                        "expected a keyword that masks understand, got \"" + keyword + "\"; leave it out, or"
                                + " check it in your code");
            }
        }
        return meaning(keywords, at);
    }

    /** A keyword that says all must stand alone, or what it leaves out could not be held. */
    private int meaning(Map<String, Object> keywords, String at) {
        for (String alone : List.of("$ref", "anyOf", "const", "enum")) {
            if (keywords.containsKey(alone)) {
                boolean values = alone.equals("const") || alone.equals("enum");
                for (String other : keywords.keySet()) {
                    if (!other.equals(alone) && !NOTES.contains(other) && !(values && other.equals("type"))) {
                        throw failure(
                                at,
                                "expected \"" + alone + "\" without \"" + other + "\", got both; this is not"
                                        + " supported");
                    }
                }
                return switch (alone) {
                    case "$ref" -> reference(keywords.get("$ref"), at);
                    case "anyOf" -> any(keywords.get("anyOf"), at + "/anyOf");
                    default -> values(keywords, at);
                };
            }
        }
        List<String> types = types(keywords, at);
        checkUsed(keywords, types, at);
        int rule = grammar.rule();
        for (String type : types) {
            grammar.alternative(rule, new Sequence().rule(ofType(type, keywords, at)));
        }
        return rule;
    }

    private List<String> types(Map<String, Object> keywords, String at) {
        Object type = keywords.get("type");
        if (type == null) {
            boolean object = keywords.keySet().stream().anyMatch(OBJECT::contains);
            boolean array = keywords.keySet().stream().anyMatch(ARRAY::contains);
            boolean string = keywords.keySet().stream().anyMatch(STRING::contains);
            if (object || array || string) {
                throw failure(at, "expected \"type\" beside the keywords of one, got none; say which type is meant");
            }
            return TYPES;
        }
        List<String> types = new ArrayList<>();
        for (Object one : type instanceof List<?> several ? several : List.of(type)) {
            if (!(one instanceof String name) || !TYPES.contains(name)) {
                throw failure(at, "expected a type of " + String.join(", ", TYPES) + ", got " + one);
            }
            types.add(name);
        }
        return types;
    }

    /** Keywords of a type that is not allowed say nothing: most likely a slip. */
    private void checkUsed(Map<String, Object> keywords, List<String> types, String at) {
        for (String keyword : keywords.keySet()) {
            String type = OBJECT.contains(keyword)
                    ? "object"
                    : ARRAY.contains(keyword) ? "array" : STRING.contains(keyword) ? "string" : null;
            if (type != null && !types.contains(type)) {
                throw failure(at, "expected \"" + keyword + "\" with the type " + type + ", got " + types);
            }
        }
    }

    private int ofType(String type, Map<String, Object> keywords, String at) {
        return switch (type) {
            case "object" -> object(keywords, at);
            case "array" -> array(keywords, at);
            case "string" -> {
                int least = count(keywords, "minLength", 0, at);
                yield json.string(least, checkedMost(keywords, "maxLength", least, at));
            }
            case "number" -> json.number();
            case "integer" -> json.integer();
            case "boolean" -> json.words("true", "false");
            default -> json.words("null");
        };
    }

    private int count(Map<String, Object> keywords, String name, int otherwise, String at) {
        Object value = keywords.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number count
                && (value instanceof Integer || value instanceof Long)
                && count.longValue() >= 0
                && count.longValue() <= MOST_COUNT) {
            return count.intValue();
        }
        throw failure(at, "expected \"" + name + "\" from 0 to " + MOST_COUNT + ", got " + value);
    }

    private int checkedMost(Map<String, Object> keywords, String name, int least, String at) {
        int most = count(keywords, name, -1, at);
        if (most >= 0 && most < least) {
            throw failure(at, "expected \"" + name + "\" of at least " + least + ", got " + most);
        }
        return most;
    }

    private int reference(Object reference, String at) {
        if (!(reference instanceof String name) || !(name.equals("#") || name.startsWith("#/"))) {
            throw failure(at, "expected \"$ref\" to a place in this schema, such as #/$defs/name, got " + reference);
        }
        Integer known = referred.get(name);
        if (known != null) {
            return known;
        }
        int rule = grammar.rule();
        referred.put(name, rule); // before what it refers to is read, which may refer to itself
        grammar.alternative(rule, new Sequence().rule(rule(found(name, at), name)));
        return rule;
    }

    private Object found(String reference, String at) {
        Object place = root;
        for (String step :
                reference.length() < 2 ? new String[0] : reference.substring(2).split("/", -1)) {
            String key = step.replace("~1", "/").replace("~0", "~");
            place = place instanceof Map<?, ?> map ? map.get(key) : null;
            if (place == null) {
                throw failure(at, "expected \"$ref\" to something in this schema, got " + reference);
            }
        }
        return place;
    }

    private int any(Object schemas, String at) {
        if (!(schemas instanceof List<?> list) || list.isEmpty()) {
            throw failure(at, "expected a list of schemas, got " + schemas);
        }
        int rule = grammar.rule();
        for (int i = 0; i < list.size(); i++) {
            grammar.alternative(rule, new Sequence().rule(rule(list.get(i), at + "/" + i)));
        }
        return rule;
    }

    private int values(Map<String, Object> keywords, String at) {
        if (keywords.containsKey("const") && keywords.containsKey("enum")) {
            throw failure(at, "expected \"const\" or \"enum\", got both");
        }
        Object given = keywords.get("enum");
        List<Object> values = new ArrayList<>();
        if (given instanceof List<?> list && !list.isEmpty()) {
            values.addAll(list);
        } else if (keywords.containsKey("const")) {
            values.add(keywords.get("const"));
        } else {
            throw failure(at, "expected a list of values as \"enum\", got " + given);
        }
        List<String> types = keywords.containsKey("type") ? types(keywords, at) : TYPES;
        int rule = grammar.rule();
        int fitting = 0;
        for (Object value : values) {
            if (types.contains(typeOf(value)) || typeOf(value).equals("integer") && types.contains("number")) {
                grammar.alternative(rule, new Sequence().text(Json.write(value)));
                fitting++;
            }
        }
        if (fitting == 0) {
            throw failure(at, "expected a value of the type " + types + ", got none");
        }
        return rule;
    }

    private static String typeOf(Object value) {
        return switch (value) {
            case null -> "null";
            case Boolean b -> "boolean";
            case Double d -> d == Math.rint(d) ? "integer" : "number";
            case Number n -> "integer";
            case String s -> "string";
            case List<?> list -> "array";
            default -> "object";
        };
    }

    private int array(Map<String, Object> keywords, String at) {
        int least = count(keywords, "minItems", 0, at);
        int most = checkedMost(keywords, "maxItems", least, at);
        Object first = keywords.get("prefixItems");
        Object items = keywords.getOrDefault("items", true);
        if (first == null) {
            return Boolean.FALSE.equals(items)
                    ? json.list(json.any(), 0, 0)
                    : json.list(rule(items, at + "/items"), least, most);
        }
        if (!(first instanceof List<?> list) || list.isEmpty()) {
            throw failure(at, "expected a list of schemas as \"prefixItems\", got " + first);
        }
        if (least != list.size() || most != list.size() && !Boolean.FALSE.equals(items)) {
            throw failure(
                    at,
                    "expected \"minItems\" and \"maxItems\" of " + list.size() + ", as many as"
                            + " \"prefixItems\" has, got " + least + " and " + (most < 0 ? "none" : most));
        }
        Sequence sequence = new Sequence().octet('[', '[').rule(json.space());
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                sequence.octet(',', ',').rule(json.space());
            }
            sequence.rule(rule(list.get(i), at + "/prefixItems/" + i));
        }
        int rule = grammar.rule();
        grammar.alternative(rule, sequence.rule(json.space()).octet(']', ']'));
        return rule;
    }

    private int object(Map<String, Object> keywords, String at) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (keywords.getOrDefault("properties", Map.of()) instanceof Map<?, ?> map) {
            map.forEach((name, schema) -> properties.put((String) name, schema));
        } else {
            throw failure(at, "expected an object as \"properties\", got " + keywords.get("properties"));
        }
        List<String> required = required(keywords, properties, at);
        List<Integer> entries = new ArrayList<>();
        List<Boolean> needed = new ArrayList<>();
        properties.forEach((name, schema) -> {
            entries.add(json.entry(json.words(Json.write(name)), rule(schema, at + "/properties/" + name)));
            needed.add(required.contains(name));
        });
        Object more = keywords.getOrDefault("additionalProperties", false);
        int others = Boolean.FALSE.equals(more)
                ? -1
                : json.entry(
                        json.otherName(List.copyOf(properties.keySet())), rule(more, at + "/additionalProperties"));
        return braces(entries, needed, others);
    }

    private List<String> required(Map<String, Object> keywords, Map<String, Object> properties, String at) {
        List<String> required = new ArrayList<>();
        Object given = keywords.getOrDefault("required", List.of());
        if (!(given instanceof List<?> list)) {
            throw failure(at, "expected a list of names as \"required\", got " + given);
        }
        for (Object name : list) {
            if (!(name instanceof String text) || !properties.containsKey(text)) {
                throw failure(at, "expected names of \"properties\" as \"required\", got " + name);
            }
            required.add(text);
        }
        return required;
    }

    /** Entries in their order, those not needed left out at will, others behind them. */
    private int braces(List<Integer> entries, List<Boolean> needed, int others) {
        int[] first = new int[] {tail(others, true), tail(others, false)};
        for (int i = entries.size() - 1; i >= 0; i--) {
            int[] before = new int[2];
            for (int begun = 0; begun < 2; begun++) { // whether an entry stands before this one is told by its comma
                before[begun] = grammar.rule();
                Sequence taken = begun == 0
                        ? new Sequence()
                        : new Sequence().octet(',', ',').rule(json.space());
                grammar.alternative(before[begun], taken.rule(entries.get(i)).rule(first[1]));
                if (!needed.get(i)) {
                    grammar.alternative(before[begun], new Sequence().rule(first[begun]));
                }
            }
            first = before;
        }
        int rule = grammar.rule();
        grammar.alternative(
                rule,
                new Sequence().octet('{', '{').rule(json.space()).rule(first[0]).octet('}', '}'));
        return rule;
    }

    private int tail(int others, boolean start) {
        int rule = grammar.rule();
        if (start) {
            grammar.alternative(rule, new Sequence());
        } else {
            grammar.alternative(rule, new Sequence().rule(json.space()));
        }
        if (others >= 0) {
            int following = grammar.rule();
            grammar.alternative(
                    following, new Sequence().octet(',', ',').rule(json.space()).rule(others));
            int many = json.repeated(following, start ? 0 : 1, -1);
            Sequence sequence = start ? new Sequence().rule(others) : new Sequence();
            grammar.alternative(rule, sequence.rule(many).rule(json.space()));
        }
        return rule;
    }
}
