package dev.heed.kernel.block;

import dev.heed.kernel.assembler.CodeMemory;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.NativeCall;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.rows.RowKernels;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** A linear map over blocks with inputs in bytes by machine code, with the bits of {@link PlainByteBlockLinear}. */
final class MachineByteBlockLinear implements PreparedLinear {
    /** Records of a stretch: a panel of them stays in the first cache. */
    private static final int STRETCH = 32;
    /** Products that one call makes: collections wait for a call to end. */
    private static final long MOST_PRODUCTS_A_CALL = 1 << 23;

    private final Code code;
    private final BlockRows weights;
    private final float[] bias;
    private final RowKernels rows;

    /** One format's functions in executable memory. */
    record Code(int mostRows, MemorySegment round, MemorySegment multiply, MemorySegment multiplyOne) {
        static Code install(InstructionSet set, BlockFormat format, boolean quads, CodeMemory memory)
                throws CodeRefusedException {
            ByteBlockCode code = ByteBlockCode.assemble(set, format, quads, false);
            MemorySegment installed = memory.install(code.asm().code());
            return new Code(
                    ByteBlockCode.mostRows(set.width),
                    installed.asSlice(code.round()),
                    installed.asSlice(code.multiply()),
                    installed.asSlice(code.multiplyOne()));
        }
    }

    /** @param bias (outputs); null for none */
    MachineByteBlockLinear(Code code, BlockRows weights, float[] bias, RowKernels rows) {
        this.code = code;
        this.weights = weights;
        this.bias = bias;
        this.rows = rows;
    }

    @Override
    public int inputs() {
        return weights.columns();
    }

    @Override
    public int outputs() {
        return weights.rows();
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
        int whole = from + (to - from) / BytePanelCode.PANEL * BytePanelCode.PANEL;
        if (x.rows() > 0 && weights.columns() > 0) {
            if (from < whole) {
                multiply(x, y, from, whole);
            }
            if (whole < to) {
                rest(x, y, whole, to);
            }
        }
        for (int i = 0; i < y.rows() && bias != null; i++) {
            int at = y.index(i);
            for (int j = from; j < to; j++) {
                y.data()[at + j] += bias[j];
            }
        }
        rows.activate(activation, y.columns(from, to));
    }

    /** Rows that fill no panel: laid out with rows of zeros behind them. */
    private void rest(Matrix x, Matrix y, int from, int to) {
        long rowBytes = weights.rowBytes();
        byte[] filled = new byte[Math.toIntExact(BytePanelCode.PANEL * rowBytes)];
        MemorySegment own = MemorySegment.ofArray(filled);
        MemorySegment.copy(weights.data(), from * rowBytes, own, 0, (to - from) * rowBytes);
        BlockRows padded = new BlockRows(weights.format(), BytePanelCode.PANEL, weights.columns(), own);
        Matrix sums = Matrix.zeros(x.rows(), BytePanelCode.PANEL);
        new MachineByteBlockLinear(code, padded, null, rows).multiply(x, sums, 0, BytePanelCode.PANEL);
        for (int i = 0; i < x.rows(); i++) {
            System.arraycopy(sums.data(), sums.index(i), y.data(), y.index(i) + from, to - from);
        }
    }

    private void multiply(Matrix x, Matrix y, int from, int to) {
        BlockScratch scratch = BlockScratch.own();
        byte[] inputs = scratch.bytes(x.rows() * ByteBlockCode.inputBytes(x.columns()));
        MemorySegment none = MemorySegment.NULL;
        long[] p = {4L * x.stride(), x.rows(), x.columns() / ByteBlock.PLACES};
        NativeCall.invoke(
                code.round(),
                NativeCall.segment(x),
                none,
                MemorySegment.ofArray(inputs),
                none,
                none,
                MemorySegment.ofArray(p));
        for (int i = 0; i < x.rows(); i++) {
            Arrays.fill(y.data(), y.index(i) + from, y.index(i) + to, 0f);
        }
        long products = (long) BytePanelCode.PANEL * weights.columns() * x.rows();
        int step = (int) Math.max(1, MOST_PRODUCTS_A_CALL / products) * BytePanelCode.PANEL;
        for (int row = from; row < to; row += step) {
            call(inputs, x.rows(), y, row, Math.min(to, row + step), scratch);
        }
    }

    private void call(byte[] inputs, int inputRows, Matrix y, int from, int to, BlockScratch scratch) {
        int units = weights.columns() / weights.format().weights();
        int perUnit = weights.format().weights() / ByteBlock.PLACES;
        int stretch = stretch(units, Math.max(1, STRETCH / perUnit));
        long[] p = new long[ByteBlockCode.PARAMETERS];
        p[0] = weights.rowBytes();
        p[1] = (to - from) / BytePanelCode.PANEL;
        p[2] = units / stretch;
        p[3] = stretch;
        p[4] = (long) stretch * perUnit;
        p[5] = inputRows / code.mostRows();
        p[6] = inputRows % code.mostRows();
        p[7] = ByteBlockCode.inputBytes(weights.columns());
        p[8] = 4L * y.stride();
        int panelBytes = stretch * perUnit * BytePanelCode.recordBytes(weights.format());
        NativeCall.invoke(
                inputRows == 1 ? code.multiplyOne() : code.multiply(),
                weights.data().asSlice(from * p[0], (to - from) * p[0]),
                MemorySegment.ofArray(inputs),
                NativeCall.segment(y.data(), y.offset() + from),
                scratch.panel(panelBytes / Float.BYTES),
                MemorySegment.NULL,
                MemorySegment.ofArray(p));
    }

    /** The largest part of all units, at most so many, of which a whole number makes all. */
    private static int stretch(int units, int most) {
        for (int stretch = Math.min(units, most); stretch > 1; stretch--) {
            if (units % stretch == 0) {
                return stretch;
            }
        }
        return 1;
    }
}
