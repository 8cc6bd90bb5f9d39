package dev.heed.attention;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.tile.RightFactor;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of one sequence at one layer, kept in the layout in which attention multiplies with them: laid out once,
 * when they are written, and shared by all query heads that read them.
 *
 * <p>For the engine. They stand in blocks of 128 tokens, those of a pass. {@link #fork} shares whole blocks; whoever writes
 * into one that others hold writes into a copy. Written by one thread at a time; read by any number between writes.
 */
public final class KeptKeys {
    private static final int BLOCK = HeadPass.KEY_BLOCK;

    private final Kernels kernels;
    private final int heads;
    private final int headDim;
    private final List<Block> blocks = new ArrayList<>();

    /** One block's keys (headDim, tokens) and values (tokens, headDim) of each head, and who may write into it. */
    private record Block(RightFactor[] keys, RightFactor[] values, KeptKeys owner) {}

    /**
     * None yet.
     *
     * @param heads of keys, and of values
     * @param headDim numbers of a key, and of a value, in one head
     */
    public KeptKeys(Kernels kernels, int heads, int headDim) {
        this.kernels = kernels;
        this.heads = heads;
        this.headDim = headDim;
    }

    /** Numbers of a token's keys, and of its values. */
    public int width() {
        return heads * headDim;
    }

    /** Bytes that it holds, shared ones included. */
    public long bytes() {
        return 2L * Float.BYTES * blocks.size() * BLOCK * width();
    }

    /**
     * Writes the keys and values of some tokens over what stood there, if anything did.
     *
     * @param at the first token's place, at most as far as was written
     * @param keys (tokens, width)
     * @param values (tokens, width)
     */
    public void write(int at, Matrix keys, Matrix values) {
        for (int from = 0; from < keys.rows(); ) {
            int place = at + from;
            int to = Math.min(keys.rows(), from + BLOCK - place % BLOCK);
            Block block = own(place / BLOCK);
            for (int head = 0; head < heads; head++) {
                int column = head * headDim;
                block.keys[head].setColumns(keys.rows(from, to).columns(column, column + headDim), place % BLOCK);
                block.values[head].setRows(values.rows(from, to).columns(column, column + headDim), place % BLOCK);
            }
            from = to;
        }
    }

    /** A block that may be written into. */
    private Block own(int index) {
        if (index == blocks.size()) {
            RightFactor[] keys = new RightFactor[heads];
            RightFactor[] values = new RightFactor[heads];
            for (int head = 0; head < heads; head++) {
                keys[head] = kernels.rightFactor(headDim, BLOCK);
                values[head] = kernels.rightFactor(BLOCK, headDim);
            }
            blocks.add(new Block(keys, values, this));
        } else if (blocks.get(index).owner != this) {
            Block shared = blocks.get(index);
            blocks.set(index, new Block(copies(shared.keys), copies(shared.values), this));
        }
        return blocks.get(index);
    }

    private static RightFactor[] copies(RightFactor[] factors) {
        RightFactor[] copies = new RightFactor[factors.length];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = factors[i].copy();
        }
        return copies;
    }

    /** Another with the first {@code tokens} of these, independent of them. */
    public KeptKeys fork(int tokens) {
        KeptKeys fork = new KeptKeys(kernels, heads, headDim);
        for (int i = 0; i < Math.ceilDiv(tokens, BLOCK); i++) {
            Block shared = new Block(blocks.get(i).keys, blocks.get(i).values, null);
            blocks.set(i, shared);
            fork.blocks.add(shared);
        }
        return fork;
    }

    /** Takes the tokens {@code from} to {@code to}, exclusive, of another of the same shape; those before are alike in both. */
    public void become(KeptKeys other, int from, int to) {
        write(from, other.keys(from, to), other.values(from, to));
    }

    /** A copy of the first {@code tokens} keys; (tokens, width). */
    public Matrix keys(int tokens) {
        return keys(0, tokens);
    }

    private Matrix keys(int from, int to) {
        Matrix rows = Matrix.zeros(to - from, width());
        for (int token = from; token < to; token++) {
            Block block = blocks.get(token / BLOCK);
            for (int j = 0; j < width(); j++) {
                rows.data()[rows.index(token - from) + j] = block.keys[j / headDim].at(j % headDim, token % BLOCK);
            }
        }
        return rows;
    }

    /** A copy of the first {@code tokens} values; (tokens, width). */
    public Matrix values(int tokens) {
        return values(0, tokens);
    }

    private Matrix values(int from, int to) {
        Matrix rows = Matrix.zeros(to - from, width());
        for (int token = from; token < to; token++) {
            Block block = blocks.get(token / BLOCK);
            for (int j = 0; j < width(); j++) {
                rows.data()[rows.index(token - from) + j] = block.values[j / headDim].at(token % BLOCK, j % headDim);
            }
        }
        return rows;
    }

    /** One head's, as a pass reads them. */
    HeadBlocks head(int head, int tokens) {
        return new HeadBlocks() {
            @Override
            public int count() {
                return tokens;
            }

            @Override
            public RightFactor keys(int first, int count) {
                return blocks.get(first / BLOCK).keys[head];
            }

            @Override
            public RightFactor values(int first, int count) {
                return blocks.get(first / BLOCK).values[head];
            }
        };
    }

    @Override
    public String toString() {
        return "KeptKeys[" + heads + " heads of " + headDim + ", " + bytes() + " bytes]";
    }
}
