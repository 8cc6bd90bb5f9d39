package dev.heed.kernel.window;

import dev.heed.kernel.rows.LaneSum;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** {@link WindowKernel} as plain loops: the readable specification, and the oracle of the tests. */
public final class PlainWindowKernel implements WindowKernel {
    public static final PlainWindowKernel INSTANCE = new PlainWindowKernel();

    private PlainWindowKernel() {}

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public WindowWorker worker(int inputSlots, int outputSlots, int stride) {
        return new Worker(inputSlots, outputSlots, stride);
    }

    /** Places in a plan count bytes, those in an array count floats. */
    private static int index(int place) {
        return place >>> 2;
    }

    private static final class Worker implements WindowWorker {
        private final int stride;
        private final float[] inputs;
        private final float[] outputs;
        private final float[] first; // old inputs
        private final float[] second;
        private final float[] firstChanged;
        private final float[] secondChanged;
        private final float[] output;
        private final float[] gradients = new float[MOST_INPUTS * SCORE_LANES];
        private final float[] lanes = new float[LANES];
        private final WindowLoss loss = new WindowLoss();

        Worker(int inputSlots, int outputSlots, int stride) {
            this.stride = stride;
            this.inputs = new float[Math.multiplyExact(inputSlots, stride)];
            this.outputs = new float[Math.multiplyExact(outputSlots, stride)];
            this.first = new float[stride];
            this.second = new float[stride];
            this.firstChanged = new float[stride];
            this.secondChanged = new float[stride];
            this.output = new float[stride];
        }

        @Override
        public MemorySegment inputs() {
            return MemorySegment.ofArray(inputs);
        }

        @Override
        public MemorySegment outputs() {
            return MemorySegment.ofArray(outputs);
        }

        @Override
        public void skipGram(int[] plan, float rate) {
            for (int at = 0; plan[at] != 0; ) {
                int shape = plan[at + 1];
                int in = at + 2 + outputs(shape);
                int count = plan[at];
                for (int i = 0; i < count; i++) {
                    errors(plan, at + 2, shape, index(plan[in + i]), i, rate);
                }
                for (int i = 0; i < count; i += 2) {
                    if (i + 1 < count) {
                        changePair(plan, at + 2, outputs(shape), in + i, i);
                    } else {
                        changeSingle(plan, at + 2, outputs(shape), index(plan[in + i]), i, false);
                    }
                }
                at = in + count;
            }
            loss.collect();
        }

        @Override
        public void cbow(int[] plan, float rate) {
            for (int at = 0; plan[at] != 0; ) {
                int shape = plan[at + 1];
                int in = at + 3 + outputs(shape);
                mean(plan, in, plan[at], Float.intBitsToFloat(plan[at + 2]));
                errors(plan, at + 3, shape, 0, 0, rate);
                changeSingle(plan, at + 3, outputs(shape), 0, 0, true);
                for (int i = 0; i < plan[at]; i++) {
                    add(inputs, index(plan[in + i]), firstChanged);
                }
                at = in + plan[at];
            }
            loss.collect();
        }

        private static int outputs(int shape) {
            return shape / LABEL_BYTES % SCORE_LANES;
        }

        private static boolean firstIsPositive(int shape) {
            return shape < SCORE_LANES * LABEL_BYTES;
        }

        /** Changes two inputs and the outputs; the first is the record's {@code n}th. */
        private void changePair(int[] plan, int outputsAt, int count, int inputsAt, int n) {
            int in0 = index(plan[inputsAt]);
            int in1 = index(plan[inputsAt + 1]);
            copy(inputs, in0, first);
            copy(inputs, in1, second);
            copy(inputs, in0, firstChanged);
            copy(inputs, in1, secondChanged);
            for (int j = 0; j < count; j++) {
                float g0 = gradients[n * SCORE_LANES + j];
                float g1 = gradients[(n + 1) * SCORE_LANES + j];
                int out = index(plan[outputsAt + j]);
                copy(outputs, out, output);
                addScaled(firstChanged, g0, output);
                addScaled(secondChanged, g1, output);
                addScaled(output, g0, first);
                addScaled(output, g1, second);
                System.arraycopy(output, 0, outputs, out, stride);
            }
            System.arraycopy(firstChanged, 0, inputs, in0, stride);
            System.arraycopy(secondChanged, 0, inputs, in1, stride);
        }

        /** Changes the {@code n}th input alone; its change is added to it or takes its place. */
        private void changeSingle(int[] plan, int outputsAt, int count, int in, int n, boolean fromZero) {
            copy(inputs, in, first);
            if (fromZero) {
                Arrays.fill(firstChanged, 0f);
            } else {
                copy(inputs, in, firstChanged);
            }
            for (int j = 0; j < count; j++) {
                float g = gradients[n * SCORE_LANES + j];
                int out = index(plan[outputsAt + j]);
                copy(outputs, out, output);
                addScaled(firstChanged, g, output);
                addScaled(output, g, first);
                System.arraycopy(output, 0, outputs, out, stride);
            }
            System.arraycopy(firstChanged, 0, inputs, in, stride);
        }

        private void copy(float[] rows, int at, float[] row) {
            System.arraycopy(rows, at, row, 0, stride);
        }

        /** {@code sum += factor · x}. */
        private static void addScaled(float[] sum, float factor, float[] x) {
            for (int c = 0; c < sum.length; c++) {
                sum[c] = Math.fma(factor, x[c], sum[c]);
            }
        }

        private static void add(float[] sum, int at, float[] x) {
            for (int c = 0; c < x.length; c++) {
                sum[at + c] += x[c];
            }
        }

        /** The {@code n}th input's gradients, (label − σ(in · out)) · rate. */
        private void errors(int[] plan, int outputsAt, int shape, int in, int n, float rate) {
            boolean positive = firstIsPositive(shape);
            for (int j = 0; j < outputs(shape); j++) {
                float x = product(in, index(plan[outputsAt + j]));
                float error = (j == 0 && positive ? 0.5f : -0.5f) - Logistic.centred(x);
                loss.add(n % 2 * SCORE_LANES + j, error);
                gradients[n * SCORE_LANES + j] = error * rate;
            }
        }

        private float product(int in, int out) {
            Arrays.fill(lanes, 0f);
            for (int c = 0; c < stride; c += LANES) {
                for (int lane = 0; lane < LANES; lane++) {
                    lanes[lane] = Math.fma(inputs[in + c + lane], outputs[out + c + lane], lanes[lane]);
                }
            }
            return LaneSum.ofLanes(lanes);
        }

        /** Row 0 becomes the mean. */
        private void mean(int[] plan, int at, int count, float share) {
            System.arraycopy(inputs, index(plan[at]), first, 0, stride);
            for (int i = 1; i < count; i++) {
                int row = index(plan[at + i]);
                for (int c = 0; c < stride; c++) {
                    first[c] += inputs[row + c];
                }
            }
            for (int c = 0; c < stride; c++) {
                inputs[c] = first[c] * share;
            }
        }

        @Override
        public double takeLoss() {
            return loss.take();
        }

        @Override
        public void close() {
            // arrays need no release
        }
    }
}
