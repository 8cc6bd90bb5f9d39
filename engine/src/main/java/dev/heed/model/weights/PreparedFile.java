package dev.heed.model.weights;

import dev.heed.cache.Leftovers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file made from a model's files, kept beside them to spare a start the work. It may be missing, old or damaged at any
 * time: whoever reads it checks it, and does the work where it does not hold.
 *
 * @param path in the cache's folder of one model
 */
public record PreparedFile(Path path) {
    private static final long WRITTEN_TOGETHER = 1 << 24;

    /** The bytes; empty if there is no such file, or it cannot be read. */
    public Optional<byte[]> read() {
        try {
            return Files.size(path) > ModelFiles.LARGEST_COPY
                    ? Optional.empty()
                    : Optional.of(Files.readAllBytes(path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The file mapped for as long as something refers to it; empty if there is none, or it cannot be read. An arena that is
     * closed by hand would be asked at every call of a kernel whether it is open, by all threads in one place.
     */
    public Optional<MemorySegment> map() {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return Optional.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** As {@link #write(byte[])}; what is mapped later was on the disk before it had its name. */
    void write(MemorySegment bytes) {
        replace(partial -> {
            try (FileChannel channel =
                    FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (long at = 0; at < bytes.byteSize(); at += WRITTEN_TOGETHER) {
                    ByteBuffer part = bytes.asSlice(at, Math.min(WRITTEN_TOGETHER, bytes.byteSize() - at))
                            .asByteBuffer();
                    while (part.hasRemaining()) {
                        channel.write(part);
                    }
                }
                channel.force(false);
            }
        });
    }

    /**
     * Replaces the file, whole or not at all; where nothing can be written, nothing is, without a word. Processes that
     * write at once each leave a whole file.
     */
    public void write(byte[] bytes) {
        replace(partial -> Files.write(partial, bytes));
    }

    private interface Writer {
        void write(Path partial) throws IOException;
    }

    private void replace(Writer writer) {
        String prefix = "." + path.getFileName() + "-";
        Leftovers.sweep(path.toAbsolutePath().getParent(), prefix);
        Path partial = path.resolveSibling(prefix + ProcessHandle.current().pid() + "-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try {
            try {
                writer.write(partial);
                Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            // the next start does the work again
        }
    }
}
