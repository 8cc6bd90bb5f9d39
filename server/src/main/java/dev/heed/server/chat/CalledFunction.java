package dev.heed.server.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A call that a model wrote.
 *
 * @param id nine letters and digits: the one form that every published template takes back (Mistral's refuse others)
 * @param arguments a JSON object, as the model wrote it
 */
record CalledFunction(String id, String name, String arguments) {
    private static final int ID_LENGTH = 9;
    private static final String ID_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /** What models write around a call's name and arguments. */
    private static final Set<String> BESIDE = Set.of("id", "type");

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static String newId() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_SIGNS.charAt(ThreadLocalRandom.current().nextInt(ID_SIGNS.length())));
        }
        return id.toString();
    }

    /** Where the JSON object or array ends that begins at {@code from}; −1 if it is not whole. */
    static int end(CharSequence text, int from) {
        int depth = 0;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i += quoted ? 1 : 0;
                case '"' -> quoted = !quoted;
                case '{', '[' -> depth += quoted ? 0 : 1;
                case '}', ']' -> {
                    depth -= quoted ? 0 : 1;
                    if (depth == 0 && !quoted) {
                        return i + 1;
                    }
                }
                default -> {
                    // between
                }
            }
        }
        return -1;
    }

    /**
     * The calls of one object {@code {"name", "arguments" or "parameters"}}, or of an array of such.
     *
     * @param names of the functions that may be called
     * @return empty if it is anything else
     */
    static List<CalledFunction> read(String json, Set<String> names) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            boolean several = parser.nextToken() == JsonToken.START_ARRAY;
            List<CalledFunction> calls = new ArrayList<>();
            if (several) {
                parser.nextToken();
            }
            while (parser.currentToken() == JsonToken.START_OBJECT) {
                CalledFunction call = one(parser, json, names);
                if (call == null) {
                    return List.of();
                }
                calls.add(call);
                parser.nextToken();
            }
            boolean whole = several ? parser.currentToken() == JsonToken.END_ARRAY : calls.size() == 1;
            return whole ? calls : List.of();
        } catch (IOException e) {
            return List.of(); // no JSON: text
        }
    }

    private static CalledFunction one(JsonParser parser, String json, Set<String> names) throws IOException {
        String name = null;
        String arguments = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("name") && value == JsonToken.VALUE_STRING) {
                name = parser.getText();
            } else if ((key.equals("arguments") || key.equals("parameters"))
                    && value == JsonToken.START_OBJECT
                    && arguments == null) {
                arguments = raw(parser, json);
            } else if (!BESIDE.contains(key)) {
                return null;
            } else {
                parser.skipChildren();
            }
        }
        return name == null || arguments == null || !names.contains(name)
                ? null
                : new CalledFunction(newId(), name, arguments);
    }

    /** An object's text. */
    private static String raw(JsonParser parser, String json) throws IOException {
        int begin = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        return json.substring(begin, (int) parser.currentTokenLocation().getCharOffset() + 1);
    }

    /** A call whose name stands outside of its arguments; empty if these are no object. */
    static List<CalledFunction> named(String name, String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return List.of();
            }
            String arguments = raw(parser, json);
            return parser.nextToken() == null ? List.of(new CalledFunction(newId(), name, arguments)) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
