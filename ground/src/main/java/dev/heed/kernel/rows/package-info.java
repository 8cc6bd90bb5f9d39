/**
 * What is done to the rows of a matrix: softmax's halves, activations, norms, sums in their fixed order. {@code PlainRowKernels}
 * is the definition; the Vector API's form, the machine code and its proof stand beside it. Calls {@code assembler} only.
 */
package dev.heed.kernel.rows;
