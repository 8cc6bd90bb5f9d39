package dev.heed.langchain4j;

import dev.heed.format.Json;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** LangChain4j's JSON schemas as {@link Json} would have read them. Descriptions mean nothing for the text and are left out. */
final class SchemaValues {
    private SchemaValues() {}

    static Object of(JsonSchema schema) {
        return of(schema.rootElement());
    }

    private static Object of(JsonSchemaElement element) {
        return switch (element) {
            case JsonObjectSchema object -> object(object);
            case JsonArraySchema array ->
                array.items() == null ? type("array") : Map.of("type", "array", "items", of(array.items()));
            case JsonEnumSchema values -> Map.of("type", "string", "enum", List.copyOf(values.enumValues()));
            case JsonAnyOfSchema any ->
                Map.of("anyOf", any.anyOf().stream().map(SchemaValues::of).toList());
            case JsonReferenceSchema reference -> Map.of("$ref", "#/$defs/" + reference.reference());
            case JsonRawSchema raw -> Json.read(raw.schema().getBytes(StandardCharsets.UTF_8), "response format");
            case JsonStringSchema text -> type("string");
            case JsonIntegerSchema whole -> type("integer");
            case JsonNumberSchema number -> type("number");
            case JsonBooleanSchema truth -> type("boolean");
            case JsonNullSchema nothing -> type("null");
            default ->
                throw new UnsupportedFeatureException("Heed does not support schemas of the type "
                        + element.getClass().getSimpleName());
        };
    }

    private static Map<String, Object> type(String name) {
        return Map.of("type", name);
    }

    private static Map<String, Object> object(JsonObjectSchema object) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("type", "object");
        values.put("properties", each(object.properties()));
        values.put("required", List.copyOf(object.required()));
        if (object.additionalProperties() != null) {
            values.put("additionalProperties", object.additionalProperties());
        }
        if (!object.definitions().isEmpty()) {
            values.put("$defs", each(object.definitions()));
        }
        return values;
    }

    private static Map<String, Object> each(Map<String, JsonSchemaElement> elements) {
        Map<String, Object> values = new LinkedHashMap<>(); // in the order in which the text will have them
        elements.forEach((name, element) -> values.put(name, of(element)));
        return values;
    }
}
