package dev.heed.kernel.assembler;

import dev.heed.kernel.assembler.Assembler.Memory;

/**
 * The instructions of a matrix unit (Intel AMX): eight registers, tiles of up to 16 rows of 64 bytes.
 *
 * <p>Places of tiles in memory need an index register that holds the bytes from row to row.
 *
 * @param asm takes the code
 */
public record TileInstructions(VectorAssembler asm) {
    private static final int BYTES_OF_A_ROW = 4 * Arithmetic.TILE;

    /** What {@link #configure} reads: eight tiles, each whole. */
    public Memory wholeTiles() {
        int widths = BYTES_OF_A_ROW << 16 | BYTES_OF_A_ROW; // of two tiles
        int heights = Arithmetic.TILE * 0x01010101; // of four
        return asm.data(new int[] {1, 0, 0, 0, widths, widths, widths, widths, 0, 0, 0, 0, heights, heights, 0, 0});
    }

    /** Gives the tiles their shapes, and zeros. */
    public void configure(Memory shapes) {
        asm.vexLong(
                VectorEncoding.MAP_0F38,
                VectorEncoding.NONE,
                false,
                0,
                0,
                Assembler.extended(shapes.index()),
                Assembler.extended(shapes.base()));
        asm.emit(0x49);
        asm.operand(0, shapes, 1, 0);
        asm.list(() -> "ldtilecfg " + Assembler.text(shapes));
    }

    /** Leaves the tiles: what follows need not save them. */
    public void release() {
        asm.vexLong(VectorEncoding.MAP_0F38, VectorEncoding.NONE, false, 0, 0, false, false);
        asm.emit(0x49, 0xC0);
        asm.list("tilerelease");
    }

    public void zero(int tile) {
        asm.vexLong(VectorEncoding.MAP_0F38, VectorEncoding.PF2, false, 0, 0, false, false);
        asm.emit(0x49, 0xC0 | tile << 3);
        asm.list(() -> "tilezero tmm" + tile);
    }

    public void load(int tile, Memory from) {
        place(VectorEncoding.PF2, tile, from);
        asm.list(() -> "tileloadd tmm" + tile + "," + Assembler.text(from));
    }

    public void store(Memory to, int tile) {
        place(VectorEncoding.PF3, tile, to);
        asm.list(() -> "tilestored " + Assembler.text(to) + ",tmm" + tile);
    }

    private void place(int prefix, int tile, Memory memory) {
        asm.vexLong(
                VectorEncoding.MAP_0F38,
                prefix,
                false,
                0,
                0,
                Assembler.extended(memory.index()),
                Assembler.extended(memory.base()));
        asm.emit(0x4B);
        asm.operand(tile, memory, 1, 0);
    }

    /** {@code sums += a · b}, pairs of bfloat16: the first of all pairs and the second are summed apart, then both added. */
    public void multiplyBfloat16(int sums, int a, int b) {
        product("tdpbf16ps", VectorEncoding.PF3, 0x5C, sums, a, b);
    }

    /** {@code sums += a · b}, fours of bytes, unsigned by signed. */
    public void multiplyBytes(int sums, int a, int b) {
        product("tdpbusd", VectorEncoding.P66, 0x5E, sums, a, b);
    }

    private void product(String name, int prefix, int opcode, int sums, int a, int b) {
        asm.vexLong(VectorEncoding.MAP_0F38, prefix, false, 0, b, false, false);
        asm.emit(opcode, 0xC0 | sums << 3 | a);
        asm.list(() -> name + " tmm" + sums + ",tmm" + a + ",tmm" + b);
    }
}
