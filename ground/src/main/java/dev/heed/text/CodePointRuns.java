package dev.heed.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A property of code points as runs of those that have one value, found by their first. The file, big-endian: the number of
 * runs; the first code point of each, 4 bytes; the value of each, 1 byte. Immutable.
 */
final class CodePointRuns {
    private static final int DIRECT = 0x300;

    private final int[] firsts;
    private final byte[] values;
    /** The values of the first code points, which most texts are made of. */
    private final byte[] direct = new byte[DIRECT];

    private CodePointRuns(byte[] bytes) {
        ByteBuffer table = ByteBuffer.wrap(bytes);
        int count = table.getInt();
        firsts = new int[count];
        values = new byte[count];
        table.asIntBuffer().get(firsts);
        table.position(Integer.BYTES * (count + 1)).get(values);
        for (int run = 0; firsts[run] < DIRECT; run++) {
            Arrays.fill(direct, firsts[run], Math.min(DIRECT, firsts[run + 1]), values[run]);
        }
    }

    /** Reads a file that lies beside this class. */
    static CodePointRuns of(String resource) {
        try (InputStream in = CodePointRuns.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + ": expected beside CodePointRuns.class, got nothing");
            }
            return new CodePointRuns(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(resource + ": cannot be read", e);
        }
    }

    /** The value of a code point, 0 to 255. */
    int value(int codePoint) {
        return (codePoint < DIRECT ? direct[codePoint] : values[search(codePoint)]) & 0xFF;
    }

    private int search(int codePoint) {
        int at = Arrays.binarySearch(firsts, codePoint);
        return at >= 0 ? at : -at - 2;
    }
}
