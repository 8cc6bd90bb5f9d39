package dev.heed.vectors;

import java.nio.charset.StandardCharsets;

/** Decimal numbers in bytes, to the nearest float: what {@link Float#parseFloat} gives, without its strings. */
final class TextNumbers {
    private static final double[] POWERS = powers();
    private static final long EXACT = 1L << 53;
    /** Bits that a double has beyond a float. */
    private static final int BEYOND = 29;

    private TextNumbers() {}

    private static double[] powers() {
        double[] powers = new double[23];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10; // exact up to 10^22
        }
        return powers;
    }

    /** Without a carriage return and one blank at the end of a line. */
    static int trimmedEnd(byte[] bytes, int from, int to) {
        int end = to;
        if (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        if (end > from && bytes[end - 1] == ' ') {
            end--;
        }
        return end;
    }

    static boolean isNumber(byte[] bytes, int from, int to) {
        try {
            parse(bytes, from, to);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * The float nearest to a decimal number; {@code nan} and {@code inf} in any case as C writes them.
     *
     * @throws NumberFormatException if it is none
     */
    static float parse(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        long digits = 0;
        int exponent = 0;
        int count = 0;
        boolean point = false;
        for (; at < to; at++) {
            int c = bytes[at];
            if (c >= '0' && c <= '9') {
                if (digits < EXACT / 16) {
                    digits = digits * 10 + (c - '0');
                    exponent -= point ? 1 : 0;
                } else {
                    return slow(bytes, from, to);
                }
                count++;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (count == 0) {
            return slow(bytes, from, to);
        }
        if (at < to) {
            if (bytes[at] != 'e' && bytes[at] != 'E') {
                throw new NumberFormatException();
            }
            int written = exponent(bytes, at + 1, to);
            if (written == Integer.MIN_VALUE) {
                return slow(bytes, from, to);
            }
            exponent += written;
        }
        if (exponent < -22 || exponent > 22) {
            return digits == 0 ? (negative ? -0f : 0f) : slow(bytes, from, to);
        }
        double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
        if (isNearTie(value)) {
            return slow(bytes, from, to);
        }
        return (float) (negative ? -value : value);
    }

    /** Whether rounding to a float could depend on what was rounded off before, or the float is subnormal. */
    private static boolean isNearTie(double value) {
        long beyond = Double.doubleToRawLongBits(value) & (1L << BEYOND) - 1;
        long half = 1L << BEYOND - 1;
        return beyond >= half - 1 && beyond <= half + 1 || value != 0 && value < Float.MIN_NORMAL;
    }

    /** A short exponent; MIN_VALUE for what is better left to the JDK. */
    private static int exponent(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        if (at == to || to - at > 4) {
            return Integer.MIN_VALUE;
        }
        int value = 0;
        for (; at < to; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return Integer.MIN_VALUE;
            }
            value = value * 10 + bytes[at] - '0';
        }
        return negative ? -value : value;
    }

    private static float slow(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "nan", "-nan", "+nan", "nan(ind)", "-nan(ind)", "-nan(snan)", "1.#qnan", "-1.#ind" -> {
                return Float.NaN;
            }
            case "inf", "+inf", "infinity", "+infinity" -> {
                return Float.POSITIVE_INFINITY;
            }
            case "-inf", "-infinity" -> {
                return Float.NEGATIVE_INFINITY;
            }
            default -> {}
        }
        for (int i = 0; i < text.length(); i++) {
            // the JDK also takes blanks, hexadecimal numbers and type suffixes
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException();
            }
        }
        return Float.parseFloat(text);
    }
}
