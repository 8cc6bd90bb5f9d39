package dev.heed.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** {@link WindowKernel} as plain loops: the readable specification, and the oracle of the tests. */
final class PlainWindowKernel implements WindowKernel {
    static final PlainWindowKernel INSTANCE = new PlainWindowKernel();

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
        private final float[] gradients = new float[2 * SCORE_LANES];
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
                int end = in + plan[at];
                for (; in + 1 < end; in += 2) {
                    pair(plan, at + 2, shape, index(plan[in]), index(plan[in + 1]), rate);
                }
                if (in < end) {
                    single(plan, at + 2, shape, index(plan[in]), false, rate);
                }
                at = end;
            }
            loss.collect();
        }

        @Override
        public void cbow(int[] plan, float rate) {
            for (int at = 0; plan[at] != 0; ) {
                int shape = plan[at + 1];
                int in = at + 3 + outputs(shape);
                mean(plan, in, plan[at], Float.intBitsToFloat(plan[at + 2]));
                single(plan, at + 3, shape, 0, true, rate);
                for (int i = 0; i < plan[at]; i++) {
                    add(inputs, index(plan[in + i]), first);
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

        /** Two inputs against the outputs. */
        private void pair(int[] plan, int outputsAt, int shape, int in0, int in1, float rate) {
            System.arraycopy(inputs, in0, first, 0, stride);
            System.arraycopy(inputs, in1, second, 0, stride);
            errors(plan, outputsAt, shape, first, 0, rate);
            errors(plan, outputsAt, shape, second, SCORE_LANES, rate);
            System.arraycopy(first, 0, firstChanged, 0, stride);
            System.arraycopy(second, 0, secondChanged, 0, stride);
            for (int j = 0; j < outputs(shape); j++) {
                int out = index(plan[outputsAt + j]);
                System.arraycopy(outputs, out, output, 0, stride);
                addScaled(firstChanged, gradients[j], output);
                addScaled(secondChanged, gradients[SCORE_LANES + j], output);
                addScaled(output, gradients[j], first);
                addScaled(output, gradients[SCORE_LANES + j], second);
                System.arraycopy(output, 0, outputs, out, stride);
            }
            System.arraycopy(firstChanged, 0, inputs, in0, stride);
            System.arraycopy(secondChanged, 0, inputs, in1, stride);
        }

        /** One input against the outputs; its change is added to it or takes its place. */
        private void single(int[] plan, int outputsAt, int shape, int in, boolean fromZero, float rate) {
            System.arraycopy(inputs, in, first, 0, stride);
            errors(plan, outputsAt, shape, first, 0, rate);
            if (fromZero) {
                Arrays.fill(firstChanged, 0f);
            } else {
                System.arraycopy(first, 0, firstChanged, 0, stride);
            }
            for (int j = 0; j < outputs(shape); j++) {
                int out = index(plan[outputsAt + j]);
                System.arraycopy(outputs, out, output, 0, stride);
                addScaled(firstChanged, gradients[j], output);
                addScaled(output, gradients[j], first);
                System.arraycopy(output, 0, outputs, out, stride);
            }
            System.arraycopy(firstChanged, 0, inputs, in, stride);
            System.arraycopy(firstChanged, 0, first, 0, stride);
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

        /** Fills {@code gradients[at …]} with (label − σ(in · out)) · rate. */
        private void errors(int[] plan, int outputsAt, int shape, float[] in, int at, float rate) {
            boolean positive = firstIsPositive(shape);
            for (int j = 0; j < outputs(shape); j++) {
                float x = product(in, index(plan[outputsAt + j]));
                float error = (j == 0 && positive ? 0.5f : -0.5f) - Logistic.centred(x);
                loss.add(at + j, error);
                gradients[at + j] = error * rate;
            }
        }

        private float product(float[] in, int out) {
            Arrays.fill(lanes, 0f);
            for (int c = 0; c < stride; c += LANES) {
                for (int lane = 0; lane < LANES; lane++) {
                    lanes[lane] = Math.fma(in[c + lane], outputs[out + c + lane], lanes[lane]);
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
