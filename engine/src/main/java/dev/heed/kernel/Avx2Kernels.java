package dev.heed.kernel;

import dev.heed.kernel.CodeMemory.CodeRefusedException;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;

/**
 * Machine code for AVX2 and FMA, assembled at the first use: at full speed from the first call, without the JIT.
 *
 * <p>Matrix products run there; the rest is {@link PlainKernels}' loops, which the JIT vectorises. Made once, by
 * {@link #create}.
 */
final class Avx2Kernels implements Kernels {
    private final MemorySegment[] fromRow = new MemorySegment[Avx2Code.MOST_ROWS + 1];
    private final MemorySegment[] fromSums = new MemorySegment[Avx2Code.MOST_ROWS + 1];

    private Avx2Kernels() {}

    /** @throws CodeRefusedException if this process may not make code */
    static Avx2Kernels create(CodeMemory memory) throws CodeRefusedException {
        Assembler asm = new Assembler();
        int[] rowStarts = new int[Avx2Code.MOST_ROWS + 1];
        int[] sumStarts = new int[Avx2Code.MOST_ROWS + 1];
        for (int rows = 1; rows <= Avx2Code.MOST_ROWS; rows++) {
            rowStarts[rows] = asm.here();
            Avx2Code.emitTile(asm, rows, Avx2Code.Start.ROW);
            sumStarts[rows] = asm.here();
            Avx2Code.emitTile(asm, rows, Avx2Code.Start.SUMS);
        }
        MemorySegment code = memory.install(asm.code());
        Avx2Kernels kernels = new Avx2Kernels();
        for (int rows = 1; rows <= Avx2Code.MOST_ROWS; rows++) {
            kernels.fromRow[rows] = code.asSlice(rowStarts[rows]);
            kernels.fromSums[rows] = code.asSlice(sumStarts[rows]);
        }
        return kernels;
    }

    @Override
    public String name() {
        return "avx2";
    }

    @Override
    public PreparedLinear prepare(WeightRows weight, float[] bias) {
        return new Avx2Linear(this, weight, bias);
    }

    @Override
    public RightFactor rightFactor(int k, int n) {
        return new Avx2RightFactor(this, k, n);
    }

    /** One panel for some rows, every sum starting from {@code start}; strides in floats. */
    void multiply(
            MemorySegment a,
            int aStride,
            MemorySegment panel,
            MemorySegment start,
            MemorySegment c,
            int cStride,
            int k,
            int rows) {
        call(fromRow, a, aStride, panel, start, c, cStride, k, rows);
    }

    /** One panel for some rows, added to {@code c}; strides in floats. */
    void multiplyAdd(MemorySegment a, int aStride, MemorySegment panel, MemorySegment c, int cStride, int k, int rows) {
        call(fromSums, a, aStride, panel, panel, c, cStride, k, rows);
    }

    /** Rows are cut into tiles whose heights differ by one at most: short tiles leave the processor waiting. */
    private static void call(
            MemorySegment[] code,
            MemorySegment a,
            int aStride,
            MemorySegment panel,
            MemorySegment start,
            MemorySegment c,
            int cStride,
            int k,
            int rows) {
        if (rows == 0 || k == 0) {
            throw new IllegalArgumentException("machine code: expected at least one row and one input");
        }
        int tiles = (rows + Avx2Code.MOST_ROWS - 1) / Avx2Code.MOST_ROWS;
        int height = rows / tiles;
        int taller = rows % tiles;
        long aBytes = 4L * aStride;
        long cBytes = 4L * cStride;
        int done = taller * (height + 1);
        if (taller > 0) {
            NativeCall.invoke(code[height + 1], a, aBytes, panel, start, c, cBytes, k, taller);
        }
        MemorySegment restOfA = a.asSlice(done * aBytes);
        MemorySegment restOfC = c.asSlice(done * cBytes);
        NativeCall.invoke(code[height], restOfA, aBytes, panel, start, restOfC, cBytes, k, tiles - taller);
    }

    @Override
    public void exponentials(float[] x, int offset, int n, float subtrahend) {
        PlainKernels.INSTANCE.exponentials(x, offset, n, subtrahend);
    }

    @Override
    public void activate(Activation activation, float[] x, int offset, int n) {
        PlainKernels.INSTANCE.activate(activation, x, offset, n);
    }

    @Override
    public void layerNorm(Matrix x, Matrix residual, float[] weight, float[] bias, float epsilon, Matrix output) {
        PlainKernels.INSTANCE.layerNorm(x, residual, weight, bias, epsilon, output);
    }
}
