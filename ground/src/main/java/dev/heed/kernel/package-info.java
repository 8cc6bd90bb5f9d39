/**
 * The arithmetic that takes the time: one small interface of coarse operations, one file per instruction set.
 *
 * <p>A law: for one input, every implementation gives the same bits, interpreted or compiled, on any processor. Sums run
 * in the order that {@link dev.heed.kernel.Kernels} states, with fused multiply-adds, and polynomials are our own.
 * Arguments are trusted here: callers check them once. May call {@code tensor}.
 */
package dev.heed.kernel;
