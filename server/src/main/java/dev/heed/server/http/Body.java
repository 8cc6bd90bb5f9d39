package dev.heed.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.heed.server.http.Refusal.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a request's body: one JSON object of scalars and arrays of scalars, never more bytes than the limit. */
final class Body {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNumberLength(40)
                    .maxNameLength(200)
                    .build())
            .build();
    private static final int MOST_ITEMS = 1_000;
    private static final int CHUNK = 8_192;

    private final Limits limits;
    private int characters;

    private Body(Limits limits) {
        this.limits = limits;
    }

    /**
     * Reads to the end of the stream.
     *
     * @throws Refusal if it is too large or not such an object
     */
    static Keys read(InputStream in, Limits limits) throws IOException {
        return new Body(limits).parse(bounded(in, limits));
    }

    private static byte[] bounded(InputStream in, Limits limits) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            if (bytes.size() + count > limits.bodyBytes()) {
                throw tooLarge(limits);
            }
            bytes.write(chunk, 0, count);
        }
        return bytes.toByteArray();
    }

    static Refusal tooLarge(Limits limits) {
        return new Refusal(
                Reason.TOO_LARGE, "body", "expected at most " + limits.bodyBytes() + " bytes, got more; shorten it");
    }

    private Keys parse(byte[] bytes) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("expected a JSON object, got " + (bytes.length == 0 ? "nothing" : "something else"));
            }
            Map<String, Object> values = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                json.nextToken();
                values.put(key, json.currentToken() == JsonToken.START_ARRAY ? array(json, key) : scalar(json, key));
            }
            if (json.nextToken() != null) {
                throw malformed("expected one JSON object, got more behind it");
            }
            return new Keys(values);
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new Refusal(
                    Reason.MALFORMED,
                    "body",
                    "expected a JSON object, got what is none (line " + place.getLineNr() + ", column "
                            + place.getColumnNr() + ")",
                    e);
        }
    }

    private List<Object> array(JsonParser json, String key) throws IOException {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == MOST_ITEMS) {
                throw new Refusal(Reason.TOO_LARGE, key, "expected at most " + MOST_ITEMS + " items, got more");
            }
            items.add(scalar(json, key));
        }
        return items;
    }

    private Object scalar(JsonParser json, String key) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> text(json.getText(), key);
            case VALUE_NUMBER_INT -> whole(json, key);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_FLOAT ->
                throw new Refusal(Reason.MALFORMED, key, "expected a whole number, got " + json.getText());
            default -> throw new Refusal(Reason.MALFORMED, key, "expected a plain value, got one within another");
        };
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
        if (characters > limits.textLength()) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    key,
                    "expected at most " + limits.textLength() + " characters in all, got more; shorten it");
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
        return new Refusal(Reason.MALFORMED, "body", expectation);
    }
}
