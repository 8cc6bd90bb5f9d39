package dev.heed.tokenizer.subword;

/** The pieces {@code <0x00>} to {@code <0xFF>}, which stand for bytes where a model falls back on them. */
public final class ByteIds {
    private static final String DIGITS = "0123456789ABCDEF";

    private ByteIds() {}

    /** Their ids, −1 for those that the vocabulary lacks. */
    public static int[] of(Vocabulary vocabulary) {
        int[] ids = new int[256];
        for (int b = 0; b < ids.length; b++) {
            ids[b] = vocabulary.id("<0x" + DIGITS.charAt(b >> 4) + DIGITS.charAt(b & 15) + ">");
        }
        return ids;
    }

    /** The byte that a piece stands for, −1 if it stands for none. */
    public static int value(String piece) {
        if (piece.length() != 6 || !piece.startsWith("<0x") || piece.charAt(5) != '>') {
            return -1;
        }
        int high = Character.digit(piece.charAt(3), 16);
        int low = Character.digit(piece.charAt(4), 16);
        return high < 0 || low < 0 || piece.charAt(3) >= 0x80 || piece.charAt(4) >= 0x80 ? -1 : high << 4 | low;
    }
}
