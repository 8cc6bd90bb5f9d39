/**
 * The ground of machine code: instructions, processor features, memory for code, native calls, and what was refused.
 *
 * <p>Knows no operation. Calls tensors only.
 */
package dev.heed.kernel.assembler;
