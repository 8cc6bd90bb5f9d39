package dev.heed.attention;

import dev.heed.kernel.tile.RightFactor;
import dev.heed.tensor.Matrix;

/** One head's keys and values, a block at a time as the kernel multiplies with them. Confined to one thread. */
interface HeadBlocks {
    /** Keys in all. */
    int count();

    /** The keys {@code first} to {@code first + count - 1} as columns; {@code first} is a multiple of a block. */
    RightFactor keys(int first, int count);

    /** Their values as rows. */
    RightFactor values(int first, int count);

    /** Rows that are laid out when they are asked for, in a pass's buffers. */
    final class Loaded implements HeadBlocks {
        private final Matrix key; // (keys, headDim)
        private final Matrix value; // (keys, valueDim); null where only scores are asked for
        private final HeadBuffers buffers;
        private int loaded = -1;

        Loaded(Matrix key, Matrix value, HeadBuffers buffers) {
            this.key = key;
            this.value = value;
            this.buffers = buffers;
        }

        @Override
        public int count() {
            return key.rows();
        }

        @Override
        public RightFactor keys(int first, int count) {
            if (first != loaded) {
                buffers.keys().setColumns(key.rows(first, first + count));
                loaded = first;
            }
            return buffers.keys();
        }

        @Override
        public RightFactor values(int first, int count) {
            buffers.values().setRows(value.rows(first, first + count));
            return buffers.values();
        }
    }
}
