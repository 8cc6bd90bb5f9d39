package dev.heed.kernel.linear;

import java.util.Locale;

/** The number format in which a linear map multiplies. Its sums and everything else are in single precision. */
public enum NumberFormat {
    /** IEEE 754 single precision. */
    FP32,
    /** Factors rounded to bfloat16: the upper half of a single-precision number. */
    BF16,
    /** Factors rounded to 8 bits: inputs a row at a time, from a zero point; weights an output at a time. */
    INT8;

    /** {@code fp32}, {@code bf16} or {@code int8}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
