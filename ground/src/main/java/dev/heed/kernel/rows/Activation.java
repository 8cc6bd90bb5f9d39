package dev.heed.kernel.rows;

/** The function between the two linear maps of a feed-forward network. */
public enum Activation {
    /** x */
    IDENTITY,
    /** max(x, 0) */
    RELU,
    /** x·Φ(x), Φ by the error function: {@code gelu} (Hendrycks and Gimpel, 2016). */
    GELU,
    /** ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))): {@code gelu_new}, {@code gelu_pytorch_tanh}. */
    GELU_TANH,
    /** x·σ(x): {@code silu}, {@code swish}. */
    SILU
}
