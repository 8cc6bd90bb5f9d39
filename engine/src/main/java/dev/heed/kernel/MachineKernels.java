package dev.heed.kernel;

import dev.heed.kernel.CodeMemory.CodeRefusedException;
import dev.heed.kernel.TileCode.Start;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/**
 * Machine code for one instruction set, assembled at the first use: at full speed from the first call, without the JIT.
 *
 * <p>Elements beyond the last whole group of 16 in a row, and activations without code, go through
 * {@link PlainKernels}, which give the same bits. Made once, by {@link #create}.
 */
final class MachineKernels implements Kernels {
    private static final MemorySegment NONE = MemorySegment.NULL;

    private final InstructionSet set;
    private final Map<Start, MemorySegment[][]> tiles = new EnumMap<>(Start.class);
    private final MemorySegment scaledMaxima;
    private final MemorySegment exponentialSums;
    private final Map<Activation, MemorySegment> activations = new EnumMap<>(Activation.class);
    private final MemorySegment norm;
    private final MemorySegment normOfSum;
    private final MemorySegment transpose;
    private final MemorySegment copy;
    private final CodeMemory codeMemory;
    private MachineByteRows.Installed byteRows; // null until it is asked for: few processes search

    private MachineKernels(InstructionSet set, KernelCode code, MemorySegment memory, CodeMemory codeMemory) {
        this.set = set;
        this.codeMemory = codeMemory;
        code.tiles().forEach((start, starts) -> tiles.put(start, functions(starts, memory)));
        this.scaledMaxima = memory.asSlice(code.scaledMaxima());
        this.exponentialSums = memory.asSlice(code.exponentialSums());
        code.activations().forEach((activation, at) -> activations.put(activation, memory.asSlice(at)));
        this.norm = memory.asSlice(code.norm());
        this.normOfSum = memory.asSlice(code.normOfSum());
        this.transpose = memory.asSlice(code.transpose());
        this.copy = memory.asSlice(code.copy());
    }

    private static MemorySegment[][] functions(int[][] starts, MemorySegment memory) {
        MemorySegment[][] functions = new MemorySegment[starts.length][TileCode.MOST_ROWS + 1];
        for (int vectors = TileCode.LEAST_VECTORS; vectors < starts.length; vectors++) {
            for (int rows = 1; rows <= TileCode.MOST_ROWS; rows++) {
                functions[vectors][rows] = memory.asSlice(starts[vectors][rows]);
            }
        }
        return functions;
    }

    /** @throws CodeRefusedException if this process may not make code */
    static MachineKernels create(InstructionSet set, CodeMemory memory) throws CodeRefusedException {
        KernelCode code = KernelCode.assemble(set, false);
        return new MachineKernels(set, code, memory.install(code.asm().code()), memory);
    }

    @Override
    public String name() {
        return set.kernel;
    }

    InstructionSet instructionSet() {
        return set;
    }

    /** Columns of a panel of two vectors. */
    int narrowPanel() {
        return 2 * set.width.lanes();
    }

    @Override
    public PreparedLinear prepare(WeightRows weight, float[] bias) {
        return new MachineLinear(this, weight, bias);
    }

    @Override
    public RightFactor rightFactor(int k, int n) {
        return new MachineRightFactor(this, k, n);
    }

    @Override
    public ByteRows byteRows(int rows, int width) {
        return byteRowCode().rows(rows, width);
    }

    private synchronized MachineByteRows.Installed byteRowCode() {
        if (byteRows == null) {
            byteRows = MachineByteRows.Installed.of(set, codeMemory);
        }
        return byteRows;
    }

    /** Panels of {@code vectors} vectors and k rows, at equal distances in memory. */
    record PanelRun(MemorySegment first, int vectors, long bytesToNext, int count, int k) {}

    /**
     * Some rows of a by some panels, into the columns from c's first on; strides in floats.
     *
     * <p>Rows are cut into tiles whose heights differ by one at most: short tiles leave the processor waiting.
     *
     * @param row what the sums start from under {@link Start#ROW}
     */
    void multiply(
            Start start,
            MemorySegment a,
            int aStride,
            PanelRun panels,
            MemorySegment row,
            MemorySegment c,
            int cStride,
            int rows) {
        if (rows == 0 || panels.k() == 0 || panels.count() == 0) {
            throw new IllegalArgumentException("machine code: expected at least one row, one input and one panel");
        }
        int count = (rows + TileCode.MOST_ROWS - 1) / TileCode.MOST_ROWS;
        int height = rows / count;
        int taller = rows % count;
        MemorySegment[] code = tiles.get(start)[panels.vectors()];
        long[] p = {4L * aStride, 4L * cStride, panels.k(), taller, panels.count(), panels.bytesToNext()};
        MemorySegment parameters = MemorySegment.ofArray(p);
        if (taller > 0) {
            NativeCall.invoke(code[height + 1], a, panels.first(), row, c, NONE, parameters);
        }
        long done = taller * (height + 1L);
        p[3] = count - taller;
        MemorySegment restOfA = a.asSlice(done * p[0]);
        MemorySegment restOfC = c.asSlice(done * p[1]);
        NativeCall.invoke(code[height], restOfA, panels.first(), row, restOfC, NONE, parameters);
    }

