package dev.heed.format;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** safetensors files as tests write them, true or not. */
final class SafetensorsBytes {
    private SafetensorsBytes() {}

    static MemorySegment file(String header, int dataBytes) {
        return file(header.getBytes(StandardCharsets.UTF_8), dataBytes);
    }

    static MemorySegment file(byte[] header, int dataBytes) {
        return file(header.length, header, dataBytes);
    }

    static MemorySegment file(long headerLength, byte[] header, int dataBytes) {
        return Goldens.unaligned(ByteBuffer.allocate(Long.BYTES + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerLength)
                .put(header)
                .array());
    }

    /** The header's entry of a tensor. */
    static String entry(String name, String dtype, String shape, long begin, long end) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                .formatted(name, dtype, shape, begin, end);
    }
}
