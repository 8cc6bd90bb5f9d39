package dev.heed.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears under its name whole or not at all: written beside it, then renamed. What was written is removed
 * when it is closed without {@link #commit}, also when the process is interrupted. A device or a pipe is written to as it
 * is. Not thread-safe.
 */
public final class WholeFile implements AutoCloseable {
    private static final int MOST_ATTEMPTS = 999;
    private static final int MOST_LINKS = 40;

    private final Path given; // as the user named it
    private final Path target;
    private final Path partial; // null for what is no regular file
    private final FileChannel channel;
    private final Thread remover;
    private boolean committed;

    private WholeFile(Path given, Path target, Path partial, FileChannel channel) {
        this.given = given;
        this.target = target;
        this.partial = partial;
        this.channel = channel;
        this.remover = new Thread(this::remove);
        Runtime.getRuntime().addShutdownHook(remover);
    }

    /** Opens a file for writing; an existing one stays as it is until {@link #commit}. */
    public static WholeFile create(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected a file to write, found a folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return new WholeFile(file, file, null, FileChannel.open(file, StandardOpenOption.WRITE));
        }
        Path target = followed(file);
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(file + ": no such folder " + folder);
        }
        for (int attempt = 0; ; attempt++) {
            long number = ProcessHandle.current().pid() * 1000 + attempt;
            Path partial = folder.resolve("." + target.getFileName() + "." + number + ".part");
            try {
                return new WholeFile(
                        file,
                        target,
                        partial,
                        FileChannel.open(partial, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
            } catch (FileAlreadyExistsException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw named(file, e);
                }
            } catch (FileSystemException e) {
                throw named(file, e);
            }
        }
    }

    /** Writes a file in one go. */
    public static void write(Path file, String content) throws IOException {
        try (WholeFile whole = create(file);
                OutputStream out = whole.stream()) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
            whole.commit();
        }
    }

    /** The file itself, also one that is yet to come: a link stays a link. */
    private static Path followed(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new IOException(file + ": expected a file to write, found links that lead in a circle");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /** A failure by the name that the user gave, not by that of the hidden file beside it. */
    private static IOException named(Path file, FileSystemException e) {
        String reason = e instanceof AccessDeniedException
                ? "permission denied; a new file cannot be made in its folder"
                : e.getReason();
        FileSystemException named = new FileSystemException(file.toString(), null, reason);
        named.initCause(e);
        return named;
    }

    /**
     * Refuses a device or a pipe, where {@link #rewriteStart} is impossible.
     *
     * @throws IOException if it is one
     */
    public void checkRewritable() throws IOException {
        if (partial == null) {
            throw new IOException(given + ": expected a regular file, for its header holds the number of rows");
        }
    }

    /** What is written here becomes the file; not buffered. */
    public OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    /** Overwrites bytes at the start of the file. */
    public void rewriteStart(byte[] bytes) throws IOException {
        checkRewritable();
        channel.write(ByteBuffer.wrap(bytes), 0);
    }

    /** Gives the file its name. Everything must have been written. */
    public void commit() throws IOException {
        if (partial != null) {
            channel.force(false);
            channel.close();
            try {
                move();
            } catch (FileSystemException e) {
                throw named(given, e);
            }
        }
        committed = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!committed) {
            remove();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(remover);
        } catch (IllegalStateException e) {
            // the process is going down: the hook runs by itself
        }
    }

    private void move() throws IOException {
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void remove() {
        if (partial == null || committed) {
            return;
        }
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            // there is nobody left to tell; the name says what the file is
        }
    }
}
