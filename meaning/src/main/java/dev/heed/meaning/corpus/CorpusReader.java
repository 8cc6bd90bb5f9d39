package dev.heed.meaning.corpus;

import dev.heed.lines.InvalidUtf8;
import dev.heed.lines.TextFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The lines of a corpus: blank ones skipped, bytes that are no UTF-8 read as U+FFFD and counted.
 *
 * <p>Files are looked for before the first line is read. Holds one line and a buffer. Not thread-safe.
 */
public final class CorpusReader implements AutoCloseable {
    private final TextFiles files;

    /**
     * @param names of the files; none is standard input, as is {@code -}
     * @throws dev.heed.format.InvalidFileException if one is missing, a folder or not readable
     */
    public CorpusReader(List<String> names, InputStream standardInput) throws IOException {
        files = new TextFiles(names, standardInput, InvalidUtf8.REPLACED);
    }

    /** The next line that isn't blank; null behind the last. */
    public CorpusLine next() throws IOException {
        for (String text = files.next(); text != null; text = files.next()) {
            if (!text.isBlank()) {
                return new CorpusLine(files.file(), files.line(), text);
            }
        }
        return null;
    }

    /** Lines so far that held bytes which are no UTF-8. */
    public long damagedLines() {
        return files.damagedLines();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
