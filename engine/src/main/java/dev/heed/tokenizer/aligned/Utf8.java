package dev.heed.tokenizer.aligned;

import dev.heed.format.InvalidFileException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The bytes of a tokenizer's file as text, or a refusal that says where they are not UTF-8. */
public final class Utf8 {
    /** The largest published tokenizer files have some 20 MB. */
    public static final int MAX_BYTES = 64 << 20;

    private Utf8() {}

    /** Decodes strictly; a leading byte order mark is skipped. */
    public static CharBuffer decode(byte[] bytes, String where) {
        if (bytes.length == 0) {
            throw new InvalidFileException(
                    where + ": expected a tokenizer, got an empty file (0 bytes); fetch the file again");
        }
        if (bytes.length > MAX_BYTES) {
            throw new InvalidFileException(where + ": expected at most " + MAX_BYTES + " bytes, got " + bytes.length
                    + " (file size); use the file that came with the model");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(in, out, true);
        if (result.isError()) {
            throw invalid(result, in.position(), where);
        }
        out.flip();
        if (out.hasRemaining() && out.get(0) == '\uFEFF') {
            out.get();
        }
        return out;
    }

    private static InvalidFileException invalid(CoderResult result, int position, String where) {
        String message = where + ": expected UTF-8, got other bytes (byte " + position
                + "); save the file as UTF-8 or fetch it again";
        try {
            result.throwException();
            return new InvalidFileException(message);
        } catch (CharacterCodingException e) {
            return new InvalidFileException(message, e);
        }
    }

    /** Whether every surrogate has its other half. */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
