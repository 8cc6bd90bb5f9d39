package dev.heed.format;

import java.util.Map;

/**
 * The JSON header of a safetensors file: what it says, not yet held against the bytes it speaks of.
 *
 * @param tensors by name, in the order of the header
 * @param metadata the string map under {@code __metadata__}
 */
record SafetensorsHeader(Map<String, Entry> tensors, Map<String, String> metadata) {
    /** One tensor; {@code begin} and {@code end} count from the first byte after the header. */
    record Entry(ElementType type, long[] dims, long begin, long end) {}

    /** @throws InvalidFileException if the header is not what the format asks for */
    static SafetensorsHeader read(byte[] json, String where) {
        return JsonText.read(json, where, parser -> new SafetensorsHeaderReader(parser, where).read());
    }
}
