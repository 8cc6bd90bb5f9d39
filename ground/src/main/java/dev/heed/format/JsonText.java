package dev.heed.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Strict JSON (RFC 8259) over untrusted bytes: valid UTF-8, one document, bounded nesting, one-line errors.
 *
 * <p>The bytes are decoded first, since the streaming reader lets some malformed UTF-8 pass.
 */
final class JsonText {
    static final int DEEPEST = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(1 << 20)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** Reads one value; the parser stands before its first token and must end on its last. */
    @FunctionalInterface
    interface Body<T> {
        T read(JsonParser parser) throws IOException;
    }

    private JsonText() {}

    /**
     * Reads a whole document.
     *
     * @param where the file, for messages
     * @throws InvalidFileException if the bytes are not one JSON document
     */
    static <T> T read(byte[] json, String where, Body<T> body) {
        CharBuffer text = decoded(json, where);
        try (JsonParser parser = FACTORY.createParser(text.array(), text.position(), text.remaining())) {
            T value = body.read(parser);
            if (parser.nextToken() != null) {
                throw new InvalidFileException(where + ": expected JSON, got more after its end" + place(parser));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new InvalidFileException(where + ": expected JSON, got: " + reason(e), e);
        } catch (IOException e) {
            throw new InvalidFileException(where + ": expected JSON, got an error while reading it", e);
        }
    }

    /** The place of the current token, as messages end with it. */
    static String place(JsonParser parser) {
        var location = parser.currentTokenLocation();
        return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    /** What stands at the current token, in words. */
    static String shown(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case null -> "the end";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case END_ARRAY -> "the end of the array";
            case VALUE_STRING -> "the string " + Quoted.of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + parser.getText();
            default -> String.valueOf(parser.getText());
        };
    }

    private static CharBuffer decoded(byte[] json, String where) {
        var bytes = ByteBuffer.wrap(json);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            throw new InvalidFileException(where + ": expected UTF-8, got other bytes at byte " + bytes.position(), e);
        }
    }

    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int source = message.indexOf("[Source:"); // Jackson's own account of the place, which follows in ours
        String first = (source < 0 ? message : message.substring(0, source))
                .lines()
                .findFirst()
                .orElse("something else")
                .strip();
        var location = e.getLocation();
        return location == null
                ? first
                : first + " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
