/**
 * Linear maps in single precision, bfloat16 and 8 bits: weights laid out once, applied to any number of rows.
 * {@code PlainLinear}, {@code RoundedLinear} and {@code PlainByteLinear} are the definitions. Calls {@code assembler},
 * {@code rows} and {@code tile}.
 */
package dev.heed.kernel.linear;
