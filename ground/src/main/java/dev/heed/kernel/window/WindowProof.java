package dev.heed.kernel.window;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** A few windows of every shape, held against plain Java before machine code for them is trusted. */
public final class WindowProof {
    private static final int ROWS = 12;
    private static final int STRIDE = 2 * WindowKernel.LANES;
    private static final float RATE = 0.125f;

    private WindowProof() {}

    static boolean sameBits(WindowKernel kernel) {
        return sameBits(kernel, false) && sameBits(kernel, true) && copiesRows(kernel) && mergesRows(kernel);
    }

    /** The inputs' rows, of two copies and of three that lie in inputs and outputs. */
    private static boolean mergesRows(WindowKernel kernel) {
        try (WindowWorker worker = kernel.worker(ROWS, ROWS, STRIDE);
                WindowWorker plain = PlainWindowKernel.INSTANCE.worker(ROWS, ROWS, STRIDE)) {
            mergeRows(kernel, worker);
            mergeRows(PlainWindowKernel.INSTANCE, plain);
            return worker.inputs().mismatch(plain.inputs()) < 0;
        }
    }

    private static void mergeRows(WindowKernel kernel, WindowWorker worker) {
        wave(worker.inputs(), 3);
        wave(worker.outputs(), 5);
        int[] plan = new int[16 + WindowKernel.SLACK];
        int at = 0;
        for (int copies : new int[] {2, 3}) {
            plan[at++] = copies;
            plan[at++] = Float.floatToRawIntBits(0.75f);
            plan[at++] = copies;
            for (int copy = 0; copy < copies; copy++) {
                plan[at++] = copy % 2;
                plan[at++] = ROWS - 1 - copy;
            }
        }
        kernel.mergeRows(worker.inputs(), List.of(worker.outputs(), worker.inputs()), plan, STRIDE);
    }

    /** The inputs' rows, last first. */
    private static boolean copiesRows(WindowKernel kernel) {
        try (WindowWorker worker = kernel.worker(ROWS, ROWS, STRIDE)) {
            wave(worker.inputs(), 3);
            int[] up = new int[ROWS + WindowKernel.ROWS_AHEAD];
            int[] down = new int[up.length];
            for (int i = 0; i < ROWS; i++) {
                up[i] = i;
                down[i] = ROWS - 1 - i;
            }
            kernel.copyRows(worker.inputs(), up, worker.outputs(), down, 0, ROWS, STRIDE);
            long rowBytes = 4L * STRIDE;
            for (int i = 0; i < ROWS; i++) {
                MemorySegment from = worker.inputs().asSlice(rowBytes * up[i], rowBytes);
                if (from.mismatch(worker.outputs().asSlice(rowBytes * down[i], rowBytes)) >= 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean sameBits(WindowKernel kernel, boolean cbow) {
        try (WindowWorker worker = kernel.worker(ROWS, ROWS, STRIDE);
                WindowWorker plain = PlainWindowKernel.INSTANCE.worker(ROWS, ROWS, STRIDE)) {
            run(worker, cbow);
            run(plain, cbow);
            return worker.inputs().mismatch(plain.inputs()) < 0
                    && worker.outputs().mismatch(plain.outputs()) < 0
                    && worker.takeLoss() == plain.takeLoss();
        }
    }

    private static void run(WindowWorker worker, boolean cbow) {
        wave(worker.inputs(), 3);
        wave(worker.outputs(), 5);
        if (cbow) {
            worker.cbow(plan(true), RATE);
        } else {
            worker.skipGram(plan(false), RATE);
        }
    }

    /** One to three inputs for every shape. */
    private static int[] plan(boolean cbow) {
        int[] plan =
                new int[2 * 3 * WindowKernel.MOST_OUTPUTS * (3 + WindowKernel.MOST_OUTPUTS + 3) + WindowKernel.SLACK];
        int at = 0;
        for (int outputs = 1; outputs <= WindowKernel.MOST_OUTPUTS; outputs++) {
            for (int inputs = 1; inputs <= 3; inputs++) {
                for (boolean positive : new boolean[] {true, false}) {
                    plan[at++] = inputs;
                    plan[at++] = WindowKernel.shape(outputs, positive);
                    if (cbow) {
                        plan[at++] = Float.floatToRawIntBits(1f / inputs);
                    }
                    for (int i = 0; i < outputs + inputs; i++) {
                        plan[at++] = 4 * STRIDE * (1 + (outputs + 5 * inputs + i) % (ROWS - 1));
                    }
                }
            }
        }
        return plan;
    }

    /** Numbers of both signs, none special. */
    private static void wave(MemorySegment rows, int step) {
        for (int i = 0; i < rows.byteSize() / 4; i++) {
            rows.setAtIndex(ValueLayout.JAVA_FLOAT, i, (i * 37 * step % 101 - 50) / 64f);
        }
    }
}
