/**
 * Matrices as views over flat float arrays, and the exact arithmetic on single vectors.
 *
 * <p>Knows nothing of kernels or models and calls only the JDK.
 */
package dev.heed.tensor;
