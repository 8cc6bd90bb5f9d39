package dev.heed.kernel;

import dev.heed.kernel.MachineCodeComparison.Part;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.window.MachineWindowKernel;
import dev.heed.kernel.window.PlainWindowKernel;
import dev.heed.kernel.window.WindowKernel;
import dev.heed.kernel.window.WindowWorker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** word2vec's windows. */
final class WindowComparison extends Comparison {
    WindowComparison(InstructionSet set) {
        super(set);
    }

    @Override
    void compare(Part part) {
        windows(part == Part.CBOW);
    }

    private void windows(boolean cbow) {
        WindowKernel kernel = MachineWindowKernel.find(set, MachineCode.memory());
        check("machine code for windows", kernel != null);
        if (kernel == null) {
            return;
        }
        for (int stride : new int[] {16, 32, 48, 64, 80, 112, 208, 304}) {
            for (float scale : new float[] {1f, 3f, 40f, 3e38f}) {
                int slots = 20;
                int[] plan = plan(stride, slots, cbow, 40);
                try (WindowWorker expected = PlainWindowKernel.INSTANCE.worker(slots, slots, stride);
                        WindowWorker found = kernel.worker(slots, slots, stride)) {
                    float[] inputs = numbers(slots * stride);
                    float[] outputs = numbers(slots * stride);
                    for (int i = 0; i < outputs.length; i++) {
                        inputs[i] *= 0.3f;
                        outputs[i] *= scale;
                    }
                    for (WindowWorker worker : List.of(expected, found)) {
                        MemorySegment.copy(inputs, 0, worker.inputs(), ValueLayout.JAVA_FLOAT, 0, inputs.length);
                        MemorySegment.copy(outputs, 0, worker.outputs(), ValueLayout.JAVA_FLOAT, 0, outputs.length);
                        if (cbow) {
                            worker.cbow(plan, 0.025f);
                        } else {
                            worker.skipGram(plan, 0.025f);
                        }
                    }
                    String what =
                            (cbow ? "CBOW" : "skip-gram") + " in " + stride + " dimensions, outputs times " + scale;
                    same(what + ", inputs", floats(found.inputs()), floats(expected.inputs()));
                    same(what + ", outputs", floats(found.outputs()), floats(expected.outputs()));
                    double loss = expected.takeLoss();
                    check(what + ", loss", Double.compare(found.takeLoss(), loss) == 0);
                }
            }
        }
    }

    private int[] plan(int stride, int slots, boolean cbow, int windows) {
        int[] plan = new int[windows * 30 + WindowKernel.SLACK];
        int at = 0;
        for (int w = 0; w < windows; w++) {
            int inputs = 1 + random.nextInt(WindowKernel.MOST_INPUTS);
            int outputs = 1 + w % WindowKernel.MOST_OUTPUTS;
            plan[at++] = inputs;
            plan[at++] = WindowKernel.shape(outputs, random.nextInt(4) > 0);
            if (cbow) {
                plan[at++] = Float.floatToRawIntBits(1f / inputs);
            }
            for (int i = 0; i < outputs + inputs; i++) {
                plan[at++] = 4 * stride * (1 + random.nextInt(slots - 1)); // also the same row twice
            }
        }
        return plan;
    }

    private static float[] floats(MemorySegment rows) {
        return rows.toArray(ValueLayout.JAVA_FLOAT);
    }
}
