package dev.heed.tokenizer.decoder;

import java.nio.charset.StandardCharsets;

/**
 * A piece on its way to text: still characters, or bytes already, which may be a part of a character.
 *
 * @param text the characters, {@code null} once it is bytes
 * @param bytes the bytes, {@code null} before; not copied
 */
public record Part(String text, byte[] bytes) {
    /** Characters. */
    public static Part of(String text) {
        return new Part(text, null);
    }

    /** Bytes, which no step changes any more. */
    static Part of(byte... bytes) {
        return new Part(null, bytes);
    }

    /** The bytes, of UTF-8 where they are characters. */
    public byte[] toBytes() {
        return bytes == null ? text.getBytes(StandardCharsets.UTF_8) : bytes;
    }
}
