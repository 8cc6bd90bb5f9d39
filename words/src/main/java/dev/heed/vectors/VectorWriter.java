package dev.heed.vectors;

import dev.heed.format.Quoted;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes vectors as word2vec text or binary, or as a NumPy matrix with its words. Numbers are written exactly. */
public final class VectorWriter {
    private static final int BUFFER = 1 << 16;

    private VectorWriter() {}

    /**
     * Writes the vectors.
     *
     * @param format {@link VectorFormat#WORD2VEC_TEXT}, {@link VectorFormat#WORD2VEC_BINARY} (with line ends, as
     *     word2vec does) or {@link VectorFormat#NUMPY} (the matrix alone, see {@link #writeWords})
     * @param out flushed, not closed
     * @throws IllegalArgumentException if the format cannot hold a word, or is none that Heed writes
     */
    public static void write(WordVectors vectors, VectorFormat format, OutputStream out) throws IOException {
        check(vectors, format);
        OutputStream buffered = new BufferedOutputStream(out, BUFFER);
        switch (format) {
            case WORD2VEC_TEXT -> writeText(vectors, buffered);
            case WORD2VEC_BINARY -> writeBinary(vectors, buffered);
            case NUMPY -> writeMatrix(vectors, buffered);
            default ->
                throw new IllegalArgumentException(
                        "format: expected word2vec text or binary, or NumPy, to write, got " + format.label());
        }
        buffered.flush();
    }

    /** Writes the words, a line each: what stands beside a NumPy matrix. */
    public static void writeWords(WordVectors vectors, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER);
        for (int row = 0; row < vectors.size(); row++) {
            buffered.write(vectors.table().utf8(row));
            buffered.write('\n');
        }
        buffered.flush();
    }

    /** A word may not hold what ends it: a line end, and in binary files a space. */
    private static void check(WordVectors vectors, VectorFormat format) {
        for (int row = 0; row < vectors.size(); row++) {
            for (byte b : vectors.table().utf8(row)) {
                if (b == '\n' || b == ' ' && format == VectorFormat.WORD2VEC_BINARY) {
                    throw new IllegalArgumentException(
                            "word " + Quoted.of(vectors.word(row)) + ": expected none with a "
                                    + (b == ' ' ? "space in a binary file; write .txt or .npy" : "line end"));
                }
            }
        }
    }

    private static void writeText(WordVectors vectors, OutputStream out) throws IOException {
        writeHeader(vectors, out);
        float[] row = new float[vectors.dimension()];
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < vectors.size(); i++) {
            vectors.copyVector(i, row, 0);
            line.setLength(0);
            for (float value : row) {
                line.append(' ').append(value);
            }
            out.write(vectors.table().utf8(i));
            out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void writeBinary(WordVectors vectors, OutputStream out) throws IOException {
        writeHeader(vectors, out);
        for (int i = 0; i < vectors.size(); i++) {
            out.write(vectors.table().utf8(i));
            out.write(' ');
            out.write(bytes(vectors, i));
            out.write('\n');
        }
    }

    private static void writeMatrix(WordVectors vectors, OutputStream out) throws IOException {
        out.write(NumpyHeader.bytes(vectors.size(), vectors.dimension()));
        for (int i = 0; i < vectors.size(); i++) {
            out.write(bytes(vectors, i));
        }
    }

    private static void writeHeader(WordVectors vectors, OutputStream out) throws IOException {
        out.write((vectors.size() + " " + vectors.dimension() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(WordVectors vectors, int row) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vectors.dimension() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vectors.vector(row));
        return bytes.array();
    }
}
