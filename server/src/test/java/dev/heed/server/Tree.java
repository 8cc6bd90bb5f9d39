package dev.heed.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON document to be looked into; asking for what is not there fails the test. */
record Tree(Object value) {
    static Tree of(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            Tree tree = new Tree(read(parser));
            if (parser.nextToken() != null) {
                throw new AssertionError("more than one document: " + json);
            }
            return tree;
        }
    }

    /** Strings as a JSON array. */
    static String json(List<String> strings) {
        StringBuilder json = new StringBuilder("[");
        for (String string : strings) {
            json.append(json.length() == 1 ? "" : ",")
                    .append('"')
                    .append(string.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                    .append('"');
        }
        return json.append(']').toString();
    }

    private static Object read(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String key = json.currentName();
                    json.nextToken();
                    object.put(key, read(json));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(json));
                }
                yield array;
            }
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Double.valueOf(json.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new AssertionError("no JSON value: " + json.currentToken());
        };
    }

    Tree at(String key) {
        if (!(value instanceof Map<?, ?> map) || !map.containsKey(key)) {
            throw new AssertionError("no key " + key + " in " + value);
        }
        return new Tree(map.get(key));
    }

    Tree at(int index) {
        return new Tree(((List<?>) value).get(index));
    }

    int size() {
        return ((List<?>) value).size();
    }

    List<String> keys() {
        return ((Map<?, ?>) value).keySet().stream().map(String.class::cast).toList();
    }

    String text() {
        return (String) value;
    }

    double number() {
        return (Double) value;
    }

    boolean truth() {
        return (Boolean) value;
    }

    boolean isNull() {
        return value == null;
    }

    float[] floats() {
        List<?> list = (List<?>) value;
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = ((Double) list.get(i)).floatValue();
        }
        return floats;
    }
}
