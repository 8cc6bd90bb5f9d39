package dev.heed.cli.embed;

import dev.heed.cli.embed.Item.TokenRow;
import dev.heed.cli.embed.Item.WordRow;
import dev.heed.cli.output.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * NumPy's format, version 1.0: little-endian 32-bit floats, (rows, dimension) in C order. The number of rows is written
 * over the header's placeholder at the end.
 */
final class NpyItems implements ItemWriter {
    private static final int HEADER = 128; // a multiple of 64, as readers that map the file like it
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    private final WholeFile file;
    private final OutputStream out;
    private int dimension;
    private long rows;

    /** @param out what is written ends up in {@code file} */
    NpyItems(WholeFile file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    @Override
    public void begin(Header header) throws IOException {
        file.checkRewritable();
        dimension = header.dimension();
        out.write(header());
    }

    @Override
    public void write(Item item) throws IOException {
        if (item.vector() != null) {
            row(item.vector());
        } else if (item.words() != null) {
            for (WordRow row : item.words()) {
                row(row.vector());
            }
        } else {
            for (TokenRow row : item.tokens()) {
                row(row.vector());
            }
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void end() throws IOException {
        out.flush();
        file.rewriteStart(header());
    }

    private void row(float[] vector) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        out.write(bytes.array());
        rows++;
    }

    private byte[] header() {
        byte[] header = new byte[HEADER];
        Arrays.fill(header, (byte) ' ');
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        int length = HEADER - MAGIC.length - 2;
        header[MAGIC.length] = (byte) length;
        header[MAGIC.length + 1] = (byte) (length >> 8);
        byte[] text = ("{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + dimension + "), }")
                .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, MAGIC.length + 2, text.length);
        header[HEADER - 1] = '\n';
        return header;
    }
}
