package dev.heed.kernel.linear;

/**
 * What a linear map's code works in for the time of one call, a thread's own: rows as the arithmetic takes them, and a matrix
 * unit's parameters. To make and to zero it at every call took longer than a short text's products. What stands in it from
 * the call before is not zero.
 */
public final class Scratch {
    private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

    private byte[] rows = {};
    private int[] scales = {};
    private long[] unit = {};

    private Scratch() {}

    /** The calling thread's. */
    static Scratch own() {
        return OWN.get();
    }

    /** At least so many bytes. */
    byte[] rows(int size) {
        if (rows.length < size) {
            rows = new byte[size];
        }
        return rows;
    }

    /** Zero point and scale of at least so many rows. */
    int[] scales(int count) {
        if (scales.length < 2 * count) {
            scales = new int[2 * count];
        }
        return scales;
    }

    /** A call's parameters with room behind them. */
    long[] unit(int size) {
        if (unit.length < size) {
            unit = new long[size];
        }
        return unit;
    }
}
