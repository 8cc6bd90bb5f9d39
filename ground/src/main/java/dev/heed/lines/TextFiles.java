package dev.heed.lines;

import dev.heed.format.InvalidFileException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The lines of several files, one file after another; {@code -} is standard input. Files are looked for before the first
 * line is read. Holds one line and a buffer. Not thread-safe.
 */
public final class TextFiles implements AutoCloseable {
    private final List<String> names;
    private final InputStream standardInput;
    private final InvalidUtf8 policy;
    private long bytesTotal; // -1 where that is unknown
    private long bytesTaken;
    private long damagedBefore; // lines of the files that are closed
    private int opened;
    private TextStream current;
    private LineReader reader;

    /**
     * @param names of the files; none is standard input
     * @throws InvalidFileException if one is missing, a folder, not readable or no text
     */
    public TextFiles(List<String> names, InputStream standardInput, InvalidUtf8 policy) throws IOException {
        this.names = names.isEmpty() ? List.of("-") : List.copyOf(names);
        this.standardInput = standardInput;
        this.policy = policy;
        for (String name : this.names) {
            long size = name.equals("-") ? 0 : checkedSize(name);
            // a device says 0 too
            bytesTotal = bytesTotal < 0 || size == 0 ? -1 : bytesTotal + size;
        }
    }

    /** What is damaged further on is told of when it is read; a pipe can be looked at only once. */
    private static long checkedSize(String name) throws IOException {
        long size = TextFile.checkedSize(name);
        if (Files.isRegularFile(Path.of(name))) {
            try {
                TextFile.checkText(name);
            } catch (IOException e) {
                // a packed file, as far as it goes
            }
        }
        return size;
    }

    /** The next line without its end; null behind the last. */
    public String next() throws IOException {
        while (reader != null || opened < names.size()) {
            if (reader == null) {
                open(names.get(opened++));
            }
            String text = nextOfFile();
            if (text != null) {
                return text;
            }
            close();
        }
        return null;
    }

    /** The file of the line handed out last, as it was named. */
    public String file() {
        return names.get(opened - 1);
    }

    /** Number of the line handed out last in its file, from 1. */
    public long line() {
        return reader.line();
    }

    /** Where the line handed out last stands, for messages: {@code corpus.txt:3}. */
    public String place() {
        return shownName() + ":" + reader.line();
    }

    /** Whether another line can be had without waiting for it. */
    public boolean ready() throws IOException {
        return reader == null || reader.ready();
    }

    /** Lines so far that held bytes which are no UTF-8. */
    public long damagedLines() {
        return damagedBefore + (reader == null ? 0 : reader.damagedLines());
    }

    /** Bytes used of the files so far, as they lie on the disk. */
    public long bytesRead() {
        return reader == null || current.packed() ? bytesTaken : bytesTaken - reader.pending();
    }

    /** Bytes of all files; -1 where that is unknown. */
    public long bytesTotal() {
        return bytesTotal;
    }

    /** Closes the file that is open; standard input stays open. */
    @Override
    public void close() throws IOException {
        if (reader != null) {
            damagedBefore += reader.damagedLines();
            reader = null;
        }
        if (current != null && !file().equals("-")) {
            current.close();
        }
        current = null;
    }

    /** Damaged or truncated gzip, a disk that fails: the file is named. */
    private String nextOfFile() throws IOException {
        try {
            return reader.next();
        } catch (IOException e) {
            throw new InvalidFileException(
                    shownName() + ": cannot be read after line " + reader.line() + " (" + e.getMessage() + ")", e);
        }
    }

    private String shownName() {
        return file().equals("-") ? "standard input" : file();
    }

    private void open(String name) throws IOException {
        InputStream bytes = name.equals("-") ? standardInput : new Counted(Files.newInputStream(Path.of(name)));
        current = TextStream.of(shownName(), bytes);
        reader = new LineReader(current, shownName(), policy);
    }

    /** Counts what is taken from the disk, for a progress bar. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            bytesTaken += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            bytesTaken += Math.max(0, count);
            return count;
        }
    }
}
