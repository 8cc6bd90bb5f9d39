package dev.heed.index;

import dev.heed.Encoder;
import dev.heed.format.InvalidFileException;
import dev.heed.index.source.Change;
import dev.heed.index.source.SourceFile;
import dev.heed.index.store.IndexedFile;
import dev.heed.index.store.Manifest;
import dev.heed.index.store.Store;
import dev.heed.index.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an index: reads files, takes their words through a model, keeps a vector and a place of each.
 *
 * <pre>{@code
 * try (Encoder encoder = Encoder.open(Models.minilm());
 *         Indexer indexer = Indexer.open(Path.of("novel.heed"), encoder, "all-MiniLM-L6-v2", WordChoice.content())) {
 *     indexer.add(List.of("novel.txt"), IndexingProgress.NONE);
 * }
 * }</pre>
 *
 * <p>Every {@value #BATCH} occurrences are committed, with how far each file has been read: a process that is killed loses no
 * more, and the next run goes on from there. Given a file again, it goes on with what is left of it, adds what has grown,
 * and reads anew what has changed. The same files give the same answers on any number of threads, in one run or in many.
 * One thread at a time; one process at a time.
 */
public final class Indexer implements AutoCloseable {
    /** Occurrences between two commits. */
    public static final int BATCH = 4_096;

    private final StoreWriter writer;
    private final UseEncoder encoder;
    private final WordChoice words;
    private final List<IndexedFile> files;
    private final int batch;
    private int uncommitted;
    private long added;
    private boolean abandoned;

    private Indexer(StoreWriter writer, UseEncoder encoder, WordChoice words, int batch) {
        this.batch = batch;
        this.writer = writer;
        this.encoder = encoder;
        this.words = words;
        this.files = new ArrayList<>(writer.manifest().files());
    }

    /**
     * Opens an index to be added to, or makes a new one.
     *
     * @param folder of the index
     * @param encoder not closed here
     * @param modelSource what finds its model again: a packaged name, or a folder's absolute path; kept in a new index
     * @param words which are indexed; null for those of the index, or, in a new one, all outside the stop list
     * @throws InvalidFileException if the folder holds something else, or the index is damaged or being written to
     * @throws IllegalArgumentException if the index holds other words, or was made with another model
     */
    public static Indexer open(Path folder, Encoder encoder, String modelSource, WordChoice words) throws IOException {
        return open(folder, encoder, modelSource, words, BATCH);
    }

    static Indexer open(Path folder, Encoder encoder, String modelSource, WordChoice words, int batch)
            throws IOException {
        if (Store.isIndex(folder)) {
            try (Store store = Store.open(folder)) {
                store.verify();
            }
        }
        UseEncoder uses = new UseEncoder(encoder);
        WordChoice chosen = words == null ? WordChoice.content() : words;
        Manifest fresh = new Manifest(
                encoder.model().name(),
                modelSource,
                uses.dimension(),
                Fingerprint.of(encoder),
                chosen.toList(),
                List.of());
        StoreWriter writer = StoreWriter.open(folder, fresh);
        try {
            Manifest manifest = writer.manifest();
            check(manifest, fresh, folder);
            WordChoice held = WordChoice.of(manifest.words());
            if (words != null && !words.equals(held)) {
                throw new IllegalArgumentException(folder + ": holds " + held + ", expected " + words
                        + "; an index keeps to its words: leave them out, or make another index");
            }
            return new Indexer(writer, uses, held, batch);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    static void check(Manifest index, Manifest model, Path folder) {
        if (!index.probe().equals(model.probe()) || index.dimension() != model.dimension()) {
            throw new IllegalArgumentException(folder + ": made with " + index.model()
                    + (index.model().equals(model.model()) ? ", whose weights or statistics have changed" : "")
                    + ", expected the vectors of " + model.model() + "; index it anew, or name its model with --model "
                    + index.modelSource());
        }
    }

    /** The words that are indexed. */
    public WordChoice words() {
        return words;
    }

    /** The files so far, and how far each has been read. */
    public List<IndexedFile> files() {
        return List.copyOf(files);
    }

    /** Occurrences added by this indexer. */
    public long added() {
        return added;
    }

    /**
     * Brings files into the index; all are looked at before the first is read.
     *
     * @param names of files; they are read again when lines are shown, so standard input can't be one
     * @return false if it was stopped
     * @throws InvalidFileException if a file can't be read or is no text: what was read before it is kept; if the model makes
     *     NaN of a text: the index is as it was, a new one is gone
     * @throws IOException if the index can't be written
     */
    public boolean add(List<String> names, IndexingProgress progress) throws IOException {
        check(names);
        List<Integer> numbers = new ArrayList<>();
        for (String name : names) {
            int number = register(SourceFile.of(name));
            if (!numbers.contains(number)) {
                numbers.add(number);
            }
        }
        return read(numbers, progress);
    }

    /**
     * Looks at files before anything is made of them.
     *
     * @throws InvalidFileException if one can't be read or is no text
     * @throws IllegalArgumentException if one is standard input
     */
    public static void check(List<String> names) throws IOException {
        for (String name : names) {
            if (name.equals("-")) {
                throw new IllegalArgumentException(
                        "-: expected files, which are read again when lines are shown, got standard input");
            }
            SourceFile.check(name);
        }
    }

    /**
     * Brings the files of the index up to date: goes on where a run was interrupted, adds what has grown, reads anew what has
     * changed. A file that is missing is left as it is.
     *
     * @return false if it was stopped
     */
    public boolean renew(IndexingProgress progress) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            SourceFile known = files.get(i).source();
            if (known.change() != Change.MISSING) {
                numbers.add(register(SourceFile.of(known.name(), known.path())));
            }
        }
        return read(numbers, progress);
    }

    private boolean read(List<Integer> numbers, IndexingProgress progress) throws IOException {
        try {
            for (int number : numbers) {
                if (!files.get(number).done() && !progress.stopped()) {
                    read(number, progress);
                }
            }
        } catch (InvalidFileException e) {
            try {
                if (e instanceof ModelFaultException) {
                    writer.abandon();
                    abandoned = true;
                } else {
                    commit(); // what came before it is kept
                }
            } catch (IOException | RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        commit();
        return numbers.stream().allMatch(number -> files.get(number).done());
    }

    /** The file's number: a new one, or the old one with what has become of the file. */
    private int register(SourceFile source) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            IndexedFile known = files.get(i);
            if (known.source().path().equals(source.path())) {
                files.set(i, renewed(i, known, source));
                return i;
            }
        }
        files.add(IndexedFile.begun(source));
        return files.size() - 1;
    }

    private IndexedFile renewed(int number, IndexedFile known, SourceFile source) throws IOException {
        Change change = known.source().digest().equals(source.digest())
                ? Change.NONE
                : known.source().change();
        return switch (change) {
            case NONE -> known.with(source, known.done());
            case GROWN -> known.with(source, false);
            case CHANGED, MISSING -> {
                writer.remove(number);
                yield IndexedFile.begun(source);
            }
        };
    }

    private void read(int number, IndexingProgress progress) throws IOException {
        IndexedFile file = files.get(number);
        FileRun run = new FileRun(number, file, writer, encoder, words, (now, count) -> {
            files.set(number, now);
            added += count;
            uncommitted += count;
            if (uncommitted >= batch) {
                commit();
            }
            progress.advanced(now.source().name(), now.position().offset(), added);
            return !progress.stopped();
        });
        files.set(number, run.run());
        if (files.get(number).done() && file.source().change() != Change.NONE) {
            throw new InvalidFileException(
                    file.source().name() + ": changed while it was indexed; run heed index on it again");
        }
    }

    private void commit() throws IOException {
        writer.commit(writer.manifest().with(files));
        uncommitted = 0;
    }

    /** Lets go of the index; what was read since the last commit is left out. */
    @Override
    public void close() throws IOException {
        if (!abandoned) {
            writer.close();
        }
    }

    @Override
    public String toString() {
        return "Indexer[" + added + " occurrences added]";
    }
}
