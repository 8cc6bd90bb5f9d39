package dev.heed.model;

/** The error function in double precision, for the few numbers of a head; the kernels have a faster one for layers. */
final class ErrorFunction {
    private static final int TERMS = 200;
    private static final double TAIL = 6;

    private ErrorFunction() {}

    /** erf(x) to about 1e-14: its series about 0 (Abramowitz and Stegun, 7.1.6), 1 beyond what a double tells from it. */
    static double of(double x) {
        if (Math.abs(x) > TAIL) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < TERMS && Math.abs(term) > 1e-18; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }
}
