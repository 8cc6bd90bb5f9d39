package dev.heed.meaning.corpus;

import dev.heed.format.InvalidFileException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The lines of several files, one after another: blank ones skipped, bytes that are no UTF-8 read as U+FFFD and counted.
 *
 * <p>A line ends at LF or CR LF; a leading byte order mark is skipped; {@code .gz} is unpacked; {@code -} is standard
 * input. Files are looked for before the first line is read. Holds one line and a buffer. Not thread-safe.
 */
public final class CorpusReader implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST = Integer.MAX_VALUE - 8;
    private static final char REPLACEMENT = '\ufffd';

    private final List<String> files;
    private final InputStream standardInput;
    private long bytesTotal;
    private long bytesRead;
    private long damaged;
    private int opened;
    private InputStream current;
    private byte[] bytes = new byte[BUFFER];
    private int start;
    private int end;
    private long line;

    /**
     * @param files names; none is standard input
     * @throws InvalidFileException if one is missing, a folder or not readable
     */
    public CorpusReader(List<String> files, InputStream standardInput) throws IOException {
        this.files = files.isEmpty() ? List.of("-") : List.copyOf(files);
        this.standardInput = standardInput;
        for (String file : this.files) {
            if (file.equals("-")) {
                bytesTotal = -1;
            } else {
                long size = checkedSize(file);
                bytesTotal = bytesTotal < 0 ? -1 : bytesTotal + size;
            }
        }
    }

    /** The next line that isn't blank; null behind the last. */
    public CorpusLine next() throws IOException {
        while (current != null || opened < files.size()) {
            if (current == null) {
                open(files.get(opened++));
            }
            String text = nextText();
            if (text == null) {
                closeFile();
            } else if (!text.isBlank()) {
                return new CorpusLine(files.get(opened - 1), line, text);
            }
        }
        return null;
    }

    /** Lines so far that held bytes which are no UTF-8. */
    public long damagedLines() {
        return damaged;
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
        closeFile();
    }

    private void closeFile() throws IOException {
        if (current != null && current != standardInput) {
            current.close();
        }
        current = null;
    }

    private void open(String file) throws IOException {
        start = 0;
        end = 0;
        line = 0;
        if (file.equals("-")) {
            current = standardInput;
            return;
        }
        InputStream plain = new Counted(Files.newInputStream(Path.of(file)));
        current = plain;
        if (file.endsWith(".gz")) {
            try {
                current = new GZIPInputStream(plain, BUFFER);
            } catch (IOException e) {
                throw new InvalidFileException(file + ": expected gzip, as its name says (" + e.getMessage() + ")", e);
            }
        }
    }

    private String nextText() throws IOException {
        int feed;
        try {
            feed = nextFeed();
        } catch (IOException e) {
            throw new InvalidFileException(
                    files.get(opened - 1) + ": cannot be read after line " + line + " (" + e.getMessage() + ")", e);
        }
        if (feed < 0 && start == end) {
            return null;
        }
        line++;
        int stop = feed < 0 ? end : feed;
        int textEnd = feed > start && bytes[feed - 1] == '\r' ? feed - 1 : stop;
        String text = decoded(start + markLength(), textEnd);
        start = feed < 0 ? end : feed + 1;
        if (bytes.length > 16 * BUFFER && end - start < BUFFER) {
            bytes = Arrays.copyOfRange(bytes, start, start + BUFFER);
            end -= start;
            start = 0;
        }
        return text;
    }

    /** Length of a byte order mark at the start of the file: 3 or 0. */
    private int markLength() {
        boolean mark = line == 1
                && end - start >= 3
                && bytes[start] == (byte) 0xef
                && bytes[start + 1] == (byte) 0xbb
                && bytes[start + 2] == (byte) 0xbf;
        return mark ? 3 : 0;
    }

    /** A U+FFFD in the text may well be one that was written: then the bytes come back. */
    private String decoded(int from, int to) {
        String text = new String(bytes, from, Math.max(0, to - from), StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0
                && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, from, to))) {
            damaged++;
        }
        return text;
    }

    /** Index of the next line feed; -1 if the file ends before one. */
    private int nextFeed() throws IOException {
        int searched = start;
        while (true) {
            for (int i = searched; i < end; i++) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            int held = end - start;
            if (!fill()) {
                return -1;
            }
            searched = start + held;
        }
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == bytes.length) {
            if (end == LONGEST) {
                throw new IOException("line " + (line + 1) + " is longer than 2 GiB");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(LONGEST, end + (end >> 1) + (long) BUFFER));
        }
        int read = current.read(bytes, end, bytes.length - end);
        end += Math.max(0, read);
        return read >= 0;
    }

    private static long checkedSize(String file) throws IOException {
        Path path;
        try {
            path = Path.of(file);
        } catch (InvalidPathException e) {
            throw new InvalidFileException(file + ": not a file's name here", e);
        }
        if (!Files.exists(path)) {
            throw new InvalidFileException(file + ": no such file");
        }
        if (Files.isDirectory(path)) {
            throw new InvalidFileException(file + ": expected a file, found a folder");
        }
        if (!Files.isReadable(path)) {
            throw new InvalidFileException(file + ": permission denied");
        }
        return Files.size(path);
    }

    /** Counts what is taken from the disk, for a progress bar. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            bytesRead += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            bytesRead += Math.max(0, count);
            return count;
        }
    }
}
