/**
 * Linear maps whose weights stay in their file, in the blocks in which it holds them, quantised or not.
 *
 * <p>A block's meaning ({@link dev.heed.kernel.block.BlockFormat}), a map by plain loops, which defines its result
 * ({@link dev.heed.kernel.block.PlainBlockLinear}), and its faster forms. Knows nothing of files' names and formats; calls
 * the assembler and the other rooms of kernels.
 */
package dev.heed.kernel.block;
