package dev.heed.format.onnx;

import java.util.Arrays;

/** A repeated integer field of a protobuf message, gathered; packed or not. */
final class LongList {
    private final int most;
    private long[] values = {};
    private int size;

    /** @param most how many to believe */
    LongList(int most) {
        this.most = most;
    }

    /** Adds what the cursor's current field holds. */
    void addField(ProtobufCursor cursor) {
        if (cursor.wireType() != ProtobufCursor.LENGTH_DELIMITED) {
            add(cursor, cursor.integer());
            return;
        }
        long outer = cursor.enter();
        while (cursor.hasMore()) {
            add(cursor, cursor.packedInteger());
        }
        cursor.leave(outer);
    }

    long[] toArray() {
        return Arrays.copyOf(values, size);
    }

    private void add(ProtobufCursor cursor, long value) {
        if (size == most) {
            throw cursor.refused("at most " + most + " numbers in field " + cursor.field(), "more");
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(4, 2 * size));
        }
        values[size++] = value;
    }
}
