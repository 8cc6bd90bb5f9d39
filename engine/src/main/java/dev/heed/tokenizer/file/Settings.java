package dev.heed.tokenizer.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.tokenizer.subword.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One small JSON object of a tokenizer file, asked for its members by name and type.
 *
 * <p>Every refusal names the file, the member's path, what was expected and what was there. Paths are put together with
 * {@code concat}: the first {@code +} of a JVM costs some 20 ms, and most runs refuse nothing.
 *
 * @param members the object's members: maps, lists, strings, longs, booleans, {@code null}; other numbers as text
 * @param path where in the file the object is, such as {@code post_processor.single[0]}
 * @param where the file's name
 */
record Settings(Map<String, Object> members, String path, String where) {

    /** Reads the value that the parser stands on; depth is bounded by the parser's own limit. */
    static Object readValue(JsonParser parser, String path, String where) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    if (members.containsKey(key)) {
                        throw fail(where, path, "every key once", "the key " + Quoted.of(key) + " twice");
                    }
                    members.put(key, readValue(parser, path, where));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(readValue(parser, path, where));
                }
                yield items;
            }
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? new StringBuilder(parser.getText())
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> new StringBuilder(parser.getText());
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    /** Takes a value as an object. */
    @SuppressWarnings("unchecked")
    static Settings of(Object value, String path, String where) {
        if (value instanceof Map<?, ?> members) {
            return new Settings((Map<String, Object>) members, path, where);
        }
        throw fail(where, path, "an object", shown(value));
    }

    String string(String key) {
        return members.get(key) instanceof String value ? value : failAs(key, "a string");
    }

    String string(String key, String otherwise) {
        return members.get(key) == null ? otherwise : string(key);
    }

    boolean flag(String key, boolean otherwise) {
        Object value = members.get(key);
        if (value == null) {
            return otherwise;
        }
        return value instanceof Boolean flag ? flag : this.<Boolean>failAs(key, "true or false");
    }

    /** An id: checked to be a number that an id can be. */
    int id(String key) {
        return id(members.get(key), at(key));
    }

    int id(Object value, String idPath) {
        if (value instanceof Long id && id >= 0 && id < Vocabulary.MAX_IDS) {
            return id.intValue();
        }
        throw fail(where, idPath, "an id from 0 to " + (Vocabulary.MAX_IDS - 1), shown(value));
    }

    /** A whole number from 1 to {@code most}. */
    int count(String key, int otherwise, int most) {
        Object value = members.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long count && count >= 1 && count <= most) {
            return count.intValue();
        }
        return this.<Integer>failAs(key, "a whole number from 1 to " + most);
    }

    Settings section(String key) {
        return of(members.get(key), at(key), where);
    }

    List<?> list(String key) {
        return members.get(key) instanceof List<?> list ? list : failAs(key, "a list");
    }

    /** The objects of a list. */
    List<Settings> sections(String key) {
        List<Settings> sections = new ArrayList<>();
        for (Object item : list(key)) {
            sections.add(of(
                    item,
                    at(key).concat("[").concat(String.valueOf(sections.size())).concat("]"),
                    where));
        }
        return sections;
    }

    /** Refuses a member that is not among {@code keys}; what says nothing, {@code null} or {@code false}, may stand. */
    Settings only(String... keys) {
        for (Map.Entry<String, Object> member : members.entrySet()) {
            boolean silent = member.getValue() == null || Boolean.FALSE.equals(member.getValue());
            if (!silent && !List.of(keys).contains(member.getKey())) {
                throw refusal(member.getKey(), "no such setting");
            }
        }
        return this;
    }

    /** A string of one character. */
    int character(String key) {
        String text = string(key);
        if (text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
            throw refusal(key, "one character");
        }
        return text.codePointAt(0);
    }

    /** A whole number from 0 on. */
    int number(String key) {
        return members.get(key) instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE
                ? number.intValue()
                : this.<Integer>failAs(key, "a whole number from 0 on");
    }

    boolean has(String key) {
        return members.get(key) != null;
    }

    /** A refusal of the member {@code key}, to be thrown. */
    InvalidFileException refusal(String key, String expected) {
        return fail(where, at(key), expected, shown(members.get(key)));
    }

    private <T> T failAs(String key, String expected) {
        throw refusal(key, expected);
    }

    private String at(String key) {
        return path.concat(".").concat(key);
    }

    static InvalidFileException fail(String where, String path, String expected, String found) {
        return new InvalidFileException(where + ": expected " + expected + ", got " + found + " (" + path
                + "); use the file of a BERT-family model");
    }

    /** A value as a message may show it. */
    static String shown(Object value) {
        return switch (value) {
            case null -> "nothing";
            case String text -> Quoted.of(text);
            case Map<?, ?> members -> "an object";
            case List<?> items -> "a list";
            default -> Quoted.of(value.toString()).replace("\"", "");
        };
    }
}
