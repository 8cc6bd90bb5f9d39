package dev.heed.kernel;

import dev.heed.kernel.MachineCodeComparison.Part;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.search.ByteRows;
import dev.heed.kernel.search.PlainByteRows;
import dev.heed.kernel.tile.RightFactor;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.List;

/** Small products, products of bytes. */
final class ProductComparison extends Comparison {
    ProductComparison(InstructionSet set) {
        super(set);
    }

    @Override
    void compare(Part part) {
        switch (part) {
            case FACTORS -> factors();
            case BYTE_ROWS -> byteRows();
            default -> throw new IllegalArgumentException(part + ": no product");
        }
    }

    private void factors() {
        int[][] shapes = {
            {1, 1, 1}, {2, 3, 5}, {3, 8, 8}, {4, 16, 32}, {5, 32, 33}, {6, 7, 31}, {7, 40, 63}, {8, 24, 17},
            {32, 32, 128}, {31, 128, 32}, {32, 64, 48}, {13, 96, 9}, {0, 4, 4}, {4, 0, 4}, {4, 4, 0}, {17, 8, 128}
        };
        for (int[] shape : shapes) {
            int m = shape[0];
            int k = shape[1];
            int n = shape[2];
            Matrix a = matrix(m, k, k + 1);
            Matrix b = matrix(k, n, n);
            Matrix columns = Matrix.zeros(n, k);
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    columns.data()[columns.index(j) + p] = b.at(p, j);
                }
            }
            Matrix c = matrix(m, n, n + 1);
            RightFactor plain = PlainKernels.INSTANCE.rightFactor(k, n);
            plain.setRows(b);
            RightFactor byRow = kernels.rightFactor(k + 1, n + 5);
            byRow.setRows(b);
            RightFactor byColumn = kernels.rightFactor(k, n);
            byColumn.setColumns(matrix(n, k, k)); // filled anew
            byColumn.setColumns(columns);
            for (RightFactor factor : List.of(byRow, byColumn)) {
                Matrix expected = copy(c);
                Matrix found = copy(c);
                plain.multiplyAdd(a, expected);
                factor.multiplyAdd(a, found);
                same("added product " + m + " x " + k + " x " + n, found.data(), expected.data());
                plain.multiply(a, expected);
                factor.multiply(a, found);
                same("product " + m + " x " + k + " x " + n, found.data(), expected.data());
            }
        }
    }

    private void byteRows() {
        for (int rows : new int[] {0, 1, 31, 32, 33, 64, 65, 131}) {
            for (int width : new int[] {0, 1, 2, 3, 16, 100, 101, 300}) {
                ByteRows found = kernels.byteRows(rows, width);
                ByteRows plain = new PlainByteRows(rows, width);
                byte[] row = new byte[width];
                for (int i = 0; i < rows; i++) {
                    random.nextBytes(row);
                    if (i % 5 == 0) {
                        Arrays.fill(row, (byte) (i % 2 == 0 ? -128 : 127));
                    }
                    found.set(i, row);
                    plain.set(i, row);
                }
                for (int count :
                        width == 100 ? new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 19} : new int[] {1, 19}) {
                    short[][] vectors = new short[count][width];
                    for (short[] vector : vectors) {
                        for (int j = 0; j < width; j++) {
                            vector[j] = (short) (random.nextInt(5) == 0 ? 32767 : random.nextInt(65535) - 32767);
                        }
                    }
                    int[] products = new int[count * found.productStride()];
                    int[] expected = new int[count * plain.productStride()];
                    found.multiply(vectors, products);
                    plain.multiply(vectors, expected);
                    boolean same = true;
                    for (int q = 0; q < count; q++) {
                        int from = q * found.productStride();
                        int other = q * plain.productStride();
                        same &= Arrays.equals(products, from, from + rows, expected, other, other + rows);
                    }
                    count((long) count * rows);
                    check(count + " vectors by " + rows + " byte rows of " + width, same);
                }
            }
        }
    }
}
