/** Files that {@code torch.save} writes: a zip ({@code zip}) of stored entries and the few pickle operations that tensors need; nothing in them is executed. */
package dev.heed.format.torch;
