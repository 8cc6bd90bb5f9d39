package dev.heed.server.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON schema of what a model writes behind the opening of a call, where it must call one of some functions. */
final class CallSchema {
    private static final String DEFINITIONS = "#/$defs/";
    /** Keywords whose values are values, not schemas. */
    private static final Set<String> VALUES = Set.of("enum", "const", "default", "examples", "required");
    /** Keywords whose values are schemas by name. */
    private static final Set<String> NAMED = Set.of("properties", "$defs", "definitions");

    private CallSchema() {}

    /**
     * Of the functions that may be called.
     *
     * @param several whether more than one call may be written, where the form has room for that
     */
    static Object of(CallForm form, List<OfferedTools.Tool> tools, boolean several) {
        if (form.kind() == CallForm.Kind.NAMED) {
            return tools.getFirst().parameters();
        }
        Map<String, Object> definitions = new LinkedHashMap<>();
        List<Object> one = new ArrayList<>();
        for (OfferedTools.Tool tool : tools) {
            definitions.put(tool.name(), call(form, tool));
            one.add(Map.of("$ref", DEFINITIONS + tool.name()));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        if (form.kind() == CallForm.Kind.LISTED) {
            schema.put("type", "array");
            schema.put("items", Map.of("anyOf", one));
            schema.put("minItems", 1);
            if (!several) {
                schema.put("maxItems", 1);
            }
        } else {
            schema.put("anyOf", one);
        }
        schema.put("$defs", definitions);
        return schema;
    }

    private static Map<String, Object> call(CallForm form, OfferedTools.Tool tool) {
        String place = DEFINITIONS + tool.name() + "/properties/" + form.key();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", Map.of("const", tool.name()));
        properties.put(form.key(), moved(tool.parameters(), place));
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("type", "object");
        call.put("properties", properties);
        call.put("required", List.of("name", form.key()));
        call.put("additionalProperties", false);
        return call;
    }

    /** A schema that stands elsewhere now: what it refers to has moved with it. */
    private static Object moved(Object schema, String place) {
        if (schema instanceof List<?> list) {
            return list.stream().map(item -> moved(item, place)).toList();
        }
        if (!(schema instanceof Map<?, ?> map)) {
            return schema;
        }
        Map<String, Object> moved = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String keyword = (String) key;
            if (keyword.equals("$ref") && value instanceof String to && to.startsWith("#")) {
                moved.put(keyword, place + to.substring(1));
            } else if (NAMED.contains(keyword) && value instanceof Map<?, ?> named) {
                Map<String, Object> schemas = new LinkedHashMap<>();
                named.forEach((name, each) -> schemas.put((String) name, moved(each, place)));
                moved.put(keyword, schemas);
            } else {
                moved.put(keyword, VALUES.contains(keyword) ? value : moved(value, place));
            }
        });
        return moved;
    }
}
