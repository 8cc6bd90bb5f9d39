package dev.heed.generation;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of tokens to text, whole characters only. What all pieces give together is what decoding all bytes at once gives:
 * malformed bytes are U+FFFD. Not thread-safe.
 */
public final class TextStream {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer held = ByteBuffer.allocate(0); // the beginning of a character

    /** The characters that these bytes complete. */
    public String add(byte[] bytes) {
        ByteBuffer in = ByteBuffer.allocate(held.remaining() + bytes.length)
                .put(held)
                .put(bytes)
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, out, false);
        held = in;
        return out.flip().toString();
    }

    /** What is left: the beginning of a character that never came is U+FFFD. Nothing may be added afterwards. */
    public String end() {
        CharBuffer out = CharBuffer.allocate(held.remaining() + 1);
        decoder.decode(held, out, true);
        decoder.flush(out);
        return out.flip().toString();
    }
}
