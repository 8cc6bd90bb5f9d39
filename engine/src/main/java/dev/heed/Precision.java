package dev.heed;

import java.util.Locale;

/**
 * The number format in which a model multiplies by its weights; the rest is in single precision always. What is said here is
 * said of an {@link Encoder}; a {@link LanguageModel} multiplies its file's weights as they are, by inputs in single precision
 * or in bytes ({@link LanguageModel.Builder#precision}).
 */
public enum Precision {
    /** Single precision. */
    FP32,
    /** Factors rounded to bfloat16; two to three times as fast where the processor has a unit for it, no faster elsewhere. */
    BF16,
    /**
     * Factors rounded to 8 bits, each token's inputs by a scale and a zero point of its own, so that a text's vector does
     * not depend on the batch. A model is calibrated when it is opened, by how large its inputs become on sentences that
     * Heed brings along.
     */
    INT8,
    /**
     * The fastest here whose vectors are nearly those of {@link #FP32}: a mean cosine of at least
     * {@value PrecisionTable#LEAST_COSINE} was measured for this model. {@link #FP32} for a model that was not measured.
     */
    AUTO;

    /** {@code fp32}, {@code bf16}, {@code int8} or {@code auto}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
