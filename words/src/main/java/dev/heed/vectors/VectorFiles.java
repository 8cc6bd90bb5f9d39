package dev.heed.vectors;

import dev.heed.format.InvalidFileException;
import dev.heed.lines.GzipStream;
import dev.heed.parallel.Workers;
import dev.heed.search.VectorRows;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Opens word vectors of any {@link VectorFormat}, recognised by their content.
 *
 * <p>Binary files are mapped: their rows stay where they lie. What took long to work out about a large file (where each
 * word is, the numbers of a text) may be kept in a cache folder, so that the next opening takes no time.
 */
public final class VectorFiles {
    private static final int HEAD = 1 << 16;
    private static final long ROWS_LOOKED_AT = 4;
    private static final int LONGEST_NUMBER = 16; // characters, of most writers
    /** Smaller files are read anew: that takes no longer. */
    private static final long WORTH_KEEPING = 8L << 20;

    private final Path path;
    private final String where;
    private final Path cache; // null: nothing is kept
    private final long worthKeeping;
    private final Workers workers;
    private final Arena arena = Arena.ofShared();

    private VectorFiles(Path path, Path cache, long worthKeeping, Workers workers) {
        this.path = path;
        this.cache = cache;
        this.worthKeeping = worthKeeping;
        this.where = path.toString();
        this.workers = workers;
    }

    /**
     * Opens a file.
     *
     * @throws InvalidFileException in one line, if there is no such file, or it is wrong, cut or something else; the
     *     message says what it seems to be
     */
    public static WordVectors open(Path path) {
        return open(path, null);
    }

    /**
     * Opens a file, with a folder for what is worth keeping about it.
     *
     * @param cache {@code Models.cacheFolder()}, say; need not exist, is not missed where nothing can be written
     */
    public static WordVectors open(Path path, Path cache) {
        return open(path, cache, WORTH_KEEPING);
    }

    /** @param worthKeeping files of at least so many bytes leave something in the cache */
    static WordVectors open(Path path, Path cache, long worthKeeping) {
        WordVectors vectors;
        try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
            vectors = new VectorFiles(path, cache, worthKeeping, workers).openOrClose();
        }
        vectors.source()
                .notes()
                .forEach(note -> System.getLogger(VectorFiles.class.getName()).log(Level.WARNING, "{0}", note));
        return vectors;
    }

    private WordVectors openOrClose() {
        try {
            return open();
        } catch (AccessDeniedException e) {
            arena.close();
            throw new InvalidFileException(where + ": cannot be read, permission is denied", e);
        } catch (IOException e) {
            arena.close();
            throw new InvalidFileException(where + ": cannot be read (" + e.getMessage() + ")", e);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    private WordVectors open() throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new InvalidFileException(where + ": expected a file of word vectors, found "
                    + (Files.isDirectory(path) ? "a folder" : Files.exists(path) ? "something else" : "none"));
        }
        MemorySegment file = map();
        if (cache == null || file.byteSize() < worthKeeping) {
            return read(file);
        }
        PreparedVectors prepared = PreparedVectors.of(cache, path, file);
        WordVectors kept = prepared.open(file, where, arena);
        if (kept != null) {
            return kept;
        }
        WordVectors read = read(file);
        if (PreparedVectors.suits(read)) {
            prepared.keep(read);
        }
        return read;
    }

    private MemorySegment map() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    private WordVectors read(MemorySegment file) throws IOException {
        byte[] head = head(file);
        return switch (FileKind.of(head, file.byteSize(), where)) {
            case GZIP -> readCompressed();
            case FASTTEXT -> fastText(file);
            case NUMPY -> numpy(file);
            case WORD2VEC_BINARY -> binary(file, head);
            case TEXT -> text(Files.newInputStream(path), head, false);
        };
    }

    /** What tells the file's kind: of long rows more bytes than of short ones. */
    private static byte[] head(MemorySegment file) {
        byte[] head = head(file, HEAD);
        TextHeader header = TextHeader.of(head);
        long rows = header == null ? 0 : ROWS_LOOKED_AT * Math.min(header.dimension(), TextVectors.LARGEST_DIMENSION);
        return rows * LONGEST_NUMBER <= HEAD ? head : head(file, rows * LONGEST_NUMBER);
    }

    private static byte[] head(MemorySegment file, long bytes) {
        return file.asSlice(0, Math.min(bytes, file.byteSize())).toArray(ValueLayout.JAVA_BYTE);
    }

    private WordVectors readCompressed() throws IOException {
        byte[] head;
        try (InputStream packed = Files.newInputStream(path);
                InputStream in = new GzipStream(packed)) {
            head = in.readNBytes(HEAD);
        }
        FileKind kind = FileKind.of(head, FileKind.UNKNOWN_SIZE, where);
        if (kind != FileKind.TEXT) {
            throw new InvalidFileException(where + ": expected text inside the gzip file, got "
                    + switch (kind) {
                        case WORD2VEC_BINARY -> "word2vec binary";
                        case FASTTEXT -> "a fastText model";
                        case NUMPY -> "a NumPy matrix";
                        default -> "another gzip file";
                    }
                    + "; unpack it: gunzip -k " + where);
        }
        try (InputStream packed = Files.newInputStream(path)) {
            return text(new GzipStream(packed), head, true);
        }
    }

    private WordVectors text(InputStream in, byte[] head, boolean compressed) throws IOException {
        try (in) {
            TextVectors.Parsed parsed = TextVectors.read(in, head, where, workers);
            VectorFormat format = TextHeader.of(head) == null ? VectorFormat.GLOVE : VectorFormat.WORD2VEC_TEXT;
            return new WordVectors(
                    parsed.words(), parsed.even(), null, null, source(format, compressed, parsed.notes()), arena);
        }
    }

    private WordVectors binary(MemorySegment file, byte[] head) {
        Word2vecBinary.Parsed parsed = Word2vecBinary.read(file, TextHeader.of(head), where, workers);
        return new WordVectors(
                parsed.words(),
                new RowsBehindWords(file, parsed.words(), parsed.dimension()),
                null,
                null,
                source(VectorFormat.WORD2VEC_BINARY, false, parsed.notes()),
                arena);
    }

    private WordVectors numpy(MemorySegment file) throws IOException {
        NumpyVectors.Parsed parsed = NumpyVectors.read(file, path);
        return new WordVectors(
                parsed.words(), parsed.rows(), null, null, source(VectorFormat.NUMPY, false, parsed.notes()), arena);
    }

    private WordVectors fastText(MemorySegment file) {
        FastTextFile.Parsed parsed = FastTextFile.read(file, where);
        float[] rows = parsed.vectors(workers);
        int dimension = parsed.dimension();
        for (int i = 0; i < rows.length; i++) {
            if (!Float.isFinite(rows[i])) {
                throw new InvalidFileException(
                        where + ": expected finite numbers, got " + rows[i] + " in the vector of "
                                + dev.heed.format.Quoted.of(parsed.words().word(i / dimension)));
            }
        }
        VectorFormat format = parsed.quantized() ? VectorFormat.FASTTEXT_QUANTIZED : VectorFormat.FASTTEXT;
        return new WordVectors(
                parsed.words(),
                new VectorRows.Even(
                        MemorySegment.ofArray(rows).asReadOnly(), 0, (long) Float.BYTES * dimension, dimension),
                parsed.counts(),
                parsed.subwords(),
                source(format, false, parsed.notes()),
                arena);
    }

    private VectorSource source(VectorFormat format, boolean compressed, List<String> notes) {
        return new VectorSource(where, format, compressed, notes);
    }
}
