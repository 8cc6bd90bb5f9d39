package dev.heed.tokenizer.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.heed.format.Quoted;
import dev.heed.tokenizer.subword.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code model} of a {@code tokenizer.json} as it was read: settings, and what is too large for settings.
 *
 * <p>Filled in any order of keys; {@link ModelBuilder} makes a model of it.
 */
final class ModelPart {
    private final String where;
    /** Everything but vocabulary, scores and merges. */
    private final Map<String, Object> members = new LinkedHashMap<>();

    private Vocabulary vocabulary;
    private double[] scores;
    /** Left and right sides in turns. */
    private List<String> merges;

    ModelPart(String where) {
        this.where = where;
    }

    ModelPart with(Map<String, Object> settings) {
        members.putAll(settings);
        return this;
    }

    ModelPart with(Vocabulary known) {
        vocabulary = known;
        return this;
    }

    /** @param byId scores of all pieces */
    ModelPart withScores(double[] byId) {
        scores = byId;
        return this;
    }

    /** @param sides left and right sides in turns */
    ModelPart withMerges(List<String> sides) {
        merges = sides;
        return this;
    }

    Settings settings() {
        return new Settings(members, "model", where);
    }

    Map<String, Object> members() {
        return members;
    }

    Vocabulary vocabulary() {
        if (vocabulary == null) {
            throw Settings.fail(where, "model.vocab", "pieces and their ids", "none");
        }
        return vocabulary;
    }

    /** Whether pieces have scores. */
    boolean isScored() {
        return scores != null;
    }

    /** By id. */
    double[] scores() {
        if (scores == null) {
            throw Settings.fail(where, "model.vocab", "a list of pieces and scores", "pieces without scores");
        }
        return scores;
    }

    /** Left and right sides in turns. */
    List<String> merges() {
        if (merges == null) {
            throw Settings.fail(where, "model.merges", "a list of merges", "none");
        }
        return merges;
    }

    /** Reads the object that the parser stands on; a vocabulary that is known already is read past. */
    void read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw Settings.fail(where, "model", "an object", "another value");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (members.containsKey(key)) {
                throw Settings.fail(where, "model", "every key once", "the key " + Quoted.of(key) + " twice");
            }
            if (key.equals("vocab") && value.isStructStart()) {
                if (vocabulary != null) {
                    parser.skipChildren();
                } else if (value == JsonToken.START_OBJECT) {
                    readVocabulary(parser);
                } else {
                    readScored(parser);
                }
                members.put(key, true);
            } else if (key.equals("merges") && value == JsonToken.START_ARRAY) {
                readMerges(parser);
                members.put(key, true);
            } else {
                members.put(key, Settings.readValue(parser, "model", where));
            }
        }
    }

    private void readVocabulary(JsonParser parser) throws IOException {
        Vocabulary.Builder builder = new Vocabulary.Builder(where);
        readPieces(parser, builder);
        vocabulary = builder.build();
    }

    /** Reads the object that the parser stands on, a piece and its id a member. */
    void readPieces(JsonParser parser, Vocabulary.Builder builder) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw Settings.fail(where, "vocabulary", "an object of pieces and their ids", "another value");
        }
        for (String piece = parser.nextFieldName(); piece != null; piece = parser.nextFieldName()) {
            if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT
                    || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw Settings.fail(where, "model.vocab", "an id for " + Quoted.of(piece), Quoted.of(parser.getText()));
            }
            builder.add(piece, parser.getLongValue());
        }
    }

    /** {@code [["<s>", 0.0], …]}, ids from 0 on. */
    private void readScored(JsonParser parser) throws IOException {
        Vocabulary.Builder builder = new Vocabulary.Builder(where);
        double[] read = new double[1 << 12];
        int id = 0;
        for (; parser.nextToken() != JsonToken.END_ARRAY; id++) {
            boolean pair =
                    parser.currentToken() == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.VALUE_STRING;
            String piece = pair ? parser.getText() : null;
            pair = pair && parser.nextToken().isNumeric();
            if (!pair) {
                throw Settings.fail(where, "model.vocab", "a piece and its score", "another value at " + id);
            }
            if (id == read.length) {
                read = Arrays.copyOf(read, 2 * id);
            }
            read[id] = Score.parse(parser.getText());
            builder.add(piece, id);
            if (parser.nextToken() != JsonToken.END_ARRAY) {
                throw Settings.fail(where, "model.vocab", "a piece and its score", "more at " + id);
            }
        }
        vocabulary = builder.build();
        scores = Arrays.copyOf(read, id);
    }

    /** {@code ["a b", …]} or {@code [["a", "b"], …]}. */
    private void readMerges(JsonParser parser) throws IOException {
        merges = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                addMerge(parser.getText());
                continue;
            }
            boolean pair = parser.currentToken() == JsonToken.START_ARRAY;
            for (int side = 0; side < 2 && pair; side++) {
                pair = parser.nextToken() == JsonToken.VALUE_STRING;
                if (pair) {
                    merges.add(parser.getText());
                }
            }
            if (!pair || parser.nextToken() != JsonToken.END_ARRAY) {
                throw Settings.fail(
                        where, "model.merges", "two pieces", "another value for merge " + merges.size() / 2);
            }
        }
    }

    private void addMerge(String line) {
        int blank = line.indexOf(' ');
        if (blank < 0 || line.indexOf(' ', blank + 1) >= 0) {
            throw Settings.fail(where, "model.merges", "two pieces with a blank between them", Quoted.of(line));
        }
        merges.add(line.substring(0, blank));
        merges.add(line.substring(blank + 1));
    }
}
