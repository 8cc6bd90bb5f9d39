package dev.heed.kernel.assembler;

import dev.heed.tensor.Matrix;
import java.util.Arrays;

/** Numbers on which machine code is held against plain Java before it is trusted. */
public final class ProofNumbers {
    private ProofNumbers() {}

    /** Numbers of both signs, none special. */
    public static Matrix wave(int rows, int columns, int step) {
        Matrix wave = Matrix.zeros(rows, columns);
        for (int i = 0; i < wave.data().length; i++) {
            wave.data()[i] = (i * 37 * step % 101 - 50) / 32f;
        }
        return wave;
    }

    /** A result's numbers behind others. */
    public static float[] append(float[] first, Matrix second) {
        float[] all = Arrays.copyOf(first, first.length + second.data().length);
        System.arraycopy(second.data(), 0, all, first.length, second.data().length);
        return all;
    }
}
