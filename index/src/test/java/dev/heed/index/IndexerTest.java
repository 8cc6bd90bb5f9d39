package dev.heed.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.format.InvalidFileException;
import dev.heed.index.source.Change;
import dev.heed.index.store.IndexedFile;
import dev.heed.index.store.Store;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.tensor.Matrix;
import dev.heed.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexerTest {
    private static final int LINES = 90;
    private static final int SMALL_BATCH = 100;

    private static Encoder encoder;

    @TempDir
    private Path work;

    @BeforeAll
    static void open() {
        encoder = Encoder.open(Models.minilm());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void everyOccurrenceIsThereAndCanBeTraced() throws IOException {
        List<String> lines = Texts.lines(LINES);
        Path file = Files.writeString(work.resolve("a.txt"), Texts.text(LINES));
        Path folder = index("one", WordChoice.content(), file);
        try (OccurrenceIndex index = OccurrenceIndex.open(folder)) {
            long banks = lines.stream().filter(line -> line.contains("bank")).count();
            assertThat(index.count(Set.of("bank"))).isGreaterThanOrEqualTo((int) banks);
            assertThat(index.count(Set.of("the"))).as("a stop word").isZero();
            List<Hit> hits = index.hits(Set.of("bank"), asked("We sat by the river bank.", "bank", index), 1_000);
            assertThat(hits).hasSize(index.count(Set.of("bank"))).allSatisfy(hit -> {
                Occurrence occurrence = hit.occurrence();
                assertThat(occurrence.file()).isEqualTo(file.toString());
                assertThat(occurrence.passage()).isEqualTo(lines.get((int) occurrence.line() - 1));
                assertThat(occurrence.span().in(occurrence.passage()).toLowerCase(Locale.ROOT))
                        .isEqualTo("bank");
            });
            assertThat(hits.subList(0, hits.size() / 3))
                    .allSatisfy(hit -> assertThat(hit.occurrence().passage()).contains("river"));
            assertThat(index.occurrences(Set.of("bank"))).hasSameSizeAs(hits);
        }
    }

    @Test
    void aWordIsFoundHoweverItIsSpelled() throws IOException {
        Path file = Files.writeString(
                work.resolve("a.txt"), "Two B\u00e4nke.\nTwo Ba\u0308nke.\nTwo B\u00c4NKE.\nThe bank\u2019s door.\n");
        Path folder = index("spelled", WordChoice.content(), file);
        Path listed = index("listed", WordChoice.listed(Set.of("Ba\u0308nke")), file);
        try (OccurrenceIndex all = OccurrenceIndex.open(folder);
                OccurrenceIndex some = OccurrenceIndex.open(listed)) {
            assertThat(all.count(Set.of("b\u00e4nke"))).isEqualTo(3);
            assertThat(all.count(Set.of("Ba\u0308nke"))).isEqualTo(3);
            assertThat(all.count(Set.of("bank's"))).isEqualTo(1);
            assertThat(some.count(Set.of("b\u00e4nke"))).isEqualTo(3);
        }
    }

    @Test
    void anyWordThatIsUsedLikeThis() throws IOException {
        Path folder = index("any", WordChoice.content(), Files.writeString(work.resolve("a.txt"), Texts.text(LINES)));
        try (OccurrenceIndex index = OccurrenceIndex.open(folder)) {
            String text = "a shop where one keeps gold and cash";
            UseQuery query = new UseQuery(
                    List.of(index.uses(encoder, List.of(occurrence(text, new Span(0, text.length()))))
                            .row(0)),
                    List.of());
            List<Hit> hits = index.hits(query, 5);
            assertThat(hits)
                    .hasSize(5)
                    .allSatisfy(hit -> assertThat(hit.occurrence().surface()).isIn("money", "bank", "coins"));
            assertThat(hits).extracting(hit -> hit.occurrence().line()).doesNotHaveDuplicates();
        }
    }

    @Test
    void theSameOnAnyNumberOfThreadsAndInAnyNumberOfRuns() throws IOException {
        Path file = Files.writeString(work.resolve("a.txt"), Texts.text(LINES));
        try (Encoder wide = Encoder.builder(Models.minilm()).threads(2).open();
                Indexer indexer = Indexer.open(work.resolve("two"), wide, "minilm", WordChoice.all(), SMALL_BATCH)) {
            indexer.add(List.of(file.toString()), IndexingProgress.NONE);
        }
        Snapshot two = Snapshot.of(work.resolve("two"));
        try (Encoder narrow = Encoder.builder(Models.minilm()).threads(1).open()) {
            AtomicInteger steps = new AtomicInteger();
            boolean finished = false;
            while (!finished && steps.get() < LINES) {
                try (Indexer indexer = Indexer.open(work.resolve("one"), narrow, "minilm", WordChoice.all(), 50)) {
                    finished = indexer.add(List.of(file.toString()), stoppedAfter(1));
                    steps.incrementAndGet();
                }
            }
            assertThat(steps.get()).isGreaterThan(1);
        }
        assertThat(Snapshot.of(work.resolve("one"))).isEqualTo(two);
    }

    @Test
    void aKilledRunLosesAtMostTheLastBatchAndIsGoneOnWith() throws Exception {
        Path file = Files.writeString(work.resolve("a.txt"), Texts.text(8 * LINES));
        Path folder = work.resolve("killed");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IndexingProcess.class.getName(),
                        folder.toString(),
                        file.toString(),
                        Integer.toString(SMALL_BATCH))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int seen = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null && seen < 2_000; line = out.readLine()) {
                seen = Integer.parseInt(line);
            }
            process.destroyForcibly(); // SIGKILL
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(seen).isGreaterThanOrEqualTo(2_000);
        long kept;
        try (Store store = Store.open(folder)) {
            kept = store.manifest().occurrences();
            assertThat(store.size()).isEqualTo((int) kept);
            assertThat(store.manifest().files().getFirst().done()).isFalse();
        }
        assertThat(kept).as("every step is more than a batch here").isGreaterThanOrEqualTo(seen);
        Path fresh = work.resolve("fresh");
        for (Path target : List.of(folder, fresh)) {
            try (Indexer indexer = Indexer.open(target, encoder, "minilm", WordChoice.all())) {
                assertThat(indexer.add(List.of(file.toString()), IndexingProgress.NONE))
                        .isTrue();
                if (target.equals(folder)) {
                    assertThat(indexer.added())
                            .isEqualTo(indexer.files().getFirst().occurrences() - kept);
                }
            }
        }
        assertThat(Snapshot.of(folder)).isEqualTo(Snapshot.of(fresh));
    }

    @Test
    void whatGrowsIsAddedWhatChangesIsReadAnewWhatIsGoneIsLeftOut() throws IOException {
        Path a = Files.writeString(work.resolve("a.txt"), "We sat by the river bank.\n");
        Path b = Files.writeString(work.resolve("b.txt"), "The bank lent money.\n");
        Path folder = index("growing", WordChoice.content(), a, b);
        Files.writeString(a, "We sat by the river bank.\nThe bank was steep.\n");
        Files.writeString(b, "No such word here.\n");
        try (OccurrenceIndex index = OccurrenceIndex.open(folder)) {
            assertThat(index.changes().values()).containsExactly(Change.GROWN, Change.CHANGED);
            assertThat(index.occurrences(Set.of("bank")))
                    .extracting(Occurrence::file)
                    .containsExactly(a.toString());
        }
        try (Indexer indexer = Indexer.open(folder, encoder, "minilm", null)) {
            indexer.renew(IndexingProgress.NONE);
        }
        try (OccurrenceIndex index = OccurrenceIndex.open(folder)) {
            assertThat(index.changes()).isEmpty();
            assertThat(index.occurrences(Set.of("bank")))
                    .extracting(Occurrence::line)
                    .containsExactly(1L, 2L);
            assertThat(index.count(Set.of("word"))).isEqualTo(1);
            assertThat(index.files()).hasSize(2);
        }
        Files.delete(a);
        try (OccurrenceIndex index = OccurrenceIndex.open(folder)) {
            assertThat(index.changes().values()).containsExactly(Change.MISSING);
            assertThat(index.count(Set.of("bank"))).isZero();
        }
    }

    @Test
    void whatIsWrittenWhileItIsIndexedIsAddedInWholeLines() throws IOException {
        Path file = Files.writeString(work.resolve("a.txt"), Texts.text(2 * LINES));
        Path folder = work.resolve("written");
        try (Indexer indexer = Indexer.open(folder, encoder, "minilm", WordChoice.all(), SMALL_BATCH)) {
            assertThatThrownBy(() -> indexer.add(
                            List.of(file.toString()),
                            afterTheFirstStep(() -> Files.writeString(file, "The ri", StandardOpenOption.APPEND))))
                    .hasMessageContaining("changed while it was indexed");
        }
        Files.writeString(file, "ver bank.\nIts spring.\n", StandardOpenOption.APPEND);
        for (Path target : List.of(folder, work.resolve("fresh"))) {
            try (Indexer indexer = Indexer.open(target, encoder, "minilm", WordChoice.all())) {
                assertThat(indexer.add(List.of(file.toString()), IndexingProgress.NONE))
                        .isTrue();
            }
        }
        Snapshot fresh = Snapshot.of(work.resolve("fresh"));
        assertThat(Snapshot.of(folder).places()).containsExactlyElementsOf(fresh.places());
        assertThat(Snapshot.of(folder)).isEqualTo(fresh);
    }

    @Test
    void oddFilesLoseNothing() throws IOException {
        Path empty = Files.createFile(work.resolve("empty.txt"));
        Path damaged = Files.write(
                work.resolve("damaged.txt"),
                new byte[] {'s', 'p', 'r', 'i', 'n', 'g', ' ', (byte) 0xff, '\n', 'b', 'a', 'n', 'k'});
        String filler = "stones and water under a grey sky ";
        String longLine = filler.repeat(60) + "river bank " + filler.repeat(60) + "x".repeat(3_000) + " spring";
        Path wide = Files.writeString(work.resolve("wide.txt"), "first\n" + longLine + "\nlast bank\n");
        Path folder = index("odd", WordChoice.content(), empty, damaged, wide);
        try (OccurrenceIndex index = OccurrenceIndex.open(folder)) {
            List<IndexedFile> files = index.files();
            assertThat(files).allMatch(IndexedFile::done);
            assertThat(files.get(0).occurrences()).isZero();
            assertThat(files.get(1).position().damagedLines()).isEqualTo(1);
            assertThat(files.get(2).unread()).as("a word of 3,000 letters").isEqualTo(1);
            List<Occurrence> springs = index.occurrences(Set.of("spring"));
            assertThat(springs).extracting(Occurrence::line).containsExactly(1L, 2L);
            assertThat(springs.getLast().span().in(longLine)).isEqualTo("spring");
            assertThat(springs.getLast().passage()).hasSizeLessThan(longLine.length());
            assertThat(index.count(Set.of("stones"))).isEqualTo(120);
            assertThat(index.occurrences(Set.of("bank")))
                    .extracting(Occurrence::line)
                    .containsExactly(2L, 2L, 3L);
        }
    }

    @Test
    void aLongLineIsGoneOnWithInItsMiddle() throws IOException {
        String line = String.join(" ", Texts.lines(2 * LINES));
        Path file = Files.writeString(work.resolve("a.txt"), line + "\nlast bank\n");
        Path whole = index("whole", WordChoice.content(), file);
        Path parts = work.resolve("parts");
        int runs = 0;
        boolean finished = false;
        while (!finished && runs < LINES) {
            try (Indexer indexer = Indexer.open(parts, encoder, "minilm", null, 50)) {
                finished = indexer.add(List.of(file.toString()), stoppedAfter(1));
                runs++;
            }
        }
        assertThat(runs).isGreaterThan(1);
        assertThat(Snapshot.of(parts)).isEqualTo(Snapshot.of(whole));
    }

    @Test
    void anIndexKeepsToItsWordsAndItsModel() throws IOException {
        Path file = Files.writeString(work.resolve("a.txt"), "New York banks; the bank's bank in New York.\n");
        Path folder = index("words", WordChoice.listed(List.of("bank", "New York")), file);
        try (OccurrenceIndex index = OccurrenceIndex.open(folder)) {
            assertThat(index.count(Set.of("new york"))).isEqualTo(2);
            assertThat(index.count(Set.of("bank"))).isEqualTo(1);
            assertThat(index.size()).isEqualTo(3);
            assertThat(index.words().includes("banks")).isFalse();
        }
        assertThatThrownBy(() -> Indexer.open(folder, encoder, "minilm", WordChoice.all()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds bank, new york, expected all words");
        Path all = index("all", WordChoice.all(), file);
        try (OccurrenceIndex index = OccurrenceIndex.open(all)) {
            assertThat(index.count(Set.of("the"))).isEqualTo(1);
            assertThat(index.count(Set.of("bank's"))).isEqualTo(1);
        }
    }

    @Test
    void whatIsNoIndexOrADamagedOneIsSaid() throws IOException {
        Path file = Files.writeString(work.resolve("a.txt"), Texts.text(10));
        Path folder = index("good", WordChoice.content(), file);
        assertThatThrownBy(() -> OccurrenceIndex.open(work))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("expected an index of heed index, found none");
        assertThatThrownBy(() -> Indexer.open(work, encoder, "minilm", null))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("found a.txt in it");
        try (Indexer first = Indexer.open(folder, encoder, "minilm", null)) {
            assertThat(first.files()).hasSize(1);
            assertThatThrownBy(() -> Indexer.open(folder, encoder, "minilm", null))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContaining("another heed index is writing to it");
        }
        flipByte(largest(folder));
        assertThatThrownBy(() -> Indexer.open(folder, encoder, "minilm", null))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aFailingIndexIsNotTheTextsFault() throws IOException {
        Path file = Files.writeString(work.resolve("a.txt"), Texts.text(2 * LINES));
        Path folder = work.resolve("failing");
        assertThatThrownBy(() -> {
                    try (Indexer indexer = Indexer.open(folder, encoder, "minilm", WordChoice.all(), 1)) {
                        indexer.add(List.of(file.toString()), afterTheFirstStep(() -> block(folder)));
                    }
                })
                .hasMessageStartingWith(folder.toString())
                .hasMessageNotContaining("a.txt");
    }

    @Test
    void aFailingTextIsSaidThoughTheIndexFailsToo() throws IOException {
        Path file = Files.writeString(work.resolve("a.txt"), Texts.text(LINES));
        Path folder = work.resolve("both");
        assertThatThrownBy(() -> {
                    try (Indexer indexer = Indexer.open(folder, encoder, "minilm", WordChoice.all())) {
                        indexer.add(List.of(file.toString()), afterTheFirstStep(() -> {
                            Files.writeString(file, "another text"); // noticed at the end
                            block(folder);
                        }));
                    }
                })
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("a.txt: changed while it was indexed")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .anySatisfy(second -> assertThat(second).hasMessageContaining(folder.toString())));
    }

    /** Puts a file in a folder's place: nothing can be written into it any more. */
    private static void block(Path folder) throws IOException {
        Files.move(folder, folder.resolveSibling("moved"));
        Files.createFile(folder);
    }

    private static Path largest(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.max((a, b) ->
                            Long.compare(a.toFile().length(), b.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void flipByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private Path index(String name, WordChoice words, Path... files) throws IOException {
        Path folder = work.resolve(name);
        try (Indexer indexer = Indexer.open(folder, encoder, "minilm", words)) {
            assertThat(indexer.add(Stream.of(files).map(Path::toString).toList(), IndexingProgress.NONE))
                    .isTrue();
        }
        return folder;
    }

    private static UseQuery asked(String text, String word, OccurrenceIndex index) {
        int at = text.indexOf(word);
        Matrix uses = index.uses(encoder, List.of(occurrence(text, new Span(at, at + word.length()))));
        return new UseQuery(List.of(uses.row(0)), List.of());
    }

    private static Occurrence occurrence(String text, Span span) {
        return Passages.occurrence(new CorpusLine("TEXT", 1, text), span);
    }

    private interface Deed {
        void run() throws IOException;
    }

    private static IndexingProgress afterTheFirstStep(Deed deed) {
        return new IndexingProgress() {
            private boolean done;

            @Override
            public void advanced(String file, long bytes, long occurrences) {
                if (!done) {
                    done = true;
                    try {
                        deed.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }

            @Override
            public boolean stopped() {
                return false;
            }
        };
    }

    private static IndexingProgress stoppedAfter(int steps) {
        return new IndexingProgress() {
            private int seen;

            @Override
            public void advanced(String file, long bytes, long occurrences) {
                seen++;
            }

            @Override
            public boolean stopped() {
                return seen >= steps;
            }
        };
    }
}
