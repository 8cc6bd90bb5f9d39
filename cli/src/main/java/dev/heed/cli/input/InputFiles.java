package dev.heed.cli.input;

import dev.heed.format.InvalidFileException;
import dev.heed.lines.InvalidUtf8;
import dev.heed.lines.TextFile;
import dev.heed.lines.TextFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The lines of files as texts; bytes that are no UTF-8 are refused. Not thread-safe. */
public final class InputFiles implements Lines {
    private final TextFiles files;

    /** @param names of the files; none is standard input, as is {@code -} */
    public InputFiles(List<String> names, InputStream standardInput) throws IOException {
        for (String name : names) {
            if (name.indexOf(' ') >= 0) {
                checkNoText(name);
            }
        }
        files = new TextFiles(names, standardInput, InvalidUtf8.REFUSED);
    }

    @Override
    public String next() throws IOException {
        return files.next();
    }

    @Override
    public String place() {
        return files.place();
    }

    @Override
    public boolean ready() throws IOException {
        return files.ready();
    }

    @Override
    public long bytesRead() {
        return files.bytesRead();
    }

    @Override
    public long bytesTotal() {
        return files.bytesTotal();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    /** What has spaces and is no file is a text, more likely than not. */
    private static void checkNoText(String name) throws IOException {
        try {
            TextFile.checkedSize(name);
        } catch (InvalidFileException e) {
            throw new InvalidFileException(
                    e.getMessage() + "; to embed the argument itself, give it as --text \"" + name + "\"", e);
        }
    }
}
