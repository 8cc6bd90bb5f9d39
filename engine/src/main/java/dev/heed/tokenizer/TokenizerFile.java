package dev.heed.tokenizer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import java.io.IOException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a Hugging Face {@code tokenizer.json} of the BERT family in one pass; the vocabulary goes straight into its table.
 *
 * <p>{@code version}, {@code truncation}, {@code padding} and {@code decoder} are read past. Whatever else the file asks
 * for and this package does not do is refused by name.
 */
final class TokenizerFile {
    private static final int MAX_NESTING = 32;
    private static final int MAX_STRING = 1 << 16;
    private static final Set<String> READ_PAST = Set.of("version", "truncation", "padding", "decoder");

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

    private Vocabulary vocabulary;

    TokenizerFile(String where) {
        this.where = where;
    }

    /** A file whose vocabulary is known already: what it says of it is read past. */
    TokenizerFile(String where, Vocabulary vocabulary) {
        this.where = where;
        this.vocabulary = vocabulary;
    }

    static JsonParser parser(byte[] bytes, String where) throws IOException {
        CharBuffer text = Utf8.decode(bytes, where);
        return JSON.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining());
    }

    Tokenizer read(byte[] bytes) {
        try (JsonParser parser = parser(bytes, where)) {
            readDocument(parser);
        } catch (JsonProcessingException e) {
            throw new InvalidFileException(where + ": expected JSON, got " + oneLine(e) + "; fetch the file again", e);
        } catch (IOException e) {
            throw new InvalidFileException(where + ": cannot be read; fetch the file again", e);
        }
        return assemble();
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
                parts.put(key, readModel(parser));
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

    private Map<String, Object> readModel(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw Settings.fail(where, "model", "an object", "another value");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (members.containsKey(key)) {
                throw Settings.fail(where, "model", "every key once", "the key " + Quoted.of(key) + " twice");
            }
            if (key.equals("vocab") && value == JsonToken.START_OBJECT) {
                readVocabulary(parser);
                members.put(key, true);
            } else if (value.isStructStart()) {
                parser.skipChildren();
                members.put(key, false);
            } else {
                members.put(key, Settings.readValue(parser, "model", where));
            }
        }
        return members;
    }

    private void readVocabulary(JsonParser parser) throws IOException {
        if (vocabulary != null) {
            parser.skipChildren();
            return;
        }
        Vocabulary.Builder builder = new Vocabulary.Builder(where);
        for (String piece = parser.nextFieldName(); piece != null; piece = parser.nextFieldName()) {
            if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT
                    || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw Settings.fail(where, "model.vocab", "an id for " + Quoted.of(piece), Quoted.of(parser.getText()));
            }
            builder.add(piece, parser.getLongValue());
        }
        vocabulary = builder.build();
    }

    private Tokenizer assemble() {
        Settings top = new Settings(parts, "top level", where);
        Set<String> known = Set.of("model", "normalizer", "pre_tokenizer", "post_processor", "added_tokens");
        for (Map.Entry<String, Object> part : parts.entrySet()) {
            if (part.getValue() != null && !known.contains(part.getKey())) {
                throw Settings.fail(where, "top level", "no other part", "the key " + Quoted.of(part.getKey()));
            }
        }
        WordPiece model = model(top);
        TokenizerParts others = new TokenizerParts(model.vocabulary(), where);
        BertNormalizer normalizer = others.normalizer(parts.get("normalizer"));
        others.checkPreTokenizer(parts.get("pre_tokenizer"));
        List<AddedToken> added = top.has("added_tokens")
                ? others.addedTokens(new Settings(parts, "top level", where).sections("added_tokens"), normalizer)
                : new ArrayList<>();
        Template template = others.template(parts.get("post_processor"));
        return new Tokenizer(normalizer, model, added, template);
    }

    private WordPiece model(Settings top) {
        Settings model = Settings.of(top.members().get("model"), "model", where);
        if (!"WordPiece".equals(model.members().get("type"))) {
            throw model.refusal("type", "WordPiece");
        }
        if (vocabulary == null) {
            throw Settings.fail(where, "model.vocab", "an object of pieces and their ids", "none");
        }
        String unknown = model.string("unk_token", WordPiece.DEFAULT_UNKNOWN);
        int unknownId = vocabulary.id(unknown);
        if (unknownId < 0) {
            throw Settings.fail(
                    where, "model.unk_token", "a piece of the vocabulary", Quoted.of(unknown) + ", which it lacks");
        }
        return new WordPiece(
                vocabulary,
                unknownId,
                model.string("continuing_subword_prefix", WordPiece.DEFAULT_PREFIX),
                model.count("max_input_chars_per_word", WordPiece.DEFAULT_MAX_CHARACTERS, Integer.MAX_VALUE));
    }

    private static String oneLine(JsonProcessingException e) {
        String message = e.getOriginalMessage().replaceAll("\\s+", " ");
        return e.getLocation() == null
                ? message
                : message + " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
