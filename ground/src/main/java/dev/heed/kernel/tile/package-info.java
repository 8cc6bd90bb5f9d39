/**
 * Small products of matrices: attention's scores and sums, and the tiles that linear maps are made of. {@code PlainProducts} is
 * the definition. Calls {@code assembler} and {@code rows}.
 */
package dev.heed.kernel.tile;
