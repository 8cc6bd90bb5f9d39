package dev.heed.kernel;

import dev.heed.kernel.MachineCodeComparison.Part;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Results of a kernel of machine code beside plain Java's: counted, and told where they differ. */
abstract class Comparison {
    /** What sums, roundings and limits have to cope with. */
    static final float[] SPECIAL = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        3.4e38f,
        -3.4e38f,
        1e-40f,
        -1e-42f,
        1e30f,
        -0f,
        88.7f,
        -104f,
        Float.MIN_NORMAL
    };

    final MachineKernels kernels;
    final InstructionSet set;
    final Random random = new Random(20);
    private final List<String> differences = new ArrayList<>();
    private int compared;
    private long numbers;

    Comparison(InstructionSet set) {
        this.set = set;
        this.kernels = MachineCode.of(set).kernels();
    }

    abstract void compare(Part part) throws CodeRefusedException;

    /** What differs, a line each. */
    List<String> differences() {
        return differences;
    }

    @Override
    public String toString() {
        return compared + " results, " + numbers + " numbers, " + differences.size() + " differ";
    }

    static Matrix copy(Matrix m) {
        return new Matrix(m.data().clone(), m.offset(), m.rows(), m.columns(), m.stride());
    }

    Matrix matrix(int rows, int columns, int stride) {
        return new Matrix(numbers(3 + rows * stride), 3, rows, columns, stride);
    }

    float[] positive(int count) {
        float[] positive = numbers(count);
        for (int i = 0; i < count; i++) {
            positive[i] = 0.1f + Math.abs(positive[i]);
        }
        return positive;
    }

    float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] =
                    (random.nextFloat() + random.nextFloat() + random.nextFloat() - 1.5f) * 2; // cheap and bell-shaped
        }
        return numbers;
    }

    void same(String what, Matrix found, Matrix expected) {
        float[] a = new float[found.rows() * found.columns()];
        float[] b = new float[a.length];
        for (int i = 0; i < found.rows(); i++) {
            System.arraycopy(found.data(), found.index(i), a, i * found.columns(), found.columns());
            System.arraycopy(expected.data(), expected.index(i), b, i * found.columns(), found.columns());
        }
        same(what, a, b);
    }

    /** NaN is NaN, whatever its bits; 0 and −0 differ. */
    void same(String what, float[] found, float[] expected) {
        compared++;
        numbers += expected.length;
        int at = Arrays.mismatch(found, expected);
        if (at >= 0) {
            differences.add(what + ": at " + at + " expected " + expected[at] + ", got "
                    + (at < found.length ? found[at] : "nothing"));
        }
    }

    void check(String what, boolean holds) {
        compared++;
        if (!holds) {
            differences.add(what);
        }
    }

    /** Numbers compared by the caller. */
    void count(long more) {
        numbers += more;
    }
}
