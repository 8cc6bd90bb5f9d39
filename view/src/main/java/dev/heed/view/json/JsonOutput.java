package dev.heed.view.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.heed.Token;
import dev.heed.Word;
import dev.heed.format.InvalidFileException;
import dev.heed.tensor.Matrix;
import dev.heed.text.Span;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** Writes documents to a stream: keys with values, in the order of the calls. Not thread-safe. */
public final class JsonOutput implements AutoCloseable {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final JsonGenerator json;

    /** @param out not closed */
    public JsonOutput(OutputStream out) throws IOException {
        this.json = FACTORY.createGenerator(out, JsonEncoding.UTF8)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        json.setRootValueSeparator(null);
    }

    /** Something that writes part of a document. */
    @FunctionalInterface
    public interface Part {
        /** Writes it. */
        void write() throws IOException;
    }

    /** An object without a key: a document or an element. */
    public void object(Part content) throws IOException {
        json.writeStartObject();
        content.write();
        json.writeEndObject();
    }

    /** Begins an object without a key, for what cannot be written in one go. */
    public void startObject() throws IOException {
        json.writeStartObject();
    }

    /** Ends it. */
    public void endObject() throws IOException {
        json.writeEndObject();
    }

    /** Begins a key with an array. */
    public void startArray(String key) throws IOException {
        json.writeArrayFieldStart(key);
    }

    /** Ends it. */
    public void endArray() throws IOException {
        json.writeEndArray();
    }

    /** A key with an array of what {@code content} writes. */
    public void array(String key, Part content) throws IOException {
        json.writeArrayFieldStart(key);
        content.write();
        json.writeEndArray();
    }

    /** An array without a key: a document or an element. */
    public void array(Part content) throws IOException {
        json.writeStartArray();
        content.write();
        json.writeEndArray();
    }

    /** An element: a string, or null. */
    public void element(String value) throws IOException {
        json.writeString(value);
    }

    /** An element: a float. */
    public void element(float value) throws IOException {
        number(value);
    }

    /** An element: a vector, or a part of one. */
    public void element(float[] data, int offset, int length) throws IOException {
        numbers(data, offset, length);
    }

    /** A key with bytes in base64. */
    public void put(String key, byte[] bytes) throws IOException {
        json.writeFieldName(key);
        json.writeBinary(bytes);
    }

    /** A key with an object. */
    public void object(String key, Part content) throws IOException {
        json.writeFieldName(key);
        object(content);
    }

    /** A key with a string, or null. */
    public void put(String key, String value) throws IOException {
        json.writeFieldName(key);
        json.writeString(value);
    }

    /** A key with an integer, or null. */
    public void put(String key, Integer value) throws IOException {
        json.writeFieldName(key);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }

    /** A key with a count. */
    public void put(String key, long value) throws IOException {
        json.writeNumberField(key, value);
    }

    /** A key with a truth value. */
    public void put(String key, boolean value) throws IOException {
        json.writeBooleanField(key, value);
    }

    /** A key with a float. */
    public void put(String key, float value) throws IOException {
        json.writeFieldName(key);
        number(value);
    }

    /** A key without a value. */
    public void putNull(String key) throws IOException {
        json.writeNullField(key);
    }

    /** A key with a vector. */
    public void put(String key, float[] vector) throws IOException {
        json.writeFieldName(key);
        numbers(vector, 0, vector.length);
    }

    /** A key with whole numbers. */
    public void put(String key, int[] numbers) throws IOException {
        json.writeFieldName(key);
        json.writeArray(numbers, 0, numbers.length);
    }

    /** A key with a matrix, row by row; null for none. */
    public void put(String key, Matrix matrix) throws IOException {
        if (matrix == null) {
            json.writeNullField(key);
            return;
        }
        json.writeArrayFieldStart(key);
        for (int row = 0; row < matrix.rows(); row++) {
            numbers(matrix.data(), matrix.index(row), matrix.columns());
        }
        json.writeEndArray();
    }

    /** A key with scores, row by row, null for what must not be attended to; null for none. */
    public void putScores(String key, Matrix scores) throws IOException {
        if (scores == null) {
            json.writeNullField(key);
            return;
        }
        json.writeArrayFieldStart(key);
        for (int row = 0; row < scores.rows(); row++) {
            scores(scores.row(row));
        }
        json.writeEndArray();
    }

    /** The same of one row. */
    public void putScores(String key, float[] scores) throws IOException {
        json.writeFieldName(key);
        scores(scores);
    }

    private void scores(float[] row) throws IOException {
        json.writeStartArray();
        for (float score : row) {
            if (score == Float.NEGATIVE_INFINITY) {
                json.writeNull();
            } else {
                number(score);
            }
        }
        json.writeEndArray();
    }

    /** A key with strings. */
    public void put(String key, List<String> strings) throws IOException {
        json.writeArrayFieldStart(key);
        for (String string : strings) {
            json.writeString(string);
        }
        json.writeEndArray();
    }

    /** {@code start} and {@code end}; both null for what stands nowhere. */
    public void putSpan(Span span) throws IOException {
        put("start", span == null ? null : (Integer) span.start());
        put("end", span == null ? null : (Integer) span.end());
    }

    /** The keys of a TOKEN. */
    public void putToken(Token token) throws IOException {
        put("text", token.text());
        put("piece", token.piece());
        put("id", token.id());
        putSpan(token.span());
        put("special", token.special());
    }

    /** The keys of a word. */
    public void putWord(Word word) throws IOException {
        put("text", word.text());
        putSpan(word.span());
        put("kind", word.kind().name().toLowerCase(Locale.ROOT));
        json.writeArrayFieldStart("tokens");
        for (int token : word.tokens()) {
            json.writeNumber(token);
        }
        json.writeEndArray();
    }

    /** Ends a line, as every document does. */
    public void endLine() throws IOException {
        json.writeRaw('\n');
    }

    /** Hands everything on. */
    public void flush() throws IOException {
        json.flush();
    }

    /** Hands everything on; the stream stays open. */
    @Override
    public void close() throws IOException {
        json.close();
    }

    private void numbers(float[] data, int offset, int length) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < length; i++) {
            number(data[offset + i]);
        }
        json.writeEndArray();
    }

    private void number(float value) throws IOException {
        if (!Float.isFinite(value)) {
            throw new InvalidFileException("model: expected finite numbers, got " + value
                    + "; its weights are damaged or too large for 32-bit floats");
        }
        json.writeNumber(value);
    }
}
