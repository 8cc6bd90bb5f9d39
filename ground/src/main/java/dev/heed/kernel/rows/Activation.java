package dev.heed.kernel.rows;

/**
 * The function between the two linear maps of a feed-forward network. GELU's forms and SiLU have code in every kernel; the others
 * are plain loops in all of them.
 */
public enum Activation {
    /** x: {@code linear} */
    IDENTITY,
    /** max(x, 0) */
    RELU,
    /** x·Φ(x), Φ by the error function: {@code gelu} (Hendrycks and Gimpel, 2016). */
    GELU,
    /** ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))): {@code gelu_new}, {@code gelu_pytorch_tanh}. */
    GELU_TANH,
    /** x·σ(x): {@code silu}, {@code swish}. */
    SILU,
    /** x·σ(1.702·x) */
    QUICK_GELU,
    /** {@link #GELU} cut to −10 … 10: {@code gelu_10}. */
    GELU_CUT,
    /** max(x, 0)² (So et al., 2021): {@code relu2}. */
    RELU_SQUARED,
    /** max(x, 0), at most 6: {@code relu6}. */
    RELU_CUT,
    /** x, and a hundredth of it below 0. */
    LEAKY_RELU,
    /** tanh(x) */
    TANH,
    /** σ(x) = 1/(1 + e⁻ˣ) */
    SIGMOID,
    /** x·tanh(ln(1 + eˣ)) (Misra, 2019). */
    MISH,
    /** x·min(max(x + 3, 0), 6)/6: {@code hardswish}. */
    HARD_SWISH,
    /** ½·(1 + erf((x − μ)/(σ·√2))), μ = 0.707107, σ = 0.282095 (Ma et al., 2022). */
    LAPLACE,
    /** √ln(1 + eˣ): {@code sqrtsoftplus}. */
    SQRT_SOFTPLUS
}
