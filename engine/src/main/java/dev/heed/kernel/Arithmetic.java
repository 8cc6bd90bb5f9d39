package dev.heed.kernel;

/**
 * What one step of a tile multiplies: four bytes of a row of a, in all lanes, by a row of the panel. Products are added to
 * a lane of 32 bits, float or integer.
 */
enum Arithmetic {
    /** A float by floats: one fused multiply-add. */
    FLOATS(1, "single precision"),
    /** Two bfloat16 by pairs of them. */
    BFLOAT16_PAIRS(2, "bfloat16"),
    /** Two 16-bit integers by pairs of them: for processors without the next. */
    INTEGER_PAIRS(2, "pairs of integers"),
    /** Four unsigned bytes by fours of signed ones. */
    BYTE_QUADS(4, "fours of bytes");

    /** Inputs of a step. */
    final int inputs;

    /** What a user is told of it. */
    final String text;

    Arithmetic(int inputs, String text) {
        this.inputs = inputs;
        this.text = text;
    }

    /** Bytes of an input, in a row of a as in a panel. */
    int bytes() {
        return 4 / inputs;
    }

    boolean integers() {
        return this == INTEGER_PAIRS || this == BYTE_QUADS;
    }

    /** Steps over so many inputs; the last may be part zeros. */
    int steps(int count) {
        return (count + inputs - 1) / inputs;
    }
}
