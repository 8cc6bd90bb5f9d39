package dev.heed.kernel.window;

import dev.heed.kernel.assembler.CodeMemory;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.NativeCall;
import dev.heed.kernel.assembler.RefusedParts;
import dev.heed.kernel.assembler.VectorAssembler;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * {@link WindowKernel} in machine code of one instruction set, assembled at the first use; rows lie outside the heap, on
 * cache lines.
 */
public final class MachineWindowKernel implements WindowKernel {
    private static final int LINE = WindowCode.LINE;

    private final InstructionSet set;
    private final MemorySegment skipGram;
    private final MemorySegment cbow;
    private final MemorySegment copyRows;
    private final MemorySegment mergeRows;

    private MachineWindowKernel(InstructionSet set, MemorySegment code, Starts starts) {
        this.set = set;
        this.skipGram = code;
        this.cbow = code.asSlice(starts.cbow());
        this.copyRows = code.asSlice(starts.copyRows());
        this.mergeRows = code.asSlice(starts.mergeRows());
    }

    /** Where functions begin; that for skip-gram does at 0. */
    public record Starts(int cbow, int copyRows, int mergeRows) {}

    /** The kernel of an instruction set that this process may run; null, with the reason noted, where it is refused. */
    public static MachineWindowKernel find(InstructionSet set, CodeMemory memory) {
        String part = "word2vec windows";
        try {
            VectorAssembler asm = new VectorAssembler(set.width, false);
            Starts starts = assemble(asm);
            MachineWindowKernel kernel = new MachineWindowKernel(set, memory.install(asm.code()), starts);
            if (WindowProof.sameBits(kernel)) {
                return kernel;
            }
            RefusedParts.differ(set, part);
        } catch (CodeRefusedException e) {
            RefusedParts.add(set, part, e);
        }
        return null;
    }

    /** All functions. */
    public static Starts assemble(VectorAssembler asm) {
        WindowCode code = new WindowCode(asm);
        code.emitSkipGram();
        int cbow = asm.here();
        code.emitCbow();
        int copyRows = asm.here();
        new RowCopyCode(asm).emit();
        int mergeRows = asm.here();
        new RowMergeCode(asm).emit();
        return new Starts(cbow, copyRows, mergeRows);
    }

    @Override
    public String name() {
        return set.kernel;
    }

    @Override
    public WindowWorker worker(int inputSlots, int outputSlots, int stride) {
        return new Worker(inputSlots, outputSlots, stride);
    }

    @Override
    public void copyRows(
            MemorySegment from, int[] fromRows, MemorySegment to, int[] toRows, int first, int end, int stride) {
        if (first < end) {
            NativeCall.invoke(
                    copyRows,
                    from,
                    MemorySegment.ofArray(fromRows).asSlice(4L * first),
                    to,
                    MemorySegment.ofArray(toRows).asSlice(4L * first),
                    NativeCall.integer(4L * stride),
                    NativeCall.integer(end - first));
        }
    }

    @Override
    public void mergeRows(MemorySegment base, List<MemorySegment> parts, int[] plan, int stride) {
        long[] addresses = new long[parts.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = parts.get(i).address();
        }
        NativeCall.invoke(
                mergeRows,
                base,
                NativeCall.integer(4L * stride),
                MemorySegment.ofArray(addresses),
                MemorySegment.ofArray(plan),
                MemorySegment.ofArray(new float[stride]),
                MemorySegment.NULL);
    }

    private final class Worker implements WindowWorker {
        private final Arena arena = Arena.ofShared(); // any thread may take a worker's slice
        private final MemorySegment rowBytes;
        private final MemorySegment inputs;
        private final MemorySegment outputs;
        private final WindowConstants constants;
        private final WindowLoss loss = new WindowLoss();

        Worker(int inputSlots, int outputSlots, int stride) {
            this.rowBytes = NativeCall.integer(4L * stride);
            try {
                this.inputs = arena.allocate(4L * stride * inputSlots, LINE);
                this.outputs = arena.allocate(4L * stride * outputSlots, LINE);
                this.constants = new WindowConstants(arena.allocate(WindowConstants.SIZE, LINE));
            } catch (Throwable e) {
                arena.close();
                throw e;
            }
        }

        @Override
        public MemorySegment inputs() {
            return inputs;
        }

        @Override
        public MemorySegment outputs() {
            return outputs;
        }

        @Override
        public void skipGram(int[] plan, float rate) {
            run(skipGram, plan, rate);
        }

        @Override
        public void cbow(int[] plan, float rate) {
            run(cbow, plan, rate);
        }

        private void run(MemorySegment code, int[] plan, float rate) {
            constants.begin(rate);
            NativeCall.invoke(
                    code,
                    inputs,
                    rowBytes,
                    outputs,
                    MemorySegment.ofArray(plan),
                    constants.block(),
                    MemorySegment.NULL);
            constants.addTo(loss);
        }

        @Override
        public double takeLoss() {
            return loss.take();
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
