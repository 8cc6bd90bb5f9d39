package dev.heed.tokenizer.aligned;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** A table's numbers as they stand in a resource: unsigned LEB128 after a magic word. */
final class Numbers {
    private static final byte[] MAGIC = {'H', 'C', 'P', '1'};

    private final byte[] bytes;
    private int at = MAGIC.length;

    private Numbers(byte[] bytes) {
        this.bytes = bytes;
    }

    static Numbers ofResource(String name) {
        try (InputStream resource = Numbers.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + ": expected beside Numbers.class, got nothing");
            }
            byte[] bytes = resource.readAllBytes();
            if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw new IllegalStateException(name + ": expected HCP1 at its start, got another file");
            }
            return new Numbers(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": cannot be read", e);
        }
    }

    int next() {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = bytes[at++];
            number |= (part & 0x7F) << shift;
            if (part >= 0) {
                return number;
            }
        }
    }

    byte nextByte() {
        return bytes[at++];
    }
}
