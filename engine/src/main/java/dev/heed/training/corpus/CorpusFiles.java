package dev.heed.training.corpus;

import dev.heed.format.InvalidFileException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The files of a corpus, one after another: {@code .gz} is unpacked, a folder stands for the files in it and below in the
 * order of their names (hidden ones left out), {@code -} is standard input. Looked for before the first is read. Not
 * thread-safe.
 */
public final class CorpusFiles implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final List<String> names = new ArrayList<>();
    private final InputStream standardInput;
    private long bytesTotal;
    private volatile long bytesRead;
    private int opened;
    private InputStream current;

    /**
     * Finds the files.
     *
     * @param given names of files and folders; none is standard input
     * @throws InvalidFileException if one is missing or not readable, or a folder holds no file
     */
    public CorpusFiles(List<String> given, InputStream standardInput) throws IOException {
        this.standardInput = standardInput;
        for (String name : given.isEmpty() ? List.of("-") : given) {
            if (name.equals("-")) {
                names.add(name);
                bytesTotal = -1;
            } else {
                find(name);
            }
        }
    }

    private void find(String name) throws IOException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new InvalidFileException(name + ": not a file's name here", e);
        }
        if (!Files.exists(path)) {
            throw new InvalidFileException(name + ": no such file or folder");
        }
        if (!Files.isDirectory(path)) {
            add(path);
            return;
        }
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(path)) {
            inside = walk.filter(file -> Files.isRegularFile(file) && !hidden(path.relativize(file)))
                    .sorted()
                    .toList();
        }
        if (inside.isEmpty()) {
            throw new InvalidFileException(name + ": expected text files in the folder, found none");
        }
        for (Path file : inside) {
            add(file);
        }
    }

    private static boolean hidden(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private void add(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new InvalidFileException(file + ": permission denied");
        }
        names.add(file.toString());
        bytesTotal = bytesTotal < 0 ? -1 : bytesTotal + Files.size(file);
    }

    /** The next file's text; null behind the last. The one before is closed. */
    InputStream next() throws IOException {
        close();
        if (opened == names.size()) {
            return null;
        }
        String name = names.get(opened++);
        if (name.equals("-")) {
            current = standardInput;
            return current;
        }
        InputStream plain = new Counted(Files.newInputStream(Path.of(name)));
        current = plain;
        if (name.endsWith(".gz")) {
            try {
                current = new GZIPInputStream(plain, BUFFER);
            } catch (IOException e) {
                throw new InvalidFileException(name + ": expected gzip, as its name says (" + e.getMessage() + ")", e);
            }
        }
        return current;
    }

    /** Names the file that {@link #next} gave last, for a failure of its stream. */
    InvalidFileException unreadable(IOException failure) {
        String name = names.get(opened - 1);
        return new InvalidFileException(
                (name.equals("-") ? "standard input" : name) + ": cannot be read to its end (" + failure.getMessage()
                        + ")",
                failure);
    }

    /** Bytes taken from the files so far, as they lie on the disk. */
    public long bytesRead() {
        return bytesRead;
    }

    /** Bytes of all files; -1 where that is unknown. */
    public long bytesTotal() {
        return bytesTotal;
    }

    @Override
    public void close() throws IOException {
        if (current != null && current != standardInput) {
            current.close();
        }
        current = null;
    }

    /** Counts what is taken from the disk; one thread at a time reads. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            bytesRead = bytesRead + bytes;
        }
    }
}