    @Override
    public void exponentials(float[] x, int offset, int n, float subtrahend) {
        int whole = n - n % LANES;
        if (whole > 0) {
            float[] sums = new float[1];
            exponentialSums(x, offset, n, 1, whole, new float[] {subtrahend}, sums);
        }
        PlainKernels.INSTANCE.exponentials(x, offset + whole, n - whole, subtrahend);
    }

    @Override
    public void scaledMaxima(float[] x, int offset, int stride, int rows, int n, float scale, float[] maxima) {
        if (rows == 0 || n == 0) {
            PlainKernels.INSTANCE.scaledMaxima(x, offset, stride, rows, n, scale, maxima);
            return;
        }
        long[] p = {4L * stride, rows, n / LANES, Float.floatToRawIntBits(scale)};
        NativeCall.invoke(
                scaledMaxima, at(x, offset), NONE, MemorySegment.ofArray(maxima), NONE, NONE, MemorySegment.ofArray(p));
    }

    @Override
    public void exponentialSums(float[] x, int offset, int stride, int rows, int n, float[] subtrahends, float[] sums) {
        if (rows == 0 || n == 0) {
            PlainKernels.INSTANCE.exponentialSums(x, offset, stride, rows, n, subtrahends, sums);
            return;
        }
        NativeCall.invoke(
                exponentialSums,
                at(x, offset),
                MemorySegment.ofArray(subtrahends),
                MemorySegment.ofArray(sums),
                NONE,
                NONE,
                rows(stride, rows, n));
    }

    @Override
    public void activate(Activation activation, Matrix x) {
        MemorySegment code = activations.get(activation);
        int whole = code == null ? 0 : x.columns() - x.columns() % LANES;
        if (whole > 0 && x.rows() > 0) {
            NativeCall.invoke(code, segment(x), NONE, NONE, NONE, NONE, rows(x.stride(), x.rows(), whole));
        }
        PlainKernels.INSTANCE.activate(activation, x.columns(whole, x.columns()));
    }

    @Override
    public void layerNorm(Matrix x, Matrix residual, float[] weight, float[] bias, float epsilon, Matrix output) {
        if (x.rows() == 0 || x.columns() == 0 || x.columns() % LANES != 0) {
            PlainKernels.INSTANCE.layerNorm(x, residual, weight, bias, epsilon, output);
            return;
        }
        boolean alone = residual == null;
        long[] p = {
            4L * x.stride(),
            x.rows(),
            x.columns() / LANES,
            alone ? 0 : 4L * residual.stride(),
            4L * output.stride(),
            Float.floatToRawIntBits(x.columns()),
            Float.floatToRawIntBits(epsilon)
        };
        NativeCall.invoke(
                alone ? norm : normOfSum,
                segment(x),
                alone ? NONE : segment(residual),
                MemorySegment.ofArray(weight),
                MemorySegment.ofArray(bias),
                segment(output),
                MemorySegment.ofArray(p));
    }

    /** Rows become columns of a panel: multiples of eight of both. */
    void transpose(Matrix rows, Panels panels, int at) {
        pack(transpose, rows, rows.rows() / 8, panels, at);
    }

    /** Rows become rows of a panel; a multiple of eight columns. */
    void copy(Matrix rows, Panels panels, int at) {
        pack(copy, rows, rows.rows(), panels, at);
    }

    private static void pack(MemorySegment code, Matrix rows, int count, Panels panels, int at) {
        long[] p = {4L * rows.stride(), 4L * panels.width(), count, rows.columns() / 8};
        NativeCall.invoke(code, segment(rows), at(panels.data(), at), NONE, NONE, NONE, MemorySegment.ofArray(p));
    }

    /** A matrix from its first element on. */
    static MemorySegment segment(Matrix matrix) {
        return at(matrix.data(), matrix.offset());
    }

    private static MemorySegment rows(int stride, int rows, int n) {
        return MemorySegment.ofArray(new long[] {4L * stride, rows, n / LANES});
    }

    private static MemorySegment at(float[] x, int offset) {
        return MemorySegment.ofArray(x).asSlice(4L * offset);
    }
}
