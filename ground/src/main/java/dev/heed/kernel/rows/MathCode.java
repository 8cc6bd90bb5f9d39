package dev.heed.kernel.rows;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.VectorAssembler;

/**
 * {@link FloatMath}'s functions on a vector, step by step the same: the constants within the code, and the instructions.
 */
public final class MathCode {
    private final VectorAssembler asm;
    private final Memory rounder;
    private final Memory log2e;
    private final Memory minusLn2High;
    private final Memory minusLn2Low;
    private final Memory[] e; // e6 … e2
    private final Memory lowest;
    private final Memory highest;
    private final Memory infinity;
    private final Memory bitsOfOne;
    private final Memory[] p; // p6 … p0
    private final Memory[] q; // q4 … q1, 1
    private final Memory erfBound;
    private final Memory minusErfBound;

    final Memory one;
    final Memory minusOne;
    final Memory half;
    final Memory sqrtHalf;
    final Memory sqrtTwoOverPi;
    final Memory tanhCube;
    final Memory minusTwo;
    final Memory signBit;
    final Memory minusInfinity;

    /** Writes the constants: to be made before the first function. */
    public MathCode(VectorAssembler asm) {
        this.asm = asm;
        this.rounder = constant(FloatMath.ROUNDER);
        this.log2e = constant(FloatMath.LOG2_E);
        this.minusLn2High = constant(-FloatMath.LN2_HIGH);
        this.minusLn2Low = constant(-FloatMath.LN2_LOW);
        this.e = constants(FloatMath.E6, FloatMath.E5, FloatMath.E4, FloatMath.E3, FloatMath.E2);
        this.lowest = constant(FloatMath.EXP_LOWEST);
        this.highest = constant(FloatMath.EXP_HIGHEST);
        this.infinity = constant(Float.POSITIVE_INFINITY);
        this.one = constant(1f);
        this.bitsOfOne = one;
        this.minusOne = constant(-1f);
        this.half = constant(0.5f);
        this.p = constants(
                FloatMath.P6, FloatMath.P5, FloatMath.P4, FloatMath.P3, FloatMath.P2, FloatMath.P1, FloatMath.P0);
        this.q = constants(FloatMath.Q4, FloatMath.Q3, FloatMath.Q2, FloatMath.Q1, 1f);
        this.erfBound = constant(FloatMath.ERF_BOUND);
        this.minusErfBound = constant(-FloatMath.ERF_BOUND);
        this.sqrtHalf = constant(FloatMath.SQRT_HALF);
        this.sqrtTwoOverPi = constant(FloatMath.SQRT_TWO_OVER_PI);
        this.tanhCube = constant(FloatMath.TANH_CUBE);
        this.minusTwo = constant(-2f);
        this.signBit = constant(-0f);
        this.minusInfinity = constant(Float.NEGATIVE_INFINITY);
    }

    private Memory constant(float value) {
        return asm.data(Float.floatToRawIntBits(value), asm.width().lanes());
    }

    private Memory[] constants(float... values) {
        Memory[] places = new Memory[values.length];
        for (int i = 0; i < values.length; i++) {
            places[i] = constant(values[i]);
        }
        return places;
    }

    /** {@code to = exp(x)}; x stays, t, n and r are overwritten. */
    void emitExp(int to, int x, int t, int n, int r) {
        asm.load(t, rounder);
        asm.fma231(t, x, log2e); // the exponent in the low bits
        asm.sub(n, t, rounder);
        asm.copy(r, x);
        asm.fma231(r, n, minusLn2High);
        asm.fma231(r, n, minusLn2Low);
        emitPolynomial(to, r, e);
        asm.mul(n, r, r);
        asm.fma213(to, n, r);
        asm.add(to, to, one);
        asm.shiftLeft(t, t, 23);
        asm.addInts(t, t, bitsOfOne);
        asm.mul(to, to, t);
        asm.zeroWhereBelow(to, x, lowest, n);
        asm.replaceWhereAbove(to, x, highest, infinity, n);
    }

    /** {@code to = erf(x)}; x is cut to the bounds, t, p and q are overwritten. */
    void emitErf(int to, int x, int t, int q) {
        asm.load(t, erfBound);
        asm.min(x, t, x);
        asm.load(t, minusErfBound);
        asm.max(x, t, x);
        asm.mul(t, x, x);
        emitPolynomial(to, t, p);
        emitPolynomial(q, t, this.q);
        asm.mul(to, x, to);
        asm.div(to, to, q);
        asm.load(t, one);
        asm.min(to, t, to);
        asm.load(t, minusOne);
        asm.max(to, t, to);
    }

    /** Horner's scheme, the highest coefficient first. */
    private void emitPolynomial(int to, int x, Memory[] coefficients) {
        asm.load(to, coefficients[0]);
        for (int i = 1; i < coefficients.length; i++) {
            asm.fma213(to, x, coefficients[i]);
        }
    }
}
