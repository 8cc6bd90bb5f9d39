package dev.heed.format;

/** How many elements and bytes a shape asks for, without overflow. */
public final class TensorSize {
    /** More dimensions than this are no tensor; the bound keeps hostile files from filling the heap with them. */
    public static final int MOST_DIMENSIONS = 1024;

    /** What {@link #bytes} answers where no {@code long} could hold the size; equal to no real size. */
    public static final long TOO_LARGE = -1;

    private TensorSize() {}

    /** The product of the dimensions, 1 for none, or {@link #TOO_LARGE}; no dimension may be negative. */
    public static long elements(long[] dims) {
        long elements = 1;
        for (long dim : dims) {
            if (Math.multiplyHigh(elements, dim) != 0 || elements * dim < 0) {
                return TOO_LARGE;
            }
            elements *= dim;
        }
        return elements;
    }

    /** Bytes for these elements, the last one padded to a whole byte, or {@link #TOO_LARGE}. */
    public static long bytes(ElementType type, long[] dims) {
        long elements = elements(dims);
        if (elements == TOO_LARGE || elements > (Long.MAX_VALUE - 7) / Math.max(1, type.bits())) {
            return TOO_LARGE;
        }
        return (elements * type.bits() + 7) / 8;
    }

    /** A size for messages. */
    public static String shown(long bytes) {
        return bytes == TOO_LARGE ? "more than 2^63" : Long.toString(bytes);
    }
}
