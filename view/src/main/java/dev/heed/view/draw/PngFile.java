package dev.heed.view.draw;

import dev.heed.view.font.Visible;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG (third edition): 8 bits a channel, no transparency, with its density and texts. Not thread-safe. */
final class PngFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int TRUE_COLOUR = 2;
    private static final byte NO_FILTER = 0; // drawings, flat fields and thin strokes, pack best as they are
    private static final int CHANNELS = 3;

    private final int width;
    private final int height;
    private final int[] pixels; // 0xRRGGBB, row by row
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    PngFile(int width, int height, int[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        file.writeBytes(SIGNATURE);
        chunk("IHDR", out -> {
            out.writeInt(width);
            out.writeInt(height);
            out.write(8);
            out.write(TRUE_COLOUR);
            out.write(new byte[3]); // deflate, adaptive filters, not interlaced
        });
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    PngFile density(int pixelsPerMetre) {
        chunk("pHYs", out -> {
            out.writeInt(pixelsPerMetre);
            out.writeInt(pixelsPerMetre);
            out.write(1);
        });
        return this;
    }

    /** A text under one of PNG's own keywords. */
    PngFile text(String keyword, String text) {
        chunk("iTXt", out -> {
            out.write(keyword.getBytes(StandardCharsets.ISO_8859_1));
            out.write(new byte[5]); // end of keyword, not compressed, no language, no translated keyword
            out.write(Visible.of(text).getBytes(StandardCharsets.UTF_8));
        });
        return this;
    }

    byte[] bytes() {
        chunk("IDAT", this::writePixels);
        chunk("IEND", out -> {});
        return file.toByteArray();
    }

    private void writePixels(DataOutputStream out) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream compressed = new DeflaterOutputStream(out, deflater, 1 << 16)) {
            byte[] row = new byte[1 + CHANNELS * width];
            row[0] = NO_FILTER;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int pixel = pixels[y * width + x];
                    row[1 + CHANNELS * x] = (byte) (pixel >> 16);
                    row[2 + CHANNELS * x] = (byte) (pixel >> 8);
                    row[3 + CHANNELS * x] = (byte) pixel;
                }
                compressed.write(row);
            }
        } finally {
            deflater.end();
        }
    }

    private void chunk(String type, Content content) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeBytes(type);
            content.write(out);
            CRC32 check = new CRC32();
            check.update(bytes.toByteArray());
            DataOutputStream whole = new DataOutputStream(file);
            whole.writeInt(bytes.size() - type.length());
            bytes.writeTo(whole);
            whole.writeInt((int) check.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
