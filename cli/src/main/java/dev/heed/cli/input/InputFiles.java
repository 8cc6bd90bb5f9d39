package dev.heed.cli.input;

import dev.heed.format.InvalidFileException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The lines of several files one after another; {@code -} is standard input, {@code .gz} is unpacked. Files are looked for
 * before the first line is read. Not thread-safe.
 */
public final class InputFiles implements Lines {
    private static final int BUFFER = 1 << 16;

    private final List<String> names;
    private final InputStream standardInput;
    private long total; // bytes of all files, -1 where that is unknown
    private long read;
    private int opened;
    private InputStream current;
    private LineReader reader;

    /** @param names of the files; none is standard input */
    public InputFiles(List<String> names, InputStream standardInput) throws IOException {
        this.names = names.isEmpty() ? List.of("-") : List.copyOf(names);
        this.standardInput = standardInput;
        for (String name : this.names) {
            if (name.equals("-")) {
                total = -1;
            } else {
                long size = checked(name);
                total = total < 0 || size == 0 ? -1 : total + size;
            }
        }
    }

    @Override
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

    @Override
    public String place() {
        return shownName() + ":" + reader.line();
    }

    @Override
    public boolean ready() throws IOException {
        return reader == null || reader.ready();
    }

    @Override
    public long bytesRead() {
        return reader == null || current instanceof GZIPInputStream ? read : read - reader.pending();
    }

    @Override
    public long bytesTotal() {
        return total;
    }

    @Override
    public void close() throws IOException {
        reader = null;
        if (current != null && current != standardInput) {
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
        String name = names.get(opened - 1);
        return name.equals("-") ? "standard input" : name;
    }

    private void open(String name) throws IOException {
        if (name.equals("-")) {
            current = standardInput;
            reader = new LineReader(standardInput, "standard input");
            return;
        }
        InputStream file = new Counted(Files.newInputStream(Path.of(name)));
        current = file;
        if (name.endsWith(".gz")) {
            try {
                current = new GZIPInputStream(file, BUFFER);
            } catch (IOException e) {
                throw new InvalidFileException(name + ": expected gzip, as its name says (" + e.getMessage() + ")", e);
            }
        }
        reader = new LineReader(current, name);
    }

    private static long checked(String name) throws IOException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new InvalidFileException(name + ": not a file's name here" + remedy(name), e);
        }
        if (!Files.exists(path)) {
            throw new InvalidFileException(name + ": no such file" + remedy(name));
        }
        if (Files.isDirectory(path)) {
            throw new InvalidFileException(name + ": expected a file, found a folder");
        }
        if (!Files.isReadable(path)) {
            throw new InvalidFileException(name + ": permission denied");
        }
        return Files.size(path);
    }

    private static String remedy(String name) {
        return name.indexOf(' ') < 0 ? "" : "; to embed the argument itself, give it as --text \"" + name + "\"";
    }

    /** Counts what is taken from the disk, for the progress bar. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            read += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            read += Math.max(0, count);
            return count;
        }
    }
}
