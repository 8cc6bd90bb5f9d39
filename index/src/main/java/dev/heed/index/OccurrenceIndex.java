package dev.heed.index;

import dev.heed.Encoder;
import dev.heed.format.InvalidFileException;
import dev.heed.index.source.Change;
import dev.heed.index.source.SourceFile;
import dev.heed.index.store.IndexedFile;
import dev.heed.index.store.Manifest;
import dev.heed.index.store.Store;
import dev.heed.index.store.StoredOccurrence;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.concordance.UseRanking;
import dev.heed.meaning.concordance.UseRanking.Ranked;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import dev.heed.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    /** Words looked at for each that is listed, where any word will do. */
    private static final int NEIGHBOURS_EACH = 8;
    /** Occurrences that are linked with each other: a third of those over files, in a ninth of the time. */
    private static final int LINKED = 500;

    private final Path folder;
    private final Store whole;
    private final Store store; // without the files that can't be shown
    private final Map<SourceFile, Change> changes;
    private final IndexedTexts texts;
    private final PhraseSearch phrases;

    private OccurrenceIndex(Path folder, Store whole, Store store, Map<SourceFile, Change> changes) {
        this.folder = folder;
        this.whole = whole;
        this.store = store;
        this.changes = changes;
        this.texts = new IndexedTexts(folder, whole.manifest().files());
        this.phrases =
                new PhraseSearch(store, texts, WordChoice.of(store.manifest().words()));
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
        return phrases.isPhrase(forms) ? phrases.find(forms).size() : store.of(forms).length;
    }

    /** Whether a word, or a word of a phrase, is indexed if it stands anywhere: whether its places can be found. */
    public boolean mayHold(String form) {
        return words().includes(form) || !phrases.parts(form).isEmpty();
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
        List<UseEncoder.Use> read = uses.uses(occurrences.stream()
                .map(occurrence -> new UseEncoder.InPassage(occurrence.passage(), occurrence.spanInPassage()))
                .toList());
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i) == null) {
                throw new IllegalArgumentException("expected a text whose \""
                        + occurrences.get(i).surface() + "\" the model reads, got \""
                        + occurrences.get(i).passage() + "\"");
            }
        }
        return read.isEmpty()
                ? Matrix.zeros(0, uses.dimension())
                : Matrix.copyOf(read.stream().map(UseEncoder.Use::vector).toArray(float[][]::new));
    }

    /**
     * As above, for the places of a word or a phrase: the vector of a phrase is made of those of its indexed words.
     *
     * @param forms of the word
     */
    public Matrix uses(Encoder encoder, Collection<String> forms, List<Occurrence> occurrences) {
        if (!phrases.isPhrase(forms)) {
            return uses(encoder, occurrences);
        }
        float[][] rows = new float[occurrences.size()][];
        for (int i = 0; i < rows.length; i++) {
            Occurrence phrase = occurrences.get(i);
            List<Occurrence> parts = new ArrayList<>();
            for (Span word : PhraseSearch.wordsOf(phrase.surface())) {
                if (words().includes(word.in(phrase.surface()))) {
                    int shift = phrase.span().start();
                    Span span = new Span(shift + word.start(), shift + word.end());
                    parts.add(new Occurrence(
                            phrase.file(), phrase.line(), span, phrase.passage(), phrase.passageStart()));
                }
            }
            rows[i] = PhraseSearch.mean(uses(encoder, parts));
        }
        return Matrix.copyOf(rows);
    }

    /** Whether a file is in the index, by the name that it was given or another one. */
    public boolean holds(String file) {
        return texts.numberOf(file) >= 0;
    }

    /** The lines of a file that have a word, ascending. */
    public List<Long> lines(String file, Collection<String> forms) throws IOException {
        int number = texts.numberOf(file);
        List<StoredOccurrence> places = phrases.isPhrase(forms)
                ? phrases.find(forms).stream().map(PhraseSearch.Found::place).toList()
                : store.places(store.of(forms));
        return places.stream()
                .filter(place -> place.file() == number)
                .map(StoredOccurrence::line)
                .distinct()
                .toList();
    }

    /** The text of a line that has indexed words; empty if it has none. */
    public Optional<String> line(String file, long line) throws IOException {
        int number = texts.numberOf(file);
        if (number < 0) {
            return Optional.empty();
        }
        for (StoredOccurrence place : store.places(store.ofFile(number))) {
            if (place.line() == line) {
                return Optional.of(texts.line(place));
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
        int number = texts.numberOf(file);
        if (phrases.isPhrase(forms)) {
            return phrases.vectors(phrases.find(forms).stream()
                    .filter(found ->
                            found.place().file() == number && found.place().line() == line)
                    .toList());
        }
        int[] all = number < 0 ? new int[0] : store.of(forms);
        List<StoredOccurrence> places = store.places(all);
        return store.vectors(IntStream.range(0, all.length)
                .filter(i -> places.get(i).file() == number && places.get(i).line() == line)
                .map(i -> all[i])
                .toArray());
    }

    /**
     * The occurrences of a word that use it as a query does, the best first: all are compared with it, and the nearest
     * {@value #LINKED} ranked once more by what is near what is near.
     *
     * @param forms of the word
     * @param top how many
     */
    public List<Hit> hits(Collection<String> forms, UseQuery query, int top) throws IOException {
        if (phrases.isPhrase(forms)) {
            List<PhraseSearch.Found> found = phrases.find(forms);
            List<Occurrence> occurrences = texts.occurrences(
                    found.stream().map(PhraseSearch.Found::place).toList());
            return new UseRanking(occurrences, phrases.vectors(found)).hits(query, top);
        }
        int[] all = store.of(forms);
        int[] nearest = store.nearest(all, difference(query), Math.max(top, LINKED));
        int[] graph = Arrays.copyOf(nearest, Math.min(nearest.length, LINKED));
        Arrays.sort(graph);
        List<Ranked> ranked = UseRanking.rows(store.vectors(graph), query, Math.min(top, graph.length));
        List<Ranked> answer = new ArrayList<>();
        ranked.forEach(row -> answer.add(new Ranked(graph[row.row()], row.similarity(), row.score())));
        if (top > graph.length) {
            plain(Arrays.copyOfRange(nearest, graph.length, Math.min(top, nearest.length)), query)
                    .forEach(row -> answer.add(new Ranked(row.row(), row.similarity(), null)));
        }
        return hits(answer);
    }

    /**
     * The occurrences of any word that are used as a query says, by cosine alone: candidates are found by their sketches, and
     * compared exactly. Of neighbouring words the best stands for all.
     */
    public List<Hit> hits(UseQuery query, int top) throws IOException {
        int asked = (int) Math.min(store.size(), (long) NEIGHBOURS_EACH * top);
        int[] nearest = store.nearest(difference(query), asked);
        List<StoredOccurrence> places = store.places(nearest);
        Set<StoredOccurrence> listed = new HashSet<>();
        int[] numbers = IntStream.range(0, nearest.length)
                .filter(i -> listed.add(places.get(i).neighbourhood()))
                .limit(top)
                .map(i -> nearest[i])
                .toArray();
        return hits(plain(numbers, query));
    }

    /** All occurrences of some words, in the order of the index, with their text. */
    public List<Occurrence> occurrences(Collection<String> forms) throws IOException {
        return texts.occurrences(
                phrases.isPhrase(forms)
                        ? phrases.find(forms).stream()
                                .map(PhraseSearch.Found::place)
                                .toList()
                        : store.places(store.of(forms)));
    }

    /** Some occurrences with their text. */
    public List<Occurrence> at(int[] numbers) throws IOException {
        return texts.occurrences(store.places(numbers));
    }

    @Override
    public void close() throws IOException {
        whole.close();
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
        float[] difference = difference(query);
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> new Ranked(
                        numbers[i], Vectors.dot(rows.row(i), near), (double) Vectors.dot(rows.row(i), difference)))
                .toList();
    }

    private List<Hit> hits(List<Ranked> ranked) throws IOException {
        int[] numbers = ranked.stream().mapToInt(Ranked::row).toArray();
        List<Occurrence> occurrences = texts.occurrences(store.places(numbers));
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> new Hit(
                        occurrences.get(i),
                        ranked.get(i).similarity(),
                        ranked.get(i).score()))
                .toList();
    }

    @Override
    public String toString() {
        return "OccurrenceIndex[" + folder + ", " + size() + " occurrences]";
    }
}
