package dev.heed.lines;

import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8: the first wrong byte is named, never replaced. */
public final class StrictUtf8 {
    private static final char REPLACEMENT = '\ufffd';

    private StrictUtf8() {}

    /**
     * All of a stream as one text, a leading byte order mark skipped.
     *
     * @param name for messages
     * @throws InvalidFileException if a byte is no part of UTF-8
     */
    public static String readAll(InputStream in, String name) throws IOException {
        byte[] bytes = in.readAllBytes();
        int start = markLength(bytes);
        String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        int wrong = firstWrong(text, bytes, start, bytes.length);
        if (wrong < 0) {
            return text;
        }
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < wrong; i++) {
            if (bytes[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        throw invalid(name, line, wrong - lineStart + 1, bytes[wrong]);
    }

    /**
     * One line.
     *
     * @param line its number, from 1, for messages
     * @param before bytes of the line that stand before {@code start}: the byte order mark
     */
    static String line(byte[] bytes, int start, int end, String name, long line, int before) {
        String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        int wrong = firstWrong(text, bytes, start, end);
        if (wrong >= 0) {
            throw invalid(name, line, wrong - start + before + 1L, bytes[wrong]);
        }
        return text;
    }

    /** Length of a leading byte order mark: 3 or 0. */
    static int markLength(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf
                ? 3
                : 0;
    }

    /**
     * Where the first wrong byte stands, or -1: a U+FFFD in the text may well be one that was written.
     *
     * @param text as the bytes were decoded, what is wrong replaced
     */
    static int firstWrong(String text, byte[] bytes, int start, int end) {
        if (text.indexOf(REPLACEMENT) < 0) {
            return -1;
        }
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer from = ByteBuffer.wrap(bytes, start, end - start);
        CharBuffer to = CharBuffer.allocate(8192);
        while (true) {
            CoderResult result = decoder.decode(from, to, true);
            if (result.isError()) {
                return from.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
            to.clear();
        }
    }

    private static InvalidFileException invalid(String name, long line, long place, byte wrong) {
        String hex = Integer.toHexString(0x100 | wrong & 0xff).substring(1).toUpperCase(java.util.Locale.ROOT);
        return new InvalidFileException(name + ":" + line + ":" + place
                + " (line:byte): expected UTF-8, got the byte 0x" + hex + "; convert the file to UTF-8");
    }
}
