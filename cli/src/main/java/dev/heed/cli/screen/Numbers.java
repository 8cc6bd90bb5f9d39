package dev.heed.cli.screen;

/** Numbers of fixed places, as tables show them; half away from zero, and no minus before a zero. */
public final class Numbers {
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
    private static final double LARGEST = 1e12;

    private Numbers() {}

    /** So many things: {@code 1 word}, {@code 7 words}. */
    public static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    /** {@code value} with {@code places} digits behind the point, at most 6. */
    public static String fixed(double value, int places) {
        if (!(Math.abs(value) < LARGEST)) {
            return Double.toString(value);
        }
        long scaled = Math.round(Math.abs(value) * POWERS[places]);
        StringBuilder text = new StringBuilder(12);
        if (value < 0 && scaled > 0) {
            text.append('-');
        }
        text.append(scaled / POWERS[places]);
        if (places > 0) {
            String fraction = Long.toString(scaled % POWERS[places]);
            text.append('.').append("0".repeat(places - fraction.length())).append(fraction);
        }
        return text.toString();
    }

    /** {@link #fixed} with three places: weights and scores. */
    public static String three(double value) {
        return fixed(value, 3);
    }

    /** The first numbers of a vector: {@code (0.120, -0.331, …)}. */
    public static String vector(float[] vector, int offset, int length, int shown) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < Math.min(shown, length); i++) {
            text.append(i == 0 ? "" : ", ").append(three(vector[offset + i]));
        }
        return text.append(length > shown ? ", …)" : ")").toString();
    }

    /** Right-aligned in {@code columns}. */
    public static String right(String number, int columns) {
        return " ".repeat(Math.max(0, columns - number.length())) + number;
    }
}
