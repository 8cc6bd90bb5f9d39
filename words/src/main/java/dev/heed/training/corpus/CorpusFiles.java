package dev.heed.training.corpus;

import dev.heed.format.InvalidFileException;
import dev.heed.lines.TextFile;
import dev.heed.lines.TextStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a corpus, one after another: gzip is unpacked, a folder (or a link to one) stands for the texts in it and
 * below in the order of their names, {@code -} is standard input. In a folder, hidden files are passed over; what is no text
 * and links to folders are left out, and told of. Looked for before the first is read. Not thread-safe.
 */
public final class CorpusFiles implements AutoCloseable {
    private final List<String> names = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
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
        int before = names.size();
        for (Path file : new FolderWalk(path).files()) {
            String why = whyLeftOut(file);
            if (why == null) {
                add(file);
            } else {
                leftOut.add(new LeftOut(file.toString(), why));
            }
        }
        if (names.size() == before) {
            throw new InvalidFileException(name + ": expected text files in the folder, found none" + passedOver());
        }
    }

    private String passedOver() {
        return leftOut.isEmpty()
                ? ""
                : "; " + leftOut.getFirst().name() + " is " + leftOut.getFirst().why()
                        + (leftOut.size() == 1 ? "" : " (" + leftOut.size() + " such)");
    }

    /** What is cut off or damaged is told of when it is read. */
    private static void checkText(String name) {
        try {
            TextFile.checkText(name);
        } catch (IOException e) {
            // a packed file, as far as it goes
        }
    }

    /** Null for a text. A file that may not be read counts as one: it is refused by name. */
    private static String whyLeftOut(Path file) {
        if (Files.isDirectory(file)) {
            return "a link to a folder";
        }
        if (!Files.exists(file)) {
            return "a link to nothing";
        }
        if (!Files.isRegularFile(file)) {
            return "no file";
        }
        try {
            if (Files.isReadable(file)) {
                checkText(file.toString());
            }
            return null;
        } catch (InvalidFileException e) {
            return "no text";
        }
    }

    /**
     * What stands in a folder and is not read.
     *
     * @param why what it is: "no text", "a link to a folder", …
     */
    public record LeftOut(String name, String why) {}

    /** What in folders is not read, hidden files not counted. */
    public List<LeftOut> leftOut() {
        return List.copyOf(leftOut);
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
            current = TextStream.of("standard input", standardInput);
        } else {
            current = TextStream.of(name, new Counted(Files.newInputStream(Path.of(name))));
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
        if (current != null && !names.get(opened - 1).equals("-")) {
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
