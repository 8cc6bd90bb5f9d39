package dev.heed.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.window.Logistic;
import dev.heed.kernel.window.PlainWindowKernel;
import dev.heed.kernel.window.WindowKernel;
import dev.heed.kernel.window.WindowLoss;
import dev.heed.kernel.window.WindowWorker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every window kernel against the plain one: the same bits, for every number of inputs and outputs. */
class WindowKernelTest {
    private static final int ROWS = 40;

    static Stream<WindowKernel> kernels() {
        return KernelChoice.statuses().stream()
                .filter(KernelStatus::usable)
                .map(status -> WindowChoice.named(status.name()));
    }

    static Stream<Arguments> strides() {
        return kernels().flatMap(kernel -> Stream.of(16, 32, 48, 112, 304).map(stride -> Arguments.of(kernel, stride)));
    }

    static Stream<Arguments> shapes() {
        return strides()
                .flatMap(of -> Stream.of(true, false).map(cbow -> Arguments.of(of.get()[0], of.get()[1], cbow)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void thePlainKernelsBits(WindowKernel kernel, int stride, boolean cbow) {
        int[] plan = plan(new Random(stride), stride, cbow, 300);
        try (WindowWorker expected = PlainWindowKernel.INSTANCE.worker(ROWS, ROWS, stride);
                WindowWorker found = kernel.worker(ROWS, ROWS, stride)) {
            for (WindowWorker worker : new WindowWorker[] {expected, found}) {
                fill(worker.inputs(), 1, 1f);
                fill(worker.outputs(), 2, 3f); // scores from tiny to beyond the bound
                run(worker, plan, cbow);
            }
            assertThat(floats(found.inputs())).isEqualTo(floats(expected.inputs()));
            assertThat(floats(found.outputs())).isEqualTo(floats(expected.outputs()));
            assertThat(found.takeLoss()).isEqualTo(expected.takeLoss()).isPositive();
        }
    }

    /** Of 150 rows, those from the third to the last but third, to places in another order. */
    @ParameterizedTest
    @MethodSource("strides")
    void rowsAreCopiedAndNoOthers(WindowKernel kernel, int stride) {
        int rows = 150;
        int[] from = new int[rows + WindowKernel.ROWS_AHEAD];
        int[] to = new int[rows + WindowKernel.ROWS_AHEAD];
        for (int n = 0; n < rows; n++) {
            from[n] = 37 * n % rows;
            to[n] = 91 * n % rows; // 91 and 150 share no divisor
        }
        try (WindowWorker worker = kernel.worker(rows, rows, stride)) {
            fill(worker.inputs(), 1, 1f);
            fill(worker.outputs(), 2, 1f);
            float[] source = floats(worker.inputs());
            float[] expected = floats(worker.outputs());
            for (int n = 3; n < rows - 3; n++) {
                System.arraycopy(source, from[n] * stride, expected, to[n] * stride, stride);
            }
            kernel.copyRows(worker.inputs(), from, worker.outputs(), to, 3, rows - 3, stride);
            kernel.copyRows(worker.inputs(), from, worker.outputs(), to, 1, 1, stride);
            assertThat(floats(worker.outputs())).isEqualTo(expected);
            assertThat(floats(worker.inputs())).isEqualTo(source);

            kernel.copyRows(worker.outputs(), to, MemorySegment.ofArray(source), from, 3, rows - 3, stride);
            assertThat(source).isEqualTo(floats(worker.inputs())); // there and back, also on the heap
        }
    }

    /** Every other row, of two to four copies in three matrices. */
    @ParameterizedTest
    @MethodSource("strides")
    void changesOfCopiesAreSummedInOrder(WindowKernel kernel, int stride) {
        try (WindowWorker base = kernel.worker(ROWS, ROWS, stride);
                WindowWorker other = kernel.worker(ROWS, ROWS, stride)) {
            List<MemorySegment> parts = List.of(base.outputs(), other.inputs(), other.outputs());
            fill(base.inputs(), 1, 1f);
            parts.forEach(part -> fill(part, 2 + parts.indexOf(part), 1f));
            float[] expected = floats(base.inputs());
            int[] plan = new int[ROWS * 12 + WindowKernel.SLACK];
            int at = 0;
            for (int row = 1; row < ROWS; row += 2) {
                int copies = 2 + row % 3;
                float scale = 1f / row;
                plan[at++] = copies;
                plan[at++] = Float.floatToRawIntBits(scale);
                plan[at++] = row;
                float[] sums = new float[stride];
                for (int i = 0; i < copies; i++) {
                    int copy = (7 * row + i) % ROWS;
                    plan[at++] = (row + i) % parts.size();
                    plan[at++] = copy;
                    float[] part = floats(parts.get((row + i) % parts.size()));
                    for (int c = 0; c < stride; c++) {
                        sums[c] += part[copy * stride + c] - expected[row * stride + c];
                    }
                }
                for (int c = 0; c < stride; c++) {
                    expected[row * stride + c] += scale * sums[c];
                }
            }
            kernel.mergeRows(base.inputs(), parts, plan, stride);
            assertThat(floats(base.inputs())).isEqualTo(expected);
        }
    }

    @Test
    void machineCodeRunsWhereItsKernelDoes() {
        for (InstructionSet set : InstructionSet.values()) {
            if (MachineCode.of(set).kernels() != null) {
                assertThat(WindowChoice.named(set.kernel).name()).isEqualTo(set.kernel);
            }
        }
    }

    private static void run(WindowWorker worker, int[] plan, boolean cbow) {
        if (cbow) {
            worker.cbow(plan, 0.025f);
        } else {
            worker.skipGram(plan, 0.025f);
        }
    }

    private static int[] plan(Random random, int stride, boolean cbow, int windows) {
        int[] plan = new int[windows * 30];
        int at = 0;
        for (int w = 0; w < windows; w++) {
            int inputs = 1 + random.nextInt(WindowKernel.MOST_INPUTS);
            int outputs = 1 + random.nextInt(WindowKernel.MOST_OUTPUTS);
            plan[at++] = inputs;
            plan[at++] = WindowKernel.shape(outputs, random.nextInt(4) > 0);
            if (cbow) {
                plan[at++] = Float.floatToRawIntBits(1f / inputs);
            }
            for (int i = 0; i < outputs + inputs; i++) {
                plan[at++] = 4 * stride * (1 + random.nextInt(ROWS - 1)); // also the same row twice
            }
        }
        return plan;
    }

    private static void fill(MemorySegment rows, int seed, float scale) {
        Random random = new Random(seed);
        for (long i = 0; i < rows.byteSize() / 4; i++) {
            rows.setAtIndex(ValueLayout.JAVA_FLOAT, i, (random.nextFloat() - 0.5f) * scale);
        }
    }

    private static float[] floats(MemorySegment rows) {
        return rows.toArray(ValueLayout.JAVA_FLOAT);
    }

    @Test
    void theLogisticFunctionIsExactToThreeLastPlacesOfOne() {
        double worst = 0;
        for (int i = -40_000; i <= 40_000; i++) {
            float x = i / 2000f;
            worst = Math.max(worst, Math.abs(Logistic.centred(x) + 0.5 - 1 / (1 + Math.exp(-x))));
        }
        assertThat(worst).isLessThan(1.8e-7);
        assertThat(Logistic.centred(Float.POSITIVE_INFINITY)).isEqualTo(Logistic.centred(16f));
        assertThat(Logistic.centred(0f)).isZero();
        assertThat(Logistic.centred(Float.NaN)).isNaN();
    }

    @Test
    void theLossIsTheSumOfTheLogarithms() {
        WindowLoss loss = new WindowLoss();
        Random random = new Random(3);
        double expected = 0;
        for (int i = 0; i < 100_000; i++) {
            float error = random.nextFloat() * 2 - 1;
            loss.add(i % WindowKernel.MOST_OUTPUTS, error);
            expected -= Math.log(Math.max(WindowLoss.LEAST, 1f - Math.abs(error)));
        }
        assertThat(loss.take()).isCloseTo(expected, org.assertj.core.data.Percentage.withPercentage(1e-5));
        assertThat(loss.take()).isZero();
    }
}
