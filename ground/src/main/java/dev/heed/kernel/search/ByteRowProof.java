package dev.heed.kernel.search;

import java.util.Arrays;

/** A small product by tiles of every size, held against plain Java before machine code for {@link ByteRows} is trusted. */
public final class ByteRowProof {
    private static final int ROWS = ByteRowCode.BLOCK + 1;
    private static final int WIDTH = 5;

    private ByteRowProof() {}

    static boolean sameSums(MachineByteRows.Installed code) {
        int mostVectors = code.mostVectors();
        ByteRows machine = code.rows(ROWS, WIDTH);
        ByteRows plain = new PlainByteRows(ROWS, WIDTH);
        for (int i = 0; i < ROWS; i++) {
            byte[] row = {(byte) (i * 7), (byte) -i, -127, 127, (byte) (i * 5)};
            machine.set(i, row);
            plain.set(i, row);
        }
        short[][] vectors = new short[mostVectors][WIDTH];
        for (int q = 0; q < vectors.length; q++) {
            vectors[q] = new short[] {(short) (q * 999), -32767, (short) -q, 32767, 1};
        }
        int[] expected = new int[mostVectors * plain.productStride()];
        plain.multiply(vectors, expected);
        for (int count = 1; count <= mostVectors; count++) {
            int[] found = new int[count * machine.productStride()];
            machine.multiply(Arrays.copyOf(vectors, count), found);
            for (int q = 0; q < count; q++) {
                int from = q * machine.productStride();
                int other = q * plain.productStride();
                if (!Arrays.equals(found, from, from + ROWS, expected, other, other + ROWS)) {
                    return false;
                }
            }
        }
        return true;
    }
}
