package dev.heed.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of numbers that stand apart from their documents, equal rows once: in the document {@code {"row": [first, count]}}.
 * Only what single precision holds exactly as it is printed goes there. Not thread-safe.
 */
final class NumberPool {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int LEAST = 6; // numbers of a row that is worth it
    private static final String DERIVED = "weightedValues"; // the products of weights and values, which are there

    private final Map<Row, Integer> known = new HashMap<>();
    private float[] all = new float[4096];
    private int size;

    private record Row(float[] values) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Row row && Arrays.equals(values, row.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    /** How many numbers there are. */
    int size() {
        return size;
    }

    /** In single precision, little-endian. */
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(all, 0, size);
        return bytes.array();
    }

    /** A JSON document with its rows of numbers taken out; of steps also without the products, which the page makes again. */
    String withoutNumbers(byte[] document) throws IOException {
        StringWriter written = new StringWriter(document.length / 2);
        try (JsonParser in = FACTORY.createParser(document);
                JsonGenerator out = FACTORY.createGenerator(written)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.FIELD_NAME && in.currentName().equals(DERIVED)) {
                    in.nextToken();
                    in.skipChildren();
                    out.writeNullField(DERIVED);
                } else if (token == JsonToken.START_ARRAY) {
                    copyArray(in, out);
                } else {
                    out.copyCurrentEvent(in);
                }
            }
        }
        return written.toString();
    }

    /** The array that begins: by its place if it is a row of numbers, else its first elements as they are. */
    private void copyArray(JsonParser in, JsonGenerator out) throws IOException {
        List<String> numbers = new ArrayList<>();
        JsonToken token = in.nextToken();
        while (token.isNumeric()) {
            numbers.add(in.getText());
            token = in.nextToken();
        }
        float[] row = token == JsonToken.END_ARRAY && numbers.size() >= LEAST ? exactly(numbers) : null;
        if (row != null) {
            out.writeStartObject();
            out.writeArrayFieldStart("row");
            out.writeNumber(known.computeIfAbsent(new Row(row), this::append));
            out.writeNumber(row.length);
            out.writeEndArray();
            out.writeEndObject();
            return;
        }
        out.writeStartArray();
        for (String number : numbers) {
            out.writeNumber(number);
        }
        if (token == JsonToken.START_ARRAY) {
            copyArray(in, out);
        } else {
            out.copyCurrentEvent(in);
        }
    }

    /** The numbers in single precision; null if one of them is not what its float is printed as. */
    private static float[] exactly(List<String> numbers) {
        float[] row = new float[numbers.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = Float.parseFloat(numbers.get(i));
            if (Double.parseDouble(Float.toString(row[i])) != Double.parseDouble(numbers.get(i))) {
                return null;
            }
        }
        return row;
    }

    private int append(Row row) {
        int at = size;
        if (size + row.values.length > all.length) {
            all = Arrays.copyOf(all, Math.max(2 * all.length, size + row.values.length));
        }
        System.arraycopy(row.values, 0, all, size, row.values.length);
        size += row.values.length;
        return at;
    }
}
