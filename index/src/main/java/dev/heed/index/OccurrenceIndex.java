package dev.heed.index;

import dev.heed.Encoder;
import dev.heed.format.InvalidFileException;
import dev.heed.index.source.Change;
import dev.heed.index.source.LineTexts;
import dev.heed.index.source.SourceFile;
import dev.heed.index.store.IndexedFile;
import dev.heed.index.store.Manifest;
import dev.heed.index.store.Store;
import dev.heed.index.store.StoredOccurrence;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.concordance.UseRanking;
import dev.heed.meaning.concordance.UseRanking.Ranked;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * An index of words in context, to be asked. It is as it was when it was opened; files that have changed or are missing since
 * then are found out at the opening, and their occurrences left out.
 *
 * <pre>{@code
 * try (OccurrenceIndex index = OccurrenceIndex.open(Path.of("novel.heed"))) {
 *     UseQuery query = new UseQuery(List.of(index.uses(encoder, texts).row(0)), List.of());
 *     for (Hit hit : index.hits(Set.of("bank"), query, 20)) {
 *         System.out.println(hit.occurrence().file() + ":" + hit.occurrence().line());
 *     }
 * }
 * }</pre>
 *
 * <p>Thread-safe; the same answers on any number of threads.
 */
public final class OccurrenceIndex implements AutoCloseable {
    private final Path folder;
    private final Store whole;
    private final Store store; // without the files that can't be shown
    private final Map<SourceFile, Change> changes;

    private OccurrenceIndex(Path folder, Store whole, Store store, Map<SourceFile, Change> changes) {
        this.folder = folder;
        this.whole = whole;
        this.store = store;
        this.changes = changes;
    }

    /** Whether a folder holds an index. */
    public static boolean isIndex(Path folder) throws IOException {
        return Store.isIndex(folder);
    }

    /**
     * Opens an index and looks at its files.
     *
     * @throws InvalidFileException if there is none, or it is damaged
     */
    public static OccurrenceIndex open(Path folder) throws IOException {
        Store whole = Store.open(folder);
        try {
            Map<SourceFile, Change> changes = new LinkedHashMap<>();
            Set<Integer> hidden = new HashSet<>();
            List<IndexedFile> files = whole.manifest().files();
            for (int i = 0; i < files.size(); i++) {
                Change change = files.get(i).source().change();
                if (change != Change.NONE) {
                    changes.put(files.get(i).source(), change);
                }
                if (change == Change.CHANGED || change == Change.MISSING) {
                    hidden.add(i);
                }
            }
            return new OccurrenceIndex(folder, whole, hidden.isEmpty() ? whole : whole.without(hidden), changes);
        } catch (IOException | RuntimeException e) {
            whole.close();
            throw e;
        }
    }

    /** The files that are not any more what was indexed, in the order in which they were. */
    public Map<SourceFile, Change> changes() {
        return Collections.unmodifiableMap(changes);
    }

    /** The model that the index was made with: a packaged name, or a folder. */
    public String modelSource() {
        return store.manifest().modelSource();
    }

    /** Which words are indexed. */
    public WordChoice words() {
        return WordChoice.of(store.manifest().words());
    }

    /** The files, and how far each has been read. */
    public List<IndexedFile> files() {
        return store.manifest().files();
    }

    /** Occurrences that can be found. */
    public int size() {
        return store.size();
    }

    /** Bytes on the disk. */
    public long bytes() throws IOException {
        return store.bytes();
    }

    /** How many occurrences of some words there are. */
    public int count(Collection<String> forms) throws IOException {
        return store.of(forms).length;
    }

    /**
     * Vectors to ask with, of occurrences outside the index; (occurrences, dimension).
     *
     * @throws IllegalArgumentException if the encoder's model isn't that of the index
     */
    public Matrix uses(Encoder encoder, List<Occurrence> occurrences) {
        UseEncoder uses = new UseEncoder(encoder);
        Manifest model = new Manifest(
                encoder.model().name(), "", uses.dimension(), Fingerprint.of(encoder), List.of(), List.of());
        Indexer.check(store.manifest(), model, folder);
        List<float[]> vectors = uses.vectors(occurrences.stream()
                .map(occurrence -> new UseEncoder.InPassage(occurrence.passage(), occurrence.spanInPassage()))
                .toList());
        for (int i = 0; i < vectors.size(); i++) {
            if (vectors.get(i) == null) {
                throw new IllegalArgumentException("expected a text whose \""
                        + occurrences.get(i).surface() + "\" the model reads, got \""
                        + occurrences.get(i).passage() + "\"");
            }
        }
        return vectors.isEmpty() ? Matrix.zeros(0, uses.dimension()) : Matrix.copyOf(vectors.toArray(float[][]::new));
    }

    /** Whether a file is in the index, by the name that it was given or another one. */
    public boolean holds(String file) {
        return numberOf(file) >= 0;
    }

    /** The lines of a file that have a word, ascending. */
    public List<Long> lines(String file, Collection<String> forms) throws IOException {
        int number = numberOf(file);
        return store.places(store.of(forms)).stream()
                .filter(place -> place.file() == number)
                .map(StoredOccurrence::line)
                .distinct()
                .toList();
    }

    /** The text of a line that has indexed words; empty if it has none. */
    public Optional<String> line(String file, long line) throws IOException {
        int number = numberOf(file);
        if (number < 0) {
            return Optional.empty();
        }
        for (StoredOccurrence place : store.places(store.ofFile(number))) {
            if (place.line() == line) {
                LineTexts.Place wanted = placeOf(place);
                return Optional.of(
                        LineTexts.read(source(number), List.of(wanted)).get(wanted));
            }
        }
        return Optional.empty();
    }

