package dev.heed.kernel;

/** Writes the machine code of all tiles to standard output, for {@code tools/goldens/disassembly.sh}. */
final class CodeDump {
    private CodeDump() {}

    public static void main(String[] args) {
        System.out.writeBytes(assembled().code());
        System.out.flush();
    }

    static Assembler assembled() {
        Assembler asm = new Assembler();
        for (int rows = 1; rows <= Avx2Code.MOST_ROWS; rows++) {
            Avx2Code.emitTile(asm, rows, Avx2Code.Start.ROW);
            Avx2Code.emitTile(asm, rows, Avx2Code.Start.SUMS);
        }
        return asm;
    }
}
