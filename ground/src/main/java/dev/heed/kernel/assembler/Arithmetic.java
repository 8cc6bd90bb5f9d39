package dev.heed.kernel.assembler;

import java.util.List;

/**
 * What one step of a product multiplies: four bytes of a row of a by a row of the panel. Products are added to a lane of 32
 * bits, float or integer.
 */
public enum Arithmetic {
    /** A float by floats: one fused multiply-add. */
    FLOATS(1, "single precision", List.of()),
    /** Two bfloat16 by pairs of them. */
    BFLOAT16_PAIRS(2, "pairs of bfloat16", List.of("avx512_bf16")),
    /** Two 16-bit integers by pairs of them: for processors without the next. */
    INTEGER_PAIRS(2, "pairs of integers", List.of()),
    /** Four unsigned bytes by fours of signed ones. */
    BYTE_QUADS(4, "fours of bytes", List.of("avx512_vnni")),
    /** Pairs of bfloat16, {@value #TILE} steps of {@value #TILE} rows at once. */
    BFLOAT16_TILES(2, "tiles of bfloat16 (AMX)", List.of("amx_tile", "amx_bf16", "avx512_bf16")),
    /** Fours of bytes, {@value #TILE} steps of {@value #TILE} rows at once. */
    BYTE_TILES(4, "tiles of bytes (AMX)", List.of("amx_tile", "amx_int8"));

    /** Rows of a matrix unit's tile, and steps or columns in one of its rows. */
    public static final int TILE = 16;

    /** Inputs of a step. */
    public final int inputs;

    /** What a user is told of it. */
    public final String text;

    /** What the processor must have beside vectors of the width, as Linux names it. */
    public final List<String> features;

    Arithmetic(int inputs, String text, List<String> features) {
        this.inputs = inputs;
        this.text = text;
        this.features = features;
    }

    /** Bytes of an input, in a row of a as in a panel. */
    public int bytes() {
        return 4 / inputs;
    }

    public boolean integers() {
        return this == INTEGER_PAIRS || bytes() == 1;
    }

    /** Whether a matrix unit takes whole tiles, in place of vectors a row. */
    public boolean tiles() {
        return this == BFLOAT16_TILES || this == BYTE_TILES;
    }

    /** Steps over so many inputs; the last may be zeros in part, in tiles several of them altogether. */
    public int steps(int count) {
        int steps = (count + inputs - 1) / inputs;
        return tiles() ? wholeTiles(steps) : steps;
    }

    /** Rows that have to be there where so many are multiplied: a tile is read whole, whatever stands behind the last. */
    public int rows(int count) {
        return tiles() ? wholeTiles(count) : count;
    }

    private static int wholeTiles(int count) {
        return (count + TILE - 1) / TILE * TILE;
    }
}
