package dev.heed.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One pass over the tokens of a safetensors header. */
final class SafetensorsHeaderReader {
    private static final String METADATA = "__metadata__";
    private static final String DTYPE = "dtype";
    private static final String SHAPE = "shape";
    private static final String DATA_OFFSETS = "data_offsets";

    /** Types of ONNX that the format has no name for. */
    private static final Set<ElementType> FOREIGN = EnumSet.of(
            ElementType.STRING, ElementType.C128, ElementType.I4, ElementType.U4, ElementType.I2, ElementType.U2);

    private static final Map<String, ElementType> TYPES = types();

    private final JsonParser parser;
    private final String where;
    private final Map<String, SafetensorsHeader.Entry> tensors = new LinkedHashMap<>();
    private Map<String, String> metadata;

    /** The tensor being read. */
    private TensorPlace place;

    SafetensorsHeaderReader(JsonParser parser, String where) {
        this.parser = parser;
        this.where = where;
    }

    SafetensorsHeader read() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw refusedHeader("an object", JsonText.shown(parser));
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean isMetadata = name.equals(METADATA);
            if (tensors.containsKey(name) || isMetadata && metadata != null) {
                throw refusedHeader("every name once", Quoted.of(name) + " named twice");
            }
            if (isMetadata) {
                metadata = metadata();
            } else {
                tensors.put(name, tensor(name));
            }
        }
        return new SafetensorsHeader(tensors, metadata == null ? Map.of() : metadata);
    }

    /** As in the reference, {@code null} stands for none, and of a key given twice the last value holds. */
    private Map<String, String> metadata() throws IOException {
        Map<String, String> strings = new LinkedHashMap<>();
        if (parser.nextToken() == JsonToken.VALUE_NULL) {
            return strings;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw refusedHeader("an object for " + METADATA, JsonText.shown(parser));
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw refusedHeader("strings in " + METADATA, JsonText.shown(parser) + " for " + Quoted.of(key));
            }
            strings.put(key, parser.getText());
        }
        return strings;
    }

    private SafetensorsHeader.Entry tensor(String name) throws IOException {
        requireUnicode(name);
        place = new TensorPlace(where, name);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw refused("an object", JsonText.shown(parser));
        }
        ElementType type = null;
        long[] dims = null;
        long[] offsets = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case DTYPE -> type = once(key, type, type());
                case SHAPE -> dims = once(key, dims, counts(key));
                case DATA_OFFSETS -> offsets = once(key, offsets, counts(key));
                default -> parser.skipChildren();
            }
        }
        require(DTYPE, type);
        require(SHAPE, dims);
        require(DATA_OFFSETS, offsets);
        if (offsets.length != 2) {
            throw refused("two " + DATA_OFFSETS, Arrays.toString(offsets));
        }
        return new SafetensorsHeader.Entry(type, dims, offsets[0], offsets[1]);
    }

    private ElementType type() throws IOException {
        ElementType type = parser.currentToken() == JsonToken.VALUE_STRING ? TYPES.get(parser.getText()) : null;
        if (type == null) {
            throw refused("a " + DTYPE + " of " + String.join(", ", TYPES.keySet()), JsonText.shown(parser));
        }
        return type;
    }

    /** An array of whole numbers from 0 to 2^63 - 1, written as such: neither {@code 2.0} nor {@code -0}. */
    private long[] counts(String key) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw refused("an array for " + key, JsonText.shown(parser));
        }
        long[] counts = new long[4];
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (size == TensorSize.MOST_DIMENSIONS) {
                throw refused("at most " + size + " numbers for " + key, "more");
            }
            counts = size == counts.length ? Arrays.copyOf(counts, 2 * size) : counts;
            counts[size++] = count(key);
        }
        return Arrays.copyOf(counts, size);
    }

    private long count(String key) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                || parser.getText().startsWith("-")
                || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw refused("whole numbers from 0 to 2^63 - 1 for " + key, JsonText.shown(parser));
        }
        return parser.getLongValue();
    }

    private <T> T once(String key, T before, T value) throws IOException {
        if (before != null) {
            throw refused(key + " once", "it twice");
        }
        return value;
    }

    private void require(String key, Object value) throws IOException {
        if (value == null) {
            throw refused("a " + key, "none");
        }
    }

    /** JSON can escape half a character; no text has such a name, and the reference refuses it. */
    private void requireUnicode(String name) {
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            if (Character.getType(name.codePointAt(i)) == Character.SURROGATE) {
                throw refusedHeader("names without unpaired surrogates", Quoted.of(name));
            }
        }
    }

    private InvalidFileException refused(String expected, String got) {
        return place.refused("expected " + expected + ", got " + got + JsonText.place(parser));
    }

    private InvalidFileException refusedHeader(String expected, String got) {
        return new InvalidFileException(
                where + ": expected " + expected + " in the header, got " + got + JsonText.place(parser));
    }

    private static Map<String, ElementType> types() {
        Map<String, ElementType> types = new TreeMap<>();
        for (ElementType type : ElementType.values()) {
            if (!FOREIGN.contains(type)) {
                types.put(type.name(), type);
            }
        }
        return types;
    }
}
