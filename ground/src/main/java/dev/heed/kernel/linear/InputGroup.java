package dev.heed.kernel.linear;

import java.lang.foreign.MemorySegment;

/**
 * Some inputs of a linear map, laid out.
 *
 * @param first of them
 * @param inputs how many
 * @param inverse by what each is multiplied before it is rounded, padded; empty for floats
 * @param panels (panels, steps, panel width) of the arithmetic's inputs
 * @param tails (panels, tail rows, panel width)
 */
public record InputGroup(int first, int inputs, MemorySegment inverse, MemorySegment panels, MemorySegment tails) {}
