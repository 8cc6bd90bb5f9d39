package dev.heed.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON documents of configuration size (RFC 8259), read whole.
 *
 * <p>An object becomes a {@code Map<String, Object>} in the order of the file, an array a {@code List<Object>}, a
 * string a {@code String}, an integer an {@code Integer}, {@code Long} or {@code BigInteger}, any other number a
 * {@code Double}, the rest {@code Boolean} and {@code null}; all unmodifiable. A name twice in one object is refused,
 * for one of the two would be lost. {@link JsonObject} is the typed way in.
 */
public final class Json {
    /** The largest document read; tokenizer files of large vocabularies stay well below. */
    static final int MOST_BYTES = 64 << 20;

    private Json() {}

    /**
     * Reads one document; a leading byte order mark is skipped.
     *
     * @param json UTF-8, at most 64 MiB, nested at most 64 deep
     * @param where the file, for messages
     * @return the value, {@code null} for the document {@code null}
     * @throws InvalidFileException if the bytes are anything else
     */
    public static Object read(byte[] json, String where) {
        if (json.length > MOST_BYTES) {
            throw new InvalidFileException(
                    where + ": expected JSON of at most " + MOST_BYTES + " bytes, got " + json.length);
        }
        return JsonText.read(withoutMark(json), where, parser -> {
            if (parser.nextToken() == null) {
                throw new InvalidFileException(where + ": expected JSON, got nothing; the file is empty");
            }
            return value(parser, where);
        });
    }

    private static byte[] withoutMark(byte[] json) {
        boolean marked = json.length >= 3 && json[0] == (byte) 0xEF && json[1] == (byte) 0xBB && json[2] == (byte) 0xBF;
        return marked ? Arrays.copyOfRange(json, 3, json.length) : json;
    }

    /** Nesting is bounded by the parser, so is this recursion. */
    private static Object value(JsonParser parser, String where) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, where);
            case START_ARRAY -> array(parser, where);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, Object> object(JsonParser parser, String where) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (object.containsKey(name)) {
                throw new InvalidFileException(where + ": expected every name once in an object, got " + Quoted.of(name)
                        + " twice" + JsonText.place(parser));
            }
            parser.nextToken();
            object.put(name, value(parser, where));
        }
        return Collections.unmodifiableMap(object);
    }

    private static List<Object> array(JsonParser parser, String where) throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, where));
        }
        return Collections.unmodifiableList(array);
    }

    /**
     * A value as JSON on one line, {@code ", "} and {@code ": "} between its parts.
     *
     * @param value strings, numbers, booleans, lists, maps with strings as keys, null
     */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case String text -> quote(text, out);
            case List<?> list -> {
                String between = "[";
                for (Object item : list) {
                    write(item, out.append(between));
                    between = ", ";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case Map<?, ?> map -> {
                String between = "{";
                for (var entry : map.entrySet()) {
                    quote((String) entry.getKey(), out.append(between));
                    write(entry.getValue(), out.append(": "));
                    between = ", ";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            }
            default -> out.append(value); // Boolean, Integer, Long, BigInteger, Double
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = "\"\\\n\r\t\b\f".indexOf(c);
            if (escape >= 0) {
                out.append('\\').append("\"\\nrtbf".charAt(escape));
            } else if (c < 0x20) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
