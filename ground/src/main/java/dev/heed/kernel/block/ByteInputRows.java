package dev.heed.kernel.block;

import dev.heed.tensor.Matrix;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Rows of inputs as {@link ByteBlockCode} reads them: {@link ByteInputs}, a record of 48 bytes each. */
final class ByteInputRows {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private final BlockFormat format;
    private final boolean quads;
    private final int[] q = new int[ByteBlock.PLACES];

    /** @param quads whether the code adds products of four bytes at once */
    ByteInputRows(BlockFormat format, boolean quads) {
        this.format = format;
        this.quads = quads;
    }

    static int bytes(int columns) {
        return columns / ByteBlock.PLACES * ByteBlockCode.RECORD;
    }

    void write(Matrix x, byte[] target) {
        int at = 0;
        for (int i = 0; i < x.rows(); i++) {
            for (int column = 0; column < x.columns(); column += ByteBlock.PLACES) {
                write(x.data(), x.index(i) + column, target, at);
                at += ByteBlockCode.RECORD;
            }
        }
    }

    private void write(float[] x, int offset, byte[] target, int at) {
        float scale = ByteInputs.round(x, offset, q);
        int sum = 0;
        for (int i = 0; i < q.length; i++) {
            target[at + i] = (byte) q[i];
            sum += q[i];
        }
        FLOAT.set(target, at + 32, scale);
        FLOAT.set(target, at + 36, scale * (ByteBlock.minimum(format) * sum));
        if (quads) {
            int offsetOfWeights = format == BlockFormat.Q8_0 ? 128 : ByteBlock.offset(format);
            INT.set(target, at + 40, -offsetOfWeights * sum);
        } else if (format == BlockFormat.Q6_K) {
            INT.set(target, at + 40, pairs(0, 16));
            INT.set(target, at + 44, pairs(16, 32));
        } else {
            INT.set(target, at + 40, pairs(0, 32));
        }
    }

    /** The offset times the sums of the first and of the second pairs of four places, in 16 bits each. */
    private int pairs(int from, int to) {
        int first = 0;
        int second = 0;
        for (int i = from; i < to; i += 4) {
            first += q[i] + q[i + 1];
            second += q[i + 2] + q[i + 3];
        }
        int offset = ByteBlock.offset(format);
        return offset * first & 0xFFFF | offset * second << 16;
    }
}
