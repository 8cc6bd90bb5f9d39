package dev.heed.training.corpus;

import dev.heed.format.InvalidFileException;
import dev.heed.lines.TextFile;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a corpus, one after another: {@code .gz} is unpacked, a folder stands for the texts in it and below in the
 * order of their names (hidden files, and files that are no text, left out), {@code -} is standard input. Looked for before
 * the first is read. Not thread-safe.
 */
public final class CorpusFiles implements AutoCloseable {
    private final List<String> names = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final InputStream standardInput;
    private long bytesTotal;
    private volatile long bytesRead;
    private int opened;
    private InputStream current;

    /**
     * Finds the files.
     *
     * @param given names of files and folders; none is standard input
     * @throws InvalidFileException if one is missing, not readable or no text, or a folder holds no text
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
            if (Files.isRegularFile(path) && Files.isReadable(path)) { // a pipe can be looked at only once
                checkText(name);
            }
            add(path);
            return;
        }
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(path)) {
            inside = walk.filter(file -> Files.isRegularFile(file) && !hidden(path.relativize(file)))
                    .sorted()
                    .toList();
        }
        int before = names.size();
        for (Path file : inside) {
            if (isText(file)) {
                add(file);
            } else {
                leftOut.add(file.toString());
            }
        }
        if (names.size() == before) {
            throw new InvalidFileException(name + ": expected text files in the folder, found none");
        }
    }

    /** What is cut off is told of when it is read. */
    private static void checkText(String name) throws IOException {
        try {
            TextFile.checkText(name);
        } catch (EOFException e) {
            // a packed file, as far as it goes
        }
    }

    /** A file that may not be read counts as one: it is refused by name. */
    private static boolean isText(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return true;
        }
        try {
            checkText(file.toString());
            return true;
        } catch (InvalidFileException e) {
            return false;
        }
    }

    /** Files in folders that are no text. */
    public List<String> leftOut() {
        return List.copyOf(leftOut);
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
        long size = TextFile.checkedSize(file.toString());
        names.add(file.toString());
        bytesTotal = bytesTotal < 0 ? -1 : bytesTotal + size;
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
        current = new Counted(Files.newInputStream(Path.of(name)));
        current = TextFile.unpacked(name, current);
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
