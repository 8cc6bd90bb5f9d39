package dev.heed.kernel;

import dev.heed.kernel.CodeMemory.CodeRefusedException;
import dev.heed.kernel.TileCode.Start;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Machine code for one instruction set, assembled at the first use: at full speed from the first call, without the JIT.
 *
 * <p>Elements beyond the last whole group of 16 in a row, and activations without code, go through
 * {@link PlainKernels}, which give the same bits. Made once, by {@link #create}.
 */
final class MachineKernels implements Kernels {
    private static final MemorySegment NONE = MemorySegment.NULL;

    private final InstructionSet set;
    private final CodeMemory codeMemory;
    private final MachineLayout floats;
    private LinearLayout bfloat16; // made at the first use, under the lock of this
    private LinearLayout bytes;
    private final Map<Start, MemorySegment[][]> tiles = new EnumMap<>(Start.class);
    private final MemorySegment scaledMaxima;
    private final MemorySegment exponentialSums;
    private final Map<Activation, MemorySegment> activations = new EnumMap<>(Activation.class);
    private final MemorySegment norm;
    private final MemorySegment normOfSum;
    private final MemorySegment transpose;
    private final MemorySegment copy;
    private MachineByteRows.Installed byteRows; // null until it is asked for: few processes search

    private MachineKernels(InstructionSet set, CodeMemory codeMemory, KernelCode code, MemorySegment memory) {
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
        this.floats = new MachineLayout(
                this,
                new LinearCode(
                        set, Arithmetic.FLOATS, tiles(Start.ROW, set.vectors), tiles(Start.SUMS, set.vectors), null));
    }

    /** The tiles for floats and panels of so many vectors, by their rows. */
    MemorySegment[] tiles(Start start, int vectors) {
        return tiles.get(start)[vectors];
    }

    private static MemorySegment[][] functions(int[][] starts, MemorySegment memory) {
        MemorySegment[][] functions = new MemorySegment[starts.length][TileCode.MOST_ROWS + 1];
        for (int vectors = TileCode.LEAST_VECTORS; vectors < starts.length; vectors++) {
            for (int rows = 1; rows <= TileCode.MOST_ROWS; rows++) {
                int start = starts[vectors][rows]; // 0 where none was made: constants stand there
                functions[vectors][rows] = start == 0 ? null : memory.asSlice(start);
            }
        }
        return functions;
    }

    /**
     * Not yet to be trusted: see {@link KernelProof}.
     *
     * @throws CodeRefusedException if this process may not make code
     */
    static MachineKernels create(InstructionSet set, CodeMemory memory) throws CodeRefusedException {
        KernelCode code = KernelCode.assemble(set, false);
        return new MachineKernels(set, memory, code, memory.install(code.asm().code()));
    }

    @Override
    public String name() {
        return set.kernel;
    }

    /** Columns of a panel of two vectors. */
    int narrowPanel() {
        return 2 * set.width.lanes();
    }

    @Override
    public LinearLayout layout(NumberFormat format) {
        return switch (format) {
            case FP32 -> floats;
            case BF16 -> bfloat16();
            case INT8 -> bytes();
        };
    }

    MachineLayout floats() {
        return floats;
    }

    private synchronized LinearLayout bfloat16() {
        if (bfloat16 == null) {
            bfloat16 = proved(set.bfloat16()).orElseGet(() -> RoundedLinear.layout(floats));
        }
        return bfloat16;
    }

    /** Every slower one has the same bits. */
    private synchronized LinearLayout bytes() {
        if (bytes == null) {
            bytes = proved(set.integers())
                    .orElseGet(() -> MachineCode.behind(set)
                            .map(slower -> slower.layout(NumberFormat.INT8))
                            .orElse(PlainByteLinear.LAYOUT));
        }
        return bytes;
    }

    /** The first, and so the fastest, that is to be trusted. */
    private Optional<LinearLayout> proved(List<Arithmetic> possible) {
        return possible.stream()
                .flatMap(arithmetic -> proved(arithmetic).stream())
                .findFirst();
    }

    /** Maps by machine code of their own; empty, with the reason noted, where it cannot be had or trusted. */
    private Optional<LinearLayout> proved(Arithmetic arithmetic) {
        String maps = "linear maps in " + arithmetic.text;
        try {
            if (arithmetic.tiles()) {
                MatrixUnit.request();
            }
            var code = LinearCode.Assembled.of(set, arithmetic, false);
            MemorySegment memory = codeMemory.install(code.asm().code());
            MachineLayout own = new MachineLayout(this, LinearCode.of(set, arithmetic, code, memory));
            if (LinearProof.same(own)) {
                return Optional.of(own);
            }
            RefusedParts.differ(set, maps);
        } catch (CodeRefusedException e) {
            RefusedParts.add(set, maps, e);
        }
        return Optional.empty();
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
            byteRows = MachineByteRows.Installed.of(set, codeMemory)
                    .or(() -> MachineCode.behind(set).map(MachineKernels::byteRowCode))
                    .orElse(MachineByteRows.Installed.NONE);
        }
        return byteRows;
    }

    /** Panels at equal distances in memory, of which so many steps are multiplied. */
    record PanelRun(MemorySegment first, long bytesToNext, int count, int steps) {}

    /**
     * Some rows of a by some panels, into the columns from c's first on.
     *
     * <p>Rows are cut into tiles whose heights differ by one at most: short tiles leave the processor waiting.
     *
     * @param code by a tile's rows
     * @param aStride bytes from row to row
     * @param tails see {@link TileCode}
     * @param cStride numbers from row to row
     * @param scales zero point and scale of each row, where the code reads them
     */
    void multiply(
            MemorySegment[] code,
            MemorySegment a,
            long aStride,
            PanelRun panels,
            MemorySegment tails,
            MemorySegment c,
            int cStride,
            int rows,
            MemorySegment scales) {
        if (rows == 0 || panels.steps() == 0 || panels.count() == 0) {
            throw new IllegalArgumentException("machine code: expected at least one row, one input and one panel");
        }
        int count = (rows + TileCode.MOST_ROWS - 1) / TileCode.MOST_ROWS;
        int height = rows / count;
        int taller = rows % count;
        long[] p = {aStride, 4L * cStride, panels.steps(), taller, panels.count(), panels.bytesToNext(), 0, 0};
        MemorySegment parameters = MemorySegment.ofArray(p);
        if (taller > 0) {
            NativeCall.invoke(code[height + 1], a, panels.first(), tails, c, scales, parameters);
        }
        long done = taller * (height + 1L);
        p[3] = count - taller;
        MemorySegment restOfA = a.asSlice(done * p[0]);
        MemorySegment restOfC = c.asSlice(done * p[1]);
        MemorySegment restOfScales = scales.byteSize() == 0 ? scales : scales.asSlice(done * 2 * Integer.BYTES);
        NativeCall.invoke(code[height], restOfA, panels.first(), tails, restOfC, restOfScales, parameters);
    }

    /** Rounds rows; see {@link QuantizeCode}. Columns are a multiple of {@link #LANES}. */
    void convert(
            MemorySegment code, Matrix x, MemorySegment inverse, MemorySegment to, int stride, MemorySegment scales) {
        long[] p = {4L * x.stride(), x.rows(), x.columns() / LANES, stride};
        NativeCall.invoke(code, segment(x), inverse, to, scales, NONE, MemorySegment.ofArray(p));
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
