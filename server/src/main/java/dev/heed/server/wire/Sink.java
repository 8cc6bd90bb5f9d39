package dev.heed.server.wire;

import java.io.IOException;
import java.io.OutputStream;

/** Writes to one connection and knows since when a write has been waiting for its reader. One writer at a time. */
final class Sink {
    private static final int PIECE = 65_536;

    private final OutputStream out;
    private volatile long since; // System.nanoTime() of the write under way; 0 for none

    Sink(OutputStream out) {
        this.out = out;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE) { // a slow reader is one that takes too long for a piece
            since = System.nanoTime() | 1;
            try {
                out.write(bytes, offset + done, Math.min(PIECE, length - done));
            } finally {
                since = 0;
            }
        }
    }

    /** Whether a piece has waited for its reader longer than this. */
    boolean stalled(long nanos) {
        long begun = since;
        return begun != 0 && System.nanoTime() - begun > nanos;
    }
}
