package dev.heed.kernel.rows;

import dev.heed.kernel.assembler.NativeCall;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/**
 * Rows by machine code. Elements beyond the last whole group of 16 in a row, and activations without code, go through
 * {@link PlainRowKernels}, which give the same bits.
 */
public final class MachineRowKernels implements RowKernels {
    private static final MemorySegment NONE = MemorySegment.NULL;

    private final MemorySegment scaledMaxima;
    private final MemorySegment exponentialSums;
    private final Map<Activation, MemorySegment> activations = new EnumMap<>(Activation.class);
    private final MemorySegment norm;
    private final MemorySegment normOfSum;

    /** @param memory executable, with the functions where {@code code} says */
    public MachineRowKernels(RowFunctions code, MemorySegment memory) {
        this.scaledMaxima = memory.asSlice(code.scaledMaxima());
        this.exponentialSums = memory.asSlice(code.exponentialSums());
        code.activations().forEach((activation, at) -> activations.put(activation, memory.asSlice(at)));
        this.norm = memory.asSlice(code.norm());
        this.normOfSum = memory.asSlice(code.normOfSum());
    }

    @Override
    public void exponentials(float[] x, int offset, int n, float subtrahend) {
        int whole = n - n % LANES;
        if (whole > 0) {
            float[] sums = new float[1];
            exponentialSums(x, offset, n, 1, whole, new float[] {subtrahend}, sums);
        }
        PlainRowKernels.INSTANCE.exponentials(x, offset + whole, n - whole, subtrahend);
    }

    @Override
    public void scaledMaxima(float[] x, int offset, int stride, int rows, int n, float scale, float[] maxima) {
        if (rows == 0 || n == 0) {
            PlainRowKernels.INSTANCE.scaledMaxima(x, offset, stride, rows, n, scale, maxima);
            return;
        }
        long[] p = {4L * stride, rows, n / LANES, Float.floatToRawIntBits(scale)};
        NativeCall.invoke(
                scaledMaxima,
                NativeCall.segment(x, offset),
                NONE,
                MemorySegment.ofArray(maxima),
                NONE,
                NONE,
                MemorySegment.ofArray(p));
    }

    @Override
    public void exponentialSums(float[] x, int offset, int stride, int rows, int n, float[] subtrahends, float[] sums) {
        if (rows == 0 || n == 0) {
            PlainRowKernels.INSTANCE.exponentialSums(x, offset, stride, rows, n, subtrahends, sums);
            return;
        }
        NativeCall.invoke(
                exponentialSums,
                NativeCall.segment(x, offset),
                MemorySegment.ofArray(subtrahends),
                MemorySegment.ofArray(sums),
                NONE,
                NONE,
                extent(stride, rows, n));
    }

    @Override
    public void activate(Activation activation, Matrix x) {
        MemorySegment code = activations.get(activation);
        int whole = code == null ? 0 : x.columns() - x.columns() % LANES;
        if (whole > 0 && x.rows() > 0) {
            NativeCall.invoke(code, NativeCall.segment(x), NONE, NONE, NONE, NONE, extent(x.stride(), x.rows(), whole));
        }
        PlainRowKernels.INSTANCE.activate(activation, x.columns(whole, x.columns()));
    }

    @Override
    public void layerNorm(Matrix x, Matrix residual, float[] weight, float[] bias, float epsilon, Matrix output) {
        if (x.rows() == 0 || x.columns() == 0 || x.columns() % LANES != 0) {
            PlainRowKernels.INSTANCE.layerNorm(x, residual, weight, bias, epsilon, output);
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
                NativeCall.segment(x),
                alone ? NONE : NativeCall.segment(residual),
                MemorySegment.ofArray(weight),
                MemorySegment.ofArray(bias),
                NativeCall.segment(output),
                MemorySegment.ofArray(p));
    }

    private static MemorySegment extent(int stride, int rows, int n) {
        return MemorySegment.ofArray(new long[] {4L * stride, rows, n / LANES});
    }
}
