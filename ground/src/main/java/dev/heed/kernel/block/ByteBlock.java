package dev.heed.kernel.block;

/**
 * How the weights of 32 places are read as small integers and scales, for products with inputs in bytes: weight =
 * scale · integer − minimum. Formats whose blocks are single numbers have none.
 */
final class ByteBlock {
    /** Places of a block of inputs; each format's blocks are one or several of them. */
    static final int PLACES = 32;

    private ByteBlock() {}

    /** Whether a format's weights are integers with scales. */
    static boolean of(BlockFormat format) {
        return format.weights() >= PLACES;
    }

    /** What is taken off the integers that stand in the file. */
    static int offset(BlockFormat format) {
        return switch (format) {
            case Q4_0 -> 8;
            case Q5_0 -> 16;
            case Q6_K -> 32;
            default -> 0;
        };
    }

    /** Whether there is something to be added for the inputs' sum: +1 where it is stored so, −1 where it is taken off. */
    static int minimum(BlockFormat format) {
        return switch (format) {
            case Q4_1, Q5_1 -> 1;
            case Q4_K, Q5_K -> -1;
            default -> 0;
        };
    }

    /**
     * The integers, scale and minimum of the places {@code 32 · index …} of a row.
     *
     * @param row a row's bytes
     * @param integers overwritten; of Q6_K multiplied by the whole number that its group's scale is
     * @return scale and minimum
     */
    static float[] read(BlockFormat format, byte[] row, int index, int[] integers) {
        int perBlock = format.weights() / PLACES;
        int at = index / perBlock * format.bytes();
        int sub = index % perBlock;
        float d = BlockDecoding.half(row, format == BlockFormat.Q6_K ? at + 208 : at);
        for (int i = 0; i < PLACES; i++) {
            integers[i] = integer(format, row, at, sub, i);
        }
        return switch (format) {
            case Q4_1, Q5_1 -> new float[] {d, BlockDecoding.half(row, at + 2)};
            case Q4_K, Q5_K ->
                new float[] {
                    d * BlockDecoding.scale(row, at + 4, sub),
                    BlockDecoding.half(row, at + 2) * BlockDecoding.minimum(row, at + 4, sub)
                };
            default -> new float[] {d, 0};
        };
    }

    private static int integer(BlockFormat format, byte[] row, int at, int sub, int i) {
        int low = i % 16;
        int shift = i < 16 ? 0 : 4;
        return switch (format) {
            case Q8_0 -> row[at + 2 + i];
            case Q4_0 -> (row[at + 2 + low] >> shift & 15) - 8;
            case Q4_1 -> row[at + 4 + low] >> shift & 15;
            case Q5_0 -> (row[at + 6 + low] >> shift & 15 | bit(row, at + 2, i) << 4) - 16;
            case Q5_1 -> row[at + 8 + low] >> shift & 15 | bit(row, at + 4, i) << 4;
            case Q4_K -> row[at + 16 + sub / 2 * 32 + i] >> 4 * (sub % 2) & 15;
            case Q5_K -> row[at + 48 + sub / 2 * 32 + i] >> 4 * (sub % 2) & 15 | (row[at + 16 + i] >> sub & 1) << 4;
            case Q6_K -> {
                int quarter = sub % 4;
                int lower = row[at + 64 * (sub / 4) + 32 * (quarter % 2) + i] >> 4 * (quarter / 2) & 15;
                int upper = row[at + 128 + 32 * (sub / 4) + i] >> 2 * quarter & 3;
                yield ((lower | upper << 4) - 32) * row[at + 192 + 2 * sub + i / 16];
            }
            default -> throw new IllegalArgumentException(format + ": expected integers with scales");
        };
    }

    private static int bit(byte[] row, int at, int i) {
        return row[at + i / 8] >> i % 8 & 1;
    }
}
