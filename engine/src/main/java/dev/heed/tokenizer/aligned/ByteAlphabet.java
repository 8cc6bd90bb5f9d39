package dev.heed.tokenizer.aligned;

import java.util.Arrays;

/**
 * GPT-2's alphabet of 256 printable characters, one for each byte: {@code !} to {@code ~}, {@code ¡} to {@code ¬} and
 * {@code ®} to {@code ÿ} stand for themselves, the others are U+0100 and what follows, a blank {@code Ġ}.
 */
public final class ByteAlphabet {
    private static final char[] CHARACTERS = new char[256];
    private static final short[] BYTES = new short[0x144];

    static {
        Arrays.fill(BYTES, (short) -1);
        int free = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean itself = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            CHARACTERS[b] = (char) (itself ? b : free++);
            BYTES[CHARACTERS[b]] = (short) b;
        }
    }

    private ByteAlphabet() {}

    /** The character that stands for a byte, 0 to 255. */
    public static char character(int value) {
        return CHARACTERS[value];
    }

    /** The byte that a character stands for, −1 if it stands for none. */
    public static int value(char character) {
        return character < BYTES.length ? BYTES[character] : -1;
    }

    /** Appends the bytes of a code point's UTF-8, all with its place. */
    public static void put(int c, int start, int end, AlignedText out) {
        if (c < 0x80) {
            out.add(CHARACTERS[c], start, end);
            return;
        }
        if (c < 0x800) {
            out.add(CHARACTERS[0xC0 | c >> 6], start, end);
        } else {
            if (c < 0x10000) {
                out.add(CHARACTERS[0xE0 | c >> 12], start, end);
            } else {
                out.add(CHARACTERS[0xF0 | c >> 18], start, end);
                out.add(CHARACTERS[0x80 | c >> 12 & 0x3F], start, end);
            }
            out.add(CHARACTERS[0x80 | c >> 6 & 0x3F], start, end);
        }
        out.add(CHARACTERS[0x80 | c & 0x3F], start, end);
    }
}
