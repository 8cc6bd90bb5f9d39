package dev.heed.index.store;

import dev.heed.format.InvalidFileException;
import dev.heed.index.use.ByteCodes;
import dev.heed.index.use.Sketch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Writes to an index: one writer at a time, in the order of the calls. What isn't committed is lost when it is closed or
 * killed; what is committed stays, with the manifest of that moment.
 *
 * <p>Segments are merged by number of documents, one after another and in the calling thread: the documents stay in order,
 * and what is written does not depend on threads. Not thread-safe.
 */
public final class StoreWriter implements AutoCloseable {
    private static final double BUFFER_MIB = 64;

    private final Path folder;
    private final boolean madeFolder;
    private final Directory directory;
    private final IndexWriter writer;
    /** Keeps what was there when the index was opened. */
    private final SnapshotDeletionPolicy found;

    private final IndexCommit before; // null for a new index
    private Manifest manifest;

    private StoreWriter(Path folder, boolean madeFolder, Directory directory, Manifest manifest, boolean exists)
            throws IOException {
        this.folder = folder;
        this.madeFolder = madeFolder;
        this.directory = directory;
        this.found = new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
        this.writer = new IndexWriter(directory, config().setIndexDeletionPolicy(found));
        this.before = exists ? found.snapshot() : null;
        this.manifest = manifest;
    }

    /**
     * Opens an index, or makes one in a new or empty folder.
     *
     * @param fresh the manifest of a new one
     * @throws InvalidFileException if the folder holds something else, the index is damaged, or another process writes to it
     */
    public static StoreWriter open(Path folder, Manifest fresh) throws IOException {
        checkFolder(folder);
        boolean madeFolder = !Files.isDirectory(folder);
        Files.createDirectories(folder);
        Directory directory = FSDirectory.open(folder);
        StoreWriter store;
        boolean exists;
        try {
            exists = DirectoryReader.indexExists(directory);
            Manifest manifest = exists ? Store.manifest(directory, folder) : fresh;
            store = new StoreWriter(folder, madeFolder, directory, manifest, exists);
        } catch (IOException e) {
            directory.close();
            throw StoreFailures.of(e, folder);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
        return exists ? store : store.begun();
    }

    /** With a first commit. */
    private StoreWriter begun() throws IOException {
        try {
            commit(manifest);
            return this;
        } catch (IOException | RuntimeException e) {
            try {
                close(); // lets go of the lock too
            } catch (IOException | RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static IndexWriterConfig config() {
        return new IndexWriterConfig(null)
                .setMergeScheduler(new SerialMergeScheduler())
                .setMergePolicy(new LogDocMergePolicy())
                .setMaxFullFlushMergeWaitMillis(0)
                .setRAMBufferSizeMB(BUFFER_MIB)
                .setCommitOnClose(false);
    }

    /** What was committed last. */
    public Manifest manifest() {
        return manifest;
    }

    /** Adds an occurrence; it is there after the next {@link #commit}. */
    public void add(StoredOccurrence occurrence, String word, float[] use) throws IOException {
        Document document = new Document();
        document.add(new StringField(Field.WORD.key(), word, org.apache.lucene.document.Field.Store.NO));
        document.add(new StringField(
                Field.FILE.key(), fileTerm(occurrence.file()), org.apache.lucene.document.Field.Store.NO));
        document.add(new NumericDocValuesField(Field.FILE.key(), occurrence.file()));
        document.add(new NumericDocValuesField(Field.LINE.key(), occurrence.line()));
        document.add(new NumericDocValuesField(Field.OFFSET.key(), occurrence.offset()));
        document.add(
                new NumericDocValuesField(Field.START.key(), occurrence.span().start()));
        document.add(
                new NumericDocValuesField(Field.LENGTH.key(), occurrence.span().length()));
        document.add(new BinaryDocValuesField(Field.USE.key(), new BytesRef(ByteCodes.of(use))));
        document.add(new BinaryDocValuesField(Field.SKETCH.key(), new BytesRef(Sketch.of(use))));
        try {
            writer.addDocument(document);
        } catch (IOException e) {
            throw StoreFailures.of(e, folder);
        }
    }

    /** Takes a file's occurrences out; they are gone after the next {@link #commit}. */
    public void remove(int file) throws IOException {
        try {
            writer.deleteDocuments(new Term(Field.FILE.key(), fileTerm(file)));
        } catch (IOException e) {
            throw StoreFailures.of(e, folder);
        }
    }

    /** Makes what was added and taken out last, together with what is said of it. */
    public void commit(Manifest now) throws IOException {
        try {
            writer.setLiveCommitData(now.toMap().entrySet());
            writer.commit();
            manifest = now;
        } catch (IOException e) {
            throw StoreFailures.of(e, folder);
        }
    }

    /** Takes back everything since the index was opened, and lets go of it: an index that was made anew is gone. */
    public void abandon() throws IOException {
        try (directory) {
            writer.rollback();
            if (before != null) {
                try (IndexWriter old = new IndexWriter(directory, config().setIndexCommit(before))) {
                    old.setLiveCommitData(before.getUserData().entrySet());
                    old.commit();
                }
                return;
            }
            for (String file : directory.listAll()) {
                directory.deleteFile(file);
            }
        }
        if (madeFolder) {
            Files.deleteIfExists(folder.resolve(IndexWriter.WRITE_LOCK_NAME));
            Files.delete(folder);
        }
    }

    /** Lets go of the index; what was not committed is left out. */
    @Override
    public void close() throws IOException {
        try (directory) {
            if (before != null && writer.isOpen()) {
                found.release(before);
                writer.deleteUnusedFiles();
            }
            writer.rollback();
        }
    }

    static String fileTerm(int file) {
        return Integer.toString(file);
    }

    private static void checkFolder(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InvalidFileException(folder + ": expected a folder for the index, found a file");
        }
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> foreign = entries.map(path -> path.getFileName().toString())
                    .filter(name -> !name.matches("write\\.lock|(pending_)?segments_.*|_[0-9a-z]+[._].*"))
                    .sorted()
                    .toList();
            if (!foreign.isEmpty()) {
                throw new InvalidFileException(folder + ": expected an index, or a new or empty folder for one, found "
                        + foreign.getFirst() + " in it");
            }
        }
    }
}
