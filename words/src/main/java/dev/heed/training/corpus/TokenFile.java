package dev.heed.training.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Whole numbers in a temporary file without a name for others: it is gone with the process, however that ends. Written in
 * order, then mapped. Not thread-safe while it is written.
 */
final class TokenFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(4 * BUFFER).order(ByteOrder.nativeOrder());
    private long size;

    private TokenFile(FileChannel channel) {
        this.channel = channel;
    }

    /** An empty one, where Java puts temporary files. */
    static TokenFile create() throws IOException {
        Path path = Files.createTempFile("heed-corpus-", ".tmp");
        try {
            return new TokenFile(FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** How many numbers there are. */
    long size() {
        return size;
    }

    /** Adds numbers at the end. */
    void write(int[] numbers, int count) throws IOException {
        for (int at = 0; at < count; ) {
            int some = Math.min(count - at, buffer.remaining() / 4);
            for (int i = 0; i < some; i++) {
                buffer.putInt(numbers[at + i]);
            }
            at += some;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
        size += count;
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** All numbers, in memory for reading and writing until this is closed. */
    MemorySegment map() throws IOException {
        flush();
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, 4 * size, arena);
    }

    @Override
    public void close() {
        arena.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int get(MemorySegment tokens, long at) {
        return tokens.getAtIndex(ValueLayout.JAVA_INT, at);
    }
}
