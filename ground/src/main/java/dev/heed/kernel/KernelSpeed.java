package dev.heed.kernel;

import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.NativeCall;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.kernel.rows.Activation;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.OptionalDouble;

/**
 * How fast the kernels are here, found by a small measurement on one thread: the best of as many short passes as fit, since
 * whatever else runs can only make a pass slower.
 */
public final class KernelSpeed {
    private static final int ROWS = 96;
    private static final int INPUTS = 384;
    private static final int OUTPUTS = 96; // the weight stays in the second cache
    private static final long FLOP = 2L * ROWS * INPUTS * OUTPUTS;
    private static final long LOOPS = 1000;

    private KernelSpeed() {}

    /**
     * GFLOP/s of a linear map like a small encoder's, weights in the cache. Kernels without machine code need some tenths of a
     * second until the JIT has compiled them.
     *
     * @param nanos for how long to measure
     */
    public static double products(Kernels kernels, NumberFormat format, long nanos) {
        PreparedLinear map = kernels.layout(format)
                .prepare(LinearWeights.of(WeightRows.of(wave(INPUTS, OUTPUTS)), new float[OUTPUTS]));
        Matrix x = wave(ROWS, INPUTS);
        Matrix y = Matrix.zeros(ROWS, OUTPUTS);
        return best(() -> map.apply(x, Activation.IDENTITY, y), FLOP, nanos);
    }

    /**
     * GFLOP/s of fused multiply-adds that touch no memory: what the processor can do in the instruction set of a kernel of
     * machine code; empty for other kernels, and for those that cannot run here.
     *
     * @param kernel its name
     * @param nanos for how long to measure
     */
    public static OptionalDouble limit(String kernel, long nanos) {
        for (InstructionSet set : InstructionSet.values()) {
            if (set.kernel.equals(kernel) && MachineCode.of(set).kernels() != null) {
                return limit(set, nanos);
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble limit(InstructionSet set, long nanos) {
        VectorAssembler asm = new VectorAssembler(set.width, false);
        new PeakCode(asm).emit();
        MemorySegment none = MemorySegment.NULL;
        MemorySegment loops = MemorySegment.ofArray(new long[] {LOOPS});
        try {
            MemorySegment code = MachineCode.memory().install(asm.code());
            return OptionalDouble.of(best(
                    () -> NativeCall.invoke(code, none, none, none, none, none, loops),
                    LOOPS * PeakCode.flop(set.width),
                    nanos));
        } catch (CodeRefusedException e) {
            return OptionalDouble.empty();
        }
    }

    private static double best(Runnable pass, long flop, long nanos) {
        long fastest = Long.MAX_VALUE;
        for (long start = System.nanoTime(), before = start; before - start < nanos; ) {
            pass.run();
            long after = System.nanoTime();
            fastest = Math.min(fastest, after - before);
            before = after;
        }
        return (double) flop / fastest;
    }

    private static Matrix wave(int rows, int columns) {
        Matrix wave = Matrix.zeros(rows, columns);
        for (int i = 0; i < wave.data().length; i++) {
            wave.data()[i] = (i % 17 - 8) / 16f;
        }
        return wave;
    }
}
