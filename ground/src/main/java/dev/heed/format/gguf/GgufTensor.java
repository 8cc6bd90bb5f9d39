package dev.heed.format.gguf;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A named tensor of a GGUF file, where it lies in the file.
 *
 * @param name verbatim
 * @param type how its weights are written
 * @param dims as the file has them, innermost first; one to four, each 0 or more
 * @param data exactly its bytes, row after row, each row a whole number of blocks
 */
public record GgufTensor(String name, GgufType type, long[] dims, MemorySegment data) {
    public GgufTensor {
        dims = dims.clone();
    }

    @Override
    public long[] dims() {
        return dims.clone();
    }

    /**
     * The dimensions outermost first, as PyTorch and safetensors write them: a linear map is (outputs, inputs).
     *
     * @throws InvalidFileException if one of them is larger than an {@code int}
     */
    public int[] shape() {
        int[] shape = new int[dims.length];
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] > Integer.MAX_VALUE) {
                throw new InvalidFileException("tensor " + Quoted.of(name) + ": expected dimensions of at most "
                        + Integer.MAX_VALUE + ", got " + Arrays.toString(dims));
            }
            shape[dims.length - 1 - i] = (int) dims[i];
        }
        return shape;
    }

    /** Name, type and dimensions as in the file, for messages. */
    @Override
    public String toString() {
        return Quoted.of(name) + " " + type + Arrays.toString(dims);
    }
}
