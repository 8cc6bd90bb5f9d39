package dev.heed.tokenizer.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.tokenizer.aligned.Utf8;
import dev.heed.tokenizer.subword.Vocabulary;
import java.io.IOException;
import java.nio.CharBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads a Hugging Face {@code tokenizer.json} in one pass; the vocabulary goes straight into its table.
 *
 * <p>{@code version}, {@code truncation} and {@code padding} are read past. Whatever else the file asks for and this package
 * does not do is refused by name.
 */
final class TokenizerFile {
    private static final int MAX_NESTING = 32;
    private static final int MAX_STRING = 1 << 24;
    private static final Set<String> READ_PAST = Set.of("version", "truncation", "padding");

    /** Names are not interned or kept: a vocabulary's keys are each read once. */
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_STRING)
                    .build())
            .build();

    private final String where;
    /** Everything but the vocabulary. */
    private final Map<String, Object> parts = new HashMap<>();

    private final ModelPart model;
    private boolean modelSeen;

    TokenizerFile(String where) {
        this.where = where;
        this.model = new ModelPart(where);
    }

    /** A file whose vocabulary is known already: what it says of it is read past. */
    TokenizerFile(String where, Vocabulary vocabulary) {
        this(where);
        model.with(vocabulary);
    }

    static JsonParser parser(byte[] bytes, String where) throws IOException {
        CharBuffer text = Utf8.decode(bytes, where);
        return JSON.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining());
    }

    Assembly read(byte[] bytes) {
        try (JsonParser parser = parser(bytes, where)) {
            readDocument(parser);
        } catch (JsonProcessingException e) {
            throw new InvalidFileException(where + ": expected JSON, got " + oneLine(e) + "; fetch the file again", e);
        } catch (IOException e) {
            throw new InvalidFileException(where + ": cannot be read; fetch the file again", e);
        }
        if (!modelSeen) {
            throw Settings.fail(where, "top level", "the key model", "none");
        }
        return new Assembly(parts, model, where);
    }

    private void readDocument(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw Settings.fail(
                    where, "top level", "an object", parser.currentToken() == null ? "nothing" : "another value");
        }
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (!seen.add(key)) {
                throw Settings.fail(where, "top level", "every key once", "the key " + Quoted.of(key) + " twice");
            }
            parser.nextToken();
            if (key.equals("model")) {
                modelSeen = true;
                model.read(parser);
            } else if (READ_PAST.contains(key)) {
                parser.skipChildren();
            } else {
                parts.put(key, Settings.readValue(parser, key, where));
            }
        }
        if (parser.nextToken() != null) {
            throw Settings.fail(where, "top level", "one object", "more after it");
        }
    }

    private static String oneLine(JsonProcessingException e) {
        String message = e.getOriginalMessage().replaceAll("\\s+", " ");
        return e.getLocation() == null
                ? message
                : message + " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
