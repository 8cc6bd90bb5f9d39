package dev.heed.kernel.rows;

import dev.heed.tensor.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The JDK's Vector API, for hosts that add {@code jdk.incubator.vector} themselves.
 *
 * <p>The same sums in the same order as {@code PlainRowKernels}: a lane belongs to one output element, so the vector width
 * does not show in the result. No {@code reduceLanes}, no lanewise {@code EXP}, {@code TANH} or {@code ERF}: their order
 * or their code differ between interpreter and compiler.
 *
 * <p>Accumulators are local variables of one method from load to store; passed through helpers, the compiler would box
 * them.
 */
public final class VectorRowKernels implements RowKernels {
    /** The vectors of this process, no wider than the summation tree. */
    public static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > LANES ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;

    /** Has no state. */
    public static final VectorRowKernels INSTANCE = new VectorRowKernels();

    private static final int WIDTH = SPECIES.length();

    private VectorRowKernels() {}

    @Override
    public void exponentials(float[] x, int offset, int n, float subtrahend) {
        int i = offset;
        for (; i + WIDTH <= offset + n; i += WIDTH) {
            exp(FloatVector.fromArray(SPECIES, x, i).sub(subtrahend)).intoArray(x, i);
        }
        for (; i < offset + n; i++) {
            x[i] = FloatMath.exp(x[i] - subtrahend);
        }
    }

    /** Rounds and compares like the plain loop, which the compiler vectorises but for the maximum. */
    @Override
    public void scaledMaxima(float[] x, int offset, int stride, int rows, int n, float scale, float[] maxima) {
        for (int i = 0; i < rows; i++) {
            int row = offset + i * stride;
            FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
            for (int j = row; j < row + n; j += WIDTH) {
                FloatVector scaled = FloatVector.fromArray(SPECIES, x, j).mul(scale);
                scaled.intoArray(x, j);
                max = max.max(scaled);
            }
            maxima[i] = max.reduceLanes(VectorOperators.MAX);
        }
    }

    @Override
    public void exponentialSums(float[] x, int offset, int stride, int rows, int n, float[] subtrahends, float[] sums) {
        for (int i = 0; i < rows; i++) {
            exponentials(x, offset + i * stride, n, subtrahends[i]);
            sums[i] = sum(x, offset + i * stride, n);
        }
    }

    /** {@link FloatMath#exp}, lane by lane. */
    private static FloatVector exp(FloatVector x) {
        FloatVector rounder = FloatVector.broadcast(SPECIES, FloatMath.ROUNDER);
        FloatVector rounded = x.fma(FloatVector.broadcast(SPECIES, FloatMath.LOG2_E), rounder);
        FloatVector n = rounded.sub(rounder);
        FloatVector r = n.fma(
                FloatVector.broadcast(SPECIES, -FloatMath.LN2_LOW),
                n.fma(FloatVector.broadcast(SPECIES, -FloatMath.LN2_HIGH), x));
        FloatVector p = FloatVector.broadcast(SPECIES, FloatMath.E6)
                .fma(r, FloatVector.broadcast(SPECIES, FloatMath.E5))
                .fma(r, FloatVector.broadcast(SPECIES, FloatMath.E4))
                .fma(r, FloatVector.broadcast(SPECIES, FloatMath.E3))
                .fma(r, FloatVector.broadcast(SPECIES, FloatMath.E2));
        FloatVector e = p.fma(r.mul(r), r).add(1f);
        FloatVector power = rounded.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(0x3f800000)
                .reinterpretAsFloats();
        FloatVector scaled = e.mul(power);
        VectorMask<Float> low = x.compare(VectorOperators.LT, FloatMath.EXP_LOWEST);
        VectorMask<Float> high = x.compare(VectorOperators.GT, FloatMath.EXP_HIGHEST);
        return scaled.blend(0f, low).blend(Float.POSITIVE_INFINITY, high);
    }

    /** {@link FloatMath#erf}, lane by lane. */
    private static FloatVector erf(FloatVector x) {
        FloatVector cut = x.min(FloatMath.ERF_BOUND).max(-FloatMath.ERF_BOUND);
        FloatVector t = cut.mul(cut);
        FloatVector p = FloatVector.broadcast(SPECIES, FloatMath.P6)
                .fma(t, FloatVector.broadcast(SPECIES, FloatMath.P5))
                .fma(t, FloatVector.broadcast(SPECIES, FloatMath.P4))
                .fma(t, FloatVector.broadcast(SPECIES, FloatMath.P3))
                .fma(t, FloatVector.broadcast(SPECIES, FloatMath.P2))
                .fma(t, FloatVector.broadcast(SPECIES, FloatMath.P1))
                .fma(t, FloatVector.broadcast(SPECIES, FloatMath.P0));
        FloatVector q = FloatVector.broadcast(SPECIES, FloatMath.Q4)
                .fma(t, FloatVector.broadcast(SPECIES, FloatMath.Q3))
                .fma(t, FloatVector.broadcast(SPECIES, FloatMath.Q2))
                .fma(t, FloatVector.broadcast(SPECIES, FloatMath.Q1))
                .fma(t, FloatVector.broadcast(SPECIES, 1f));
        return cut.mul(p).div(q).min(1f).max(-1f);
    }

    @Override
    public void activate(Activation activation, Matrix x) {
        for (int i = 0; i < x.rows(); i++) {
            activate(activation, x.data(), x.index(i), x.columns());
        }
    }

    private static void activate(Activation activation, float[] x, int offset, int n) {
        int whole = n - n % WIDTH;
        switch (activation) {
            case GELU -> gelu(x, offset, offset + whole);
            case GELU_TANH -> geluTanh(x, offset, offset + whole);
            case SILU -> silu(x, offset, offset + whole);
            default -> whole = 0; // the compiler vectorises the plain loops of the others
        }
        PlainRowKernels.activate(activation, x, offset + whole, n - whole);
    }

    private static void gelu(float[] x, int from, int to) {
        for (int i = from; i < to; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            v.mul(0.5f).mul(erf(v.mul(FloatMath.SQRT_HALF)).add(1f)).intoArray(x, i);
        }
    }

    private static void geluTanh(float[] x, int from, int to) {
        for (int i = from; i < to; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector u = v.mul(FloatMath.TANH_CUBE).mul(v).fma(v, v).mul(FloatMath.SQRT_TWO_OVER_PI);
            v.div(exp(u.mul(-2f)).add(1f)).intoArray(x, i);
        }
    }

    private static void silu(float[] x, int from, int to) {
        for (int i = from; i < to; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            v.div(exp(v.neg()).add(1f)).intoArray(x, i);
        }
    }

    /** Plain loops already: they are a few percent of an encoder's time and the compiler vectorises them. */
    @Override
    public void layerNorm(Matrix x, Matrix residual, float[] weight, float[] bias, float epsilon, Matrix output) {
        PlainRowKernels.INSTANCE.layerNorm(x, residual, weight, bias, epsilon, output);
    }
}
