package dev.heed.format;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The few lines of text that a clone without Git LFS leaves where a large file should be. */
public final class GitLfsPointer {
    private static final byte[] START = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);

    private GitLfsPointer() {}

    /** @throws InvalidFileException if the file is such a pointer */
    public static void refuse(MemorySegment bytes, String where) {
        if (bytes.byteSize() < START.length) {
            return;
        }
        byte[] start = new byte[START.length];
        MemorySegment.copy(bytes, 0, MemorySegment.ofArray(start), 0, start.length);
        if (Arrays.equals(start, START)) {
            throw new InvalidFileException(
                    where + ": expected the file itself, got a Git LFS pointer to it; run git lfs pull");
        }
    }
}
