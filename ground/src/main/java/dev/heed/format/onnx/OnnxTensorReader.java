package dev.heed.format.onnx;

import dev.heed.format.ElementType;
import dev.heed.format.Quoted;
import dev.heed.format.StoredTensor;
import dev.heed.format.TensorPlace;
import dev.heed.format.TensorSize;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a {@code TensorProto}, whichever of its many places the data lies in. */
final class OnnxTensorReader {
    /** {@code TensorProto.DataType} by number; 0 is undefined. */
    private static final ElementType[] TYPES = {
        null,
        ElementType.F32,
        ElementType.U8,
        ElementType.I8,
        ElementType.U16,
        ElementType.I16,
        ElementType.I32,
        ElementType.I64,
        ElementType.STRING,
        ElementType.BOOL,
        ElementType.F16,
        ElementType.F64,
        ElementType.U32,
        ElementType.U64,
        ElementType.C64,
        ElementType.C128,
        ElementType.BF16,
        ElementType.F8_E4M3,
        ElementType.F8_E4M3FNUZ,
        ElementType.F8_E5M2,
        ElementType.F8_E5M2FNUZ,
        ElementType.U4,
        ElementType.I4,
        ElementType.F4,
        ElementType.F8_E8M0,
        ElementType.U2,
        ElementType.I2,
        ElementType.F6_E2M3,
        ElementType.F6_E3M2
    };

    private final ProtobufCursor cursor;
    private final String where;
    private final OnnxExternalData externalData;

    OnnxTensorReader(ProtobufCursor cursor, String where, OnnxExternalData externalData) {
        this.cursor = cursor;
        this.where = where;
        this.externalData = externalData;
    }

    /** The fields of one tensor as they come. */
    private static final class Fields {
        private final LongList dims = new LongList(TensorSize.MOST_DIMENSIONS);
        private final Map<String, String> external = new LinkedHashMap<>();
        private long type;
        private long location;
        private String name = "";
        private MemorySegment raw;
        private OnnxNumbers numbers;
        private boolean hasStrings;
        private boolean isSegment;
    }

    /**
     * The tensor at the cursor's current field.
     *
     * @param fallbackName its name if the file gives none
     */
    StoredTensor read(String fallbackName) {
        var fields = new Fields();
        long outer = cursor.enter();
        while (cursor.next()) {
            field(fields);
        }
        cursor.leave(outer);
        String name = fields.name.isEmpty() ? fallbackName : fields.name;
        var place = new TensorPlace(where, name);
        ElementType type = type(fields, place);
        long[] dims = dims(fields, place);
        return new StoredTensor(where, name, type, dims, data(fields, type, dims, place));
    }

    /** Only the name of the tensor at the cursor's current field. */
    String name() {
        String name = "";
        long outer = cursor.enter();
        while (cursor.next()) {
            if (cursor.field() == 8) {
                name = cursor.string();
            } else {
                cursor.skip();
            }
        }
        cursor.leave(outer);
        return name;
    }

    private void field(Fields fields) {
        switch (cursor.field()) {
            case 1 -> fields.dims.addField(cursor);
            case 2 -> fields.type = cursor.integer();
            case 3 -> {
                fields.isSegment = true;
                cursor.skip();
            }
            case OnnxNumbers.FLOATS, OnnxNumbers.INT32S, OnnxNumbers.INT64S, OnnxNumbers.DOUBLES, OnnxNumbers.UINT64S ->
                numbers(fields);
            case 6 -> {
                fields.hasStrings = true;
                cursor.skip();
            }
            case 8 -> fields.name = cursor.string();
            case 9 -> fields.raw = cursor.bytes();
            case 13 -> externalEntry(fields);
            case 14 -> fields.location = cursor.integer();
            default -> cursor.skip();
        }
    }

    private void numbers(Fields fields) {
        if (fields.numbers == null || fields.numbers.isEmpty()) {
            fields.numbers = new OnnxNumbers(cursor.field(), where);
        }
        if (fields.numbers.field() != cursor.field()) {
            throw cursor.refused(
                    "the data of a tensor in one field", "fields " + fields.numbers.field() + " and " + cursor.field());
        }
        fields.numbers.add(cursor);
    }

    private void externalEntry(Fields fields) {
        String key = "";
        String value = "";
        long outer = cursor.enter();
        while (cursor.next()) {
            switch (cursor.field()) {
                case 1 -> key = cursor.string();
                case 2 -> value = cursor.string();
                default -> cursor.skip();
            }
        }
        cursor.leave(outer);
        if (fields.external.putIfAbsent(key, value) != null) {
            throw cursor.refused("every key of external_data once", Quoted.of(key) + " twice");
        }
    }

    private static ElementType type(Fields fields, TensorPlace place) {
        if (fields.type < 1 || fields.type >= TYPES.length) {
            throw place.refused("expected a data_type from 1 to " + (TYPES.length - 1) + ", got " + fields.type);
        }
        return TYPES[(int) fields.type];
    }

    private static long[] dims(Fields fields, TensorPlace place) {
        long[] dims = fields.dims.toArray();
        for (long dim : dims) {
            if (dim < 0) {
                throw place.refused("expected dimensions from 0, got " + Arrays.toString(dims));
            }
        }
        if (TensorSize.elements(dims) == TensorSize.TOO_LARGE) {
            throw place.refused("expected fewer than 2^63 elements, got the shape " + Arrays.toString(dims));
        }
        return dims;
    }

    private MemorySegment data(Fields fields, ElementType type, long[] dims, TensorPlace place) {
        if (fields.isSegment) {
            throw place.refused("expected a whole tensor, got a segment of one");
        }
        boolean hasNumbers = fields.numbers != null && !fields.numbers.isEmpty();
        boolean hasRaw = fields.raw != null && fields.raw.byteSize() > 0;
        boolean isExternal = fields.location == 1;
        int places = (hasNumbers ? 1 : 0) + (hasRaw ? 1 : 0) + (isExternal ? 1 : 0) + (fields.hasStrings ? 1 : 0);
        if (places > 1 || fields.location < 0 || fields.location > 1) {
            throw place.refused("expected its data in one place (raw_data, one typed field or an"
                    + " external file), got " + (places > 1 ? "several" : "data_location " + fields.location));
        }
        if (isExternal) {
            return externalData.read(fields.external, type, dims, place);
        }
        if (hasNumbers) {
            return fields.numbers.littleEndian(type, dims, place);
        }
        if (fields.hasStrings && type == ElementType.STRING) {
            return MemorySegment.ofArray(new byte[0]);
        }
        MemorySegment raw = hasRaw ? fields.raw : MemorySegment.ofArray(new byte[0]);
        checkSize(raw, type, dims, place);
        return raw;
    }

    private static void checkSize(MemorySegment raw, ElementType type, long[] dims, TensorPlace place) {
        long bytes = TensorSize.bytes(type, dims);
        if (raw.byteSize() != bytes) {
            throw place.refused("expected " + TensorSize.shown(bytes) + " bytes for " + type + Arrays.toString(dims)
                    + ", got " + (raw.byteSize() == 0 ? "no data" : raw.byteSize()));
        }
    }
}
