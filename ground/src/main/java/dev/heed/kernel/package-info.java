/**
 * The seam: one interface of coarse operations, {@link dev.heed.kernel.Kernels}, what implements it, and the choice among them.
 *
 * <p>An operation's definition, its faster forms and its proof live in a room of their own below: {@code linear}, {@code tile},
 * {@code rows}, {@code search}, {@code window}, {@code block}; instructions and memory for code in {@code assembler}. Rooms
 * never call the seam: what they need of it is handed to them.
 */
package dev.heed.kernel;
