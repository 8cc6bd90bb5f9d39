package dev.heed.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.heed.server.http.Refusal.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Understands a request's body: one JSON object in UTF-8, bounded in depth, values and text. Confined to one thread. */
final class Body {
    private static final int DEEPEST = 64;
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(40)
                    .maxNameLength(200)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Shape shape;
    private long characters;
    private long values;

    /**
     * What a body may hold.
     *
     * @param nested whether values may be objects, arrays of arrays, and numbers with a fraction
     * @param items most values of an array
     * @param values most values in all
     * @param textLength most characters (UTF-16 units) of all texts together
     */
    record Shape(boolean nested, int items, long values, long textLength) {}

    private Body(Shape shape) {
        this.shape = shape;
    }

    /**
     * Understands the bytes.
     *
     * @throws Refusal if they are not such an object
     */
    static Keys parse(byte[] bytes, Shape shape) throws IOException {
        return new Body(shape).parse(text(bytes));
    }

    /** JSON that is sent is UTF-8 (RFC 8259, section 8.1). */
    private static String text(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int at = in.position();
            throw malformed("expected UTF-8, got the byte 0x%02X at byte %d, which is none; encode it as UTF-8"
                    .formatted(bytes[at], at));
        }
        out.flip();
        return out.length() > 0 && out.charAt(0) == '\uFEFF'
                ? out.subSequence(1, out.length()).toString()
                : out.toString();
    }

    private Keys parse(String text) throws IOException {
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("expected a JSON object, got " + (text.isEmpty() ? "nothing" : "something else"));
            }
            Map<String, Object> values = object(json);
            if (json.nextToken() != null) {
                throw malformed("expected one JSON object, got more behind it");
            }
            return new Keys(values);
        } catch (StreamConstraintsException e) {
            throw malformed(
                    "expected values at most " + DEEPEST
                            + " deep, names of at most 200 characters and numbers of at most 40, got more",
                    e);
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw malformed(
                    "expected a JSON object, got what is none (line " + place.getLineNr() + ", column "
                            + place.getColumnNr() + ")",
                    e);
        }
    }

    private Map<String, Object> object(JsonParser json) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            object.put(key, json.currentToken() == JsonToken.START_ARRAY ? array(json, key) : value(json, key));
        }
        return object;
    }

    private List<Object> array(JsonParser json, String key) throws IOException {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == shape.items()) {
                throw new Refusal(Reason.TOO_LARGE, key, "expected at most " + shape.items() + " items, got more");
            }
            items.add(
                    shape.nested() && json.currentToken() == JsonToken.START_ARRAY
                            ? array(json, key)
                            : value(json, key));
        }
        return items;
    }

    private Object value(JsonParser json, String key) throws IOException {
        if (++values > shape.values()) {
            throw new Refusal(Reason.TOO_LARGE, key, "expected at most " + shape.values() + " values in all, got more");
        }
        return switch (json.currentToken()) {
            case VALUE_STRING -> text(json.getText(), key);
            case VALUE_NUMBER_INT -> whole(json, key);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_FLOAT -> fraction(json, key);
            case START_OBJECT -> {
                if (!shape.nested()) {
                    throw new Refusal(Reason.MALFORMED, key, "expected a plain value, got one within another");
                }
                yield object(json);
            }
            default -> throw new Refusal(Reason.MALFORMED, key, "expected a plain value, got one within another");
        };
    }

    private double fraction(JsonParser json, String key) throws IOException {
        double value = json.getDoubleValue();
        if (!shape.nested() || Double.isInfinite(value)) {
            throw new Refusal(
                    Reason.MALFORMED,
                    key,
                    "expected a " + (shape.nested() ? "finite" : "whole") + " number, got " + json.getText());
        }
        return value;
    }

    private static long whole(JsonParser json, String key) throws IOException {
        try {
            return json.getLongValue();
        } catch (JsonProcessingException e) {
            throw new Refusal(Reason.MALFORMED, key, "expected a whole number, got " + json.getText(), e);
        }
    }

    private String text(String text, String key) {
        characters += text.length();
        if (characters > shape.textLength()) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    key,
                    "expected at most " + shape.textLength() + " characters in all, got more; shorten it");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new Refusal(
                        Reason.MALFORMED, key, "expected Unicode text, got half of a surrogate pair at character " + i);
            }
        }
        return text;
    }

    private static Refusal malformed(String expectation) {
        return malformed(expectation, null);
    }

    private static Refusal malformed(String expectation, Throwable cause) {
        return new Refusal(Reason.MALFORMED, "body", expectation, cause);
    }
}
