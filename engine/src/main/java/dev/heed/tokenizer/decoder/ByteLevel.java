package dev.heed.tokenizer.decoder;

import dev.heed.tokenizer.aligned.ByteAlphabet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code ByteLevel}: printable characters become the bytes they stand for, all bytes one text of UTF-8. */
public enum ByteLevel implements Decoder {
    /** It has no settings. */
    INSTANCE;

    @Override
    public List<String> decode(List<String> pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String piece : pieces) {
            bytes.writeBytes(bytes(piece));
        }
        return List.of(bytes.toString(StandardCharsets.UTF_8));
    }

    @Override
    public Part inside(Part part) {
        return part.bytes() != null ? part : Part.of(bytes(part.text()));
    }

    /** A piece with a character that stands for no byte is text as it is, such as an added token. */
    private static byte[] bytes(String piece) {
        byte[] bytes = new byte[piece.length()];
        for (int i = 0; i < bytes.length; i++) {
            int value = ByteAlphabet.value(piece.charAt(i));
            if (value < 0) {
                return piece.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }
}
