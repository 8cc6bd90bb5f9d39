/** Arrays as NumPy writes them, many in one zip: {@code .npz}. May call {@code zip}. */
package dev.heed.format.numpy;
