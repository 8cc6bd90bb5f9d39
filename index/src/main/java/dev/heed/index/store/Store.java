package dev.heed.index.store;

import dev.heed.format.InvalidFileException;
import dev.heed.index.use.ByteCodes;
import dev.heed.tensor.Matrix;
import dev.heed.text.SameWord;
import dev.heed.text.Span;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/**
 * An index as it was at one commit, to be asked; what is written later is not seen. Occurrences are named by their numbers,
 * from 0 on, in the order in which they were indexed. Immutable and thread-safe; uses all processors for a question.
 */
public final class Store implements AutoCloseable {
    private final Path folder;
    private final Directory directory;
    private final DirectoryReader reader;
    private final Manifest manifest;
    private final FixedBitSet shown; // occurrences that are not taken out or hidden

    private Store(Path folder, Directory directory, DirectoryReader reader, Manifest manifest, FixedBitSet shown) {
        this.folder = folder;
        this.directory = directory;
        this.reader = reader;
        this.manifest = manifest;
        this.shown = shown;
    }

    /** Whether a folder holds an index, of whatever kind. */
    public static boolean isIndex(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Directory directory = FSDirectory.open(folder)) {
            return DirectoryReader.indexExists(directory);
        }
    }

    /**
     * Opens an index.
     *
     * @throws InvalidFileException if there is none, it is damaged, or of another kind
     */
    public static Store open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new InvalidFileException(folder + ": expected an index of heed index, found none");
        }
        Directory directory = FSDirectory.open(folder);
        try {
            DirectoryReader reader = DirectoryReader.open(directory);
            try {
                Manifest manifest = Manifest.of(reader.getIndexCommit().getUserData(), folder);
                return new Store(folder, directory, reader, manifest, live(reader));
            } catch (IOException | RuntimeException e) {
                reader.close();
                throw e;
            }
        } catch (IOException e) {
            directory.close();
            throw StoreFailures.of(e, folder);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    static Manifest manifest(Directory directory, Path folder) throws IOException {
        return Manifest.of(SegmentInfos.readLatestCommit(directory).getUserData(), folder);
    }

    /** The same index without the occurrences of some files; closed with this one. */
    public Store without(Set<Integer> files) throws IOException {
        FixedBitSet left = shown.clone();
        for (int file : files) {
            forEach(Field.FILE, StoreWriter.fileTerm(file), left::clear);
        }
        return new Store(folder, directory, reader, manifest, left);
    }

    /** What the index is. */
    public Manifest manifest() {
        return manifest;
    }

    /** Occurrences that can be found. */
    public int size() {
        return shown.cardinality();
    }

    /** Bytes on the disk. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (String file : reader.getIndexCommit().getFileNames()) {
            bytes += directory.fileLength(file);
        }
        return bytes;
    }

    /**
     * The occurrences of some words, ascending.
     *
     * @param words in any spelling ({@link SameWord})
     */
    public int[] of(Collection<String> words) throws IOException {
        FixedBitSet found = new FixedBitSet(Math.max(1, reader.maxDoc()));
        for (String word : words) {
            forEach(Field.WORD, SameWord.key(word), found::set);
        }
        return shown(found);
    }

    /** The occurrences of a file, ascending. */
    public int[] ofFile(int file) throws IOException {
        FixedBitSet found = new FixedBitSet(Math.max(1, reader.maxDoc()));
        forEach(Field.FILE, StoreWriter.fileTerm(file), found::set);
        return shown(found);
    }

    /** All occurrences, ascending. */
    public int[] all() {
        return shown(shown.clone());
    }

    private int[] shown(FixedBitSet found) {
        found.and(shown);
        int[] numbers = new int[found.cardinality()];
        int at = 0;
        for (int doc = next(found, 0); doc < found.length(); doc = next(found, doc + 1)) {
            numbers[at++] = doc;
        }
        return numbers;
    }

    /** The occurrences nearest to a vector among some, the nearest first; of equals the earlier. */
    public int[] nearest(int[] among, float[] vector, int most) throws IOException {
        return scan().exact(among, new ByteCodes.Query(vector), most);
    }

    /** As {@link #nearest}, among all: a few thousand are found by their sketches, and compared exactly. */
    public int[] nearest(float[] vector, int most) throws IOException {
        return scan().bySketch(vector, most);
    }

    /** As {@link #nearest}, among all, each compared exactly: what the other is measured by. */
    public int[] nearestByFullScan(float[] vector, int most) throws IOException {
        return scan().exact(
                        IntStream.range(0, reader.maxDoc()).filter(shown::get).toArray(),
                        new ByteCodes.Query(vector),
                        most);
    }

    /** The vectors of some occurrences; (numbers, dimension). */
    public Matrix vectors(int[] numbers) throws IOException {
        int dimension = manifest.dimension();
        Matrix rows = Matrix.zeros(numbers.length, dimension);
        scan().forEachUse(numbers, (i, codes, offset) -> {
            float[] vector = ByteCodes.vector(codes, offset, dimension);
            System.arraycopy(vector, 0, rows.data(), rows.index(i), dimension);
        });
        return rows;
    }

    /** Where some occurrences stand, in the order of the numbers. */
    public List<StoredOccurrence> places(int[] numbers) throws IOException {
        StoredOccurrence[] places = new StoredOccurrence[numbers.length];
        int[] order = IntStream.range(0, numbers.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(numbers[a], numbers[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        int at = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            if (at == order.length || numbers[order[at]] >= end) {
                continue;
            }
            Numbers values = new Numbers(leaf);
            for (; at < order.length && numbers[order[at]] < end; at++) {
                places[order[at]] = values.at(numbers[order[at]] - leaf.docBase);
            }
        }
        return List.of(places);
    }

    /**
     * Reads every byte of the index and compares the checksums.
     *
     * @throws InvalidFileException if one is wrong
     */
    public void verify() throws IOException {
        try {
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
        } catch (IOException e) {
            throw StoreFailures.of(e, folder);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }

    private Scan scan() {
        return new Scan(reader, shown, manifest.dimension());
    }

    private interface Doc {
        void accept(int number);
    }

    private void forEach(Field field, String term, Doc doc) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            PostingsEnum postings =
                    leaf.reader().postings(new Term(field.key(), new BytesRef(term)), PostingsEnum.NONE);
            if (postings == null) {
                continue;
            }
            for (int i = postings.nextDoc(); i != DocIdSetIterator.NO_MORE_DOCS; i = postings.nextDoc()) {
                doc.accept(leaf.docBase + i);
            }
        }
    }

    private static FixedBitSet live(DirectoryReader reader) {
        FixedBitSet live = new FixedBitSet(Math.max(1, reader.maxDoc()));
        for (LeafReaderContext leaf : reader.leaves()) {
            Bits bits = leaf.reader().getLiveDocs();
            for (int i = 0; i < leaf.reader().maxDoc(); i++) {
                if (bits == null || bits.get(i)) {
                    live.set(leaf.docBase + i);
                }
            }
        }
        return live;
    }

    private static int next(FixedBitSet bits, int from) {
        return from >= bits.length() ? DocIdSetIterator.NO_MORE_DOCS : bits.nextSetBit(from);
    }

    /** The numbers of one segment's documents; asked in ascending order. */
    private static final class Numbers {
        private final List<NumericDocValues> values = new ArrayList<>();

        Numbers(LeafReaderContext leaf) throws IOException {
            for (Field field : List.of(Field.FILE, Field.LINE, Field.OFFSET, Field.START, Field.LENGTH)) {
                values.add(leaf.reader().getNumericDocValues(field.key()));
            }
        }

        StoredOccurrence at(int doc) throws IOException {
            int start = (int) number(3, doc);
            return new StoredOccurrence(
                    (int) number(0, doc),
                    number(1, doc),
                    number(2, doc),
                    new Span(start, start + (int) number(4, doc)));
        }

        private long number(int field, int doc) throws IOException {
            NumericDocValues numbers = values.get(field);
            if (numbers == null || !numbers.advanceExact(doc)) {
                throw new EOFException("an occurrence without its place");
            }
            return numbers.longValue();
        }
    }
}