    /**
     * Vectors to ask with, of the occurrences in a line of the index.
     *
     * @param file as it was named, or another name of the same file
     * @param forms of the word
     * @return rows; none if the word is not in that line, or the line not in the index
     */
    public Matrix uses(String file, long line, Collection<String> forms) throws IOException {
        int number = numberOf(file);
        int[] all = number < 0 ? new int[0] : store.of(forms);
        List<StoredOccurrence> places = store.places(all);
        return store.vectors(IntStream.range(0, all.length)
                .filter(i -> places.get(i).file() == number && places.get(i).line() == line)
                .map(i -> all[i])
                .toArray());
    }

    /**
     * The occurrences of a word that use it as a query does, the best first: all are compared with it, and the nearest
     * {@value UseRanking#MOST} ranked once more by what is near what is near.
     *
     * @param forms of the word, lower-cased
     * @param top how many
     */
    public List<Hit> hits(Collection<String> forms, UseQuery query, int top) throws IOException {
        int[] all = store.of(forms);
        int[] nearest = store.nearest(all, difference(query), Math.max(top, UseRanking.MOST));
        int[] graph = Arrays.copyOf(nearest, Math.min(nearest.length, UseRanking.MOST));
        Arrays.sort(graph);
        List<Ranked> ranked = UseRanking.rows(store.vectors(graph), query, Math.min(top, graph.length));
        List<Ranked> answer = new ArrayList<>();
        ranked.forEach(row -> answer.add(new Ranked(graph[row.row()], row.similarity())));
        if (top > graph.length) {
            answer.addAll(plain(Arrays.copyOfRange(nearest, graph.length, Math.min(top, nearest.length)), query));
        }
        return hits(answer);
    }

    /**
     * The occurrences of any word that are used as a query says, by cosine alone: candidates are found by their sketches, and
     * compared exactly.
     */
    public List<Hit> hits(UseQuery query, int top) throws IOException {
        return hits(plain(store.nearest(difference(query), Math.min(top, store.size())), query));
    }

    /** All occurrences of some words, in the order of the index, with their text. */
    public List<Occurrence> occurrences(Collection<String> forms) throws IOException {
        return texts(store.places(store.of(forms)));
    }

    /** Some occurrences with their text. */
    public List<Occurrence> at(int[] numbers) throws IOException {
        return texts(store.places(numbers));
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }

    private int numberOf(String file) {
        Path path;
        try {
            path = Path.of(file).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            return -1;
        }
        List<IndexedFile> files = files();
        for (int i = 0; i < files.size(); i++) {
            SourceFile source = files.get(i).source();
            if (source.name().equals(file) || source.path().equals(path)) {
                return i;
            }
        }
        return -1;
    }

    /** The mean of what to be near to, less the mean of what to be far from. */
    private static float[] difference(UseQuery query) {
        float[] difference = new float[query.near().getFirst().length];
        add(query.near(), 1, difference);
        add(query.far(), -1, difference);
        return difference;
    }

    private static void add(List<float[]> vectors, float sign, float[] sum) {
        for (float[] vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += sign * vector[i] / vectors.size();
            }
        }
    }

    private List<Ranked> plain(int[] numbers, UseQuery query) throws IOException {
        Matrix rows = store.vectors(numbers);
        float[] near = difference(new UseQuery(query.near(), List.of()));
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> new Ranked(numbers[i], Vectors.dot(rows.row(i), near)))
                .toList();
    }

    private List<Hit> hits(List<Ranked> ranked) throws IOException {
        int[] numbers = ranked.stream().mapToInt(Ranked::row).toArray();
        List<Occurrence> occurrences = texts(store.places(numbers));
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> new Hit(occurrences.get(i), ranked.get(i).similarity()))
                .toList();
    }

    /** The lines, each read once. */
    private List<Occurrence> texts(List<StoredOccurrence> places) throws IOException {
        Map<Integer, List<LineTexts.Place>> wanted = new TreeMap<>();
        for (StoredOccurrence place : places) {
            wanted.computeIfAbsent(place.file(), file -> new ArrayList<>()).add(placeOf(place));
        }
        Map<Integer, Map<LineTexts.Place, String>> texts = new HashMap<>();
        for (var file : wanted.entrySet()) {
            texts.put(file.getKey(), LineTexts.read(source(file.getKey()), file.getValue()));
        }
        List<Occurrence> occurrences = new ArrayList<>();
        for (StoredOccurrence place : places) {
            SourceFile source = source(place.file());
            String text = texts.get(place.file()).get(placeOf(place));
            if (place.span().end() > text.length()) {
                throw LineTexts.changed(source, place.line());
            }
            occurrences.add(Passages.occurrence(new CorpusLine(source.name(), place.line(), text), place.span()));
        }
        return occurrences;
    }

    private static LineTexts.Place placeOf(StoredOccurrence place) {
        return new LineTexts.Place(place.line(), place.offset());
    }

    private SourceFile source(int file) {
        List<IndexedFile> files = files();
        if (file < 0 || file >= files.size()) {
            throw new InvalidFileException(
                    folder + ": damaged (an occurrence of file " + file + " of " + files.size() + "); index it anew");
        }
        return files.get(file).source();
    }
}
