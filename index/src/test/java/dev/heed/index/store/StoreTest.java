package dev.heed.index.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.index.source.SourceFile;
import dev.heed.tensor.Vectors;
import dev.heed.text.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The store without a model: made-up vectors. */
class StoreTest {
    private static final int DIMENSION = 128;
    private static final int COUNT = 30_000;
    private static final int WORDS = 50;

    private static final SourceFile SOURCE = new SourceFile("a.txt", Path.of("/a.txt"), 5, -86_400_000, "d", true);

    @TempDir
    private Path folder;

    private final Random random = new Random(5);

    @Test
    void sketchesFindWhatAFullScanFinds() throws IOException {
        float[][] vectors = new float[COUNT][];
        float[][] centres = IntStream.range(0, 300).mapToObj(i -> vector()).toArray(float[][]::new);
        Manifest manifest = manifest();
        try (StoreWriter writer = StoreWriter.open(folder, manifest)) {
            for (int i = 0; i < COUNT; i++) {
                vectors[i] = near(centres[i % centres.length]);
                writer.add(
                        new StoredOccurrence(0, i + 1, 10L * i, new Span(i % 9, i % 9 + 4)),
                        "w" + i % WORDS,
                        vectors[i]);
                if (i % 7_000 == 6_999) {
                    writer.commit(manifest); // several segments
                }
            }
            writer.commit(manifest);
        }
        try (Store store = Store.open(folder)) {
            assertThat(store.size()).isEqualTo(COUNT);
            int found = 0;
            for (int q = 0; q < 20; q++) {
                float[] query = near(centres[random.nextInt(centres.length)]);
                int[] exact = store.nearestByFullScan(query, 10);
                assertThat(exact).as("bytes order as floats do, nearly").contains(best(vectors, query));
                Set<Integer> right = IntStream.of(exact).boxed().collect(Collectors.toCollection(HashSet::new));
                for (int number : store.nearest(query, 10)) {
                    found += right.contains(number) ? 1 : 0;
                }
            }
            assertThat(found).as("recall@10 of 20 queries").isGreaterThanOrEqualTo(190);
            assertThat(store.nearest(vectors[0], Integer.MAX_VALUE))
                    .hasSize(COUNT)
                    .startsWith(0);
            int[] word = store.of(List.of("w3", "w7", "none"));
            assertThat(word).hasSize(2 * COUNT / WORDS).isSorted();
            assertThat(store.nearest(word, vectors[word[5]], 3)[0]).isEqualTo(word[5]);
            assertThat(store.places(new int[] {20_000, 3}))
                    .containsExactly(
                            new StoredOccurrence(0, 20_001, 200_000, new Span(2, 6)),
                            new StoredOccurrence(0, 4, 30, new Span(3, 7)));
            float[] read = store.vectors(new int[] {12_345, 77}).row(1);
            assertThat(Vectors.cosine(read, vectors[77])).isGreaterThan(0.9998);
            assertThat(store.without(Set.of(0)).size()).isZero();
            assertThat(store.bytes()).isLessThan((DIMENSION + DIMENSION / 8 + 24L) * COUNT);
        }
    }

    @Test
    void whatIsAbandonedLeavesNothingOrWhatWasThere() throws IOException {
        Path fresh = folder.resolve("fresh");
        StoreWriter harmed = StoreWriter.open(fresh, manifest());
        add(harmed, 3);
        harmed.commit(manifest());
        harmed.abandon();
        assertThat(fresh).doesNotExist();

        Path empty = Files.createDirectory(folder.resolve("empty"));
        StoreWriter.open(empty, manifest()).abandon();
        assertThat(empty).isEmptyDirectory();

        Path old = folder.resolve("old");
        Manifest before = manifest().with(List.of(IndexedFile.begun(SOURCE)));
        try (StoreWriter writer = StoreWriter.open(old, before)) {
            add(writer, 5);
            writer.commit(before);
        }
        StoreWriter again = StoreWriter.open(old, manifest());
        for (int i = 0; i < 3; i++) {
            add(again, 40);
            again.remove(0);
            again.commit(manifest());
        }
        again.abandon();
        try (Store store = Store.open(old)) {
            assertThat(store.size()).isEqualTo(5);
            assertThat(store.manifest()).isEqualTo(before);
            store.verify();
        }
        try (StoreWriter writer = StoreWriter.open(old, manifest())) {
            add(writer, 1);
            writer.commit(before);
        }
        try (Store store = Store.open(old)) {
            assertThat(store.size()).isEqualTo(6);
        }
    }

    private void add(StoreWriter writer, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            writer.add(new StoredOccurrence(0, i + 1, 10L * i, new Span(0, 4)), "w", vector());
        }
    }

    @Test
    void anEmptyIndexHasNoAnswers() throws IOException {
        Manifest manifest = manifest();
        StoreWriter.open(folder, manifest).close();
        try (Store store = Store.open(folder)) {
            assertThat(store.size()).isZero();
            assertThat(store.of(List.of("a"))).isEmpty();
            assertThat(store.nearest(vector(), 10)).isEmpty();
            assertThat(store.manifest()).isEqualTo(manifest);
        }
    }

    @Test
    void aFileFromBefore1970IsAFile() throws IOException {
        SourceFile old = SOURCE;
        Manifest manifest = manifest().with(List.of(IndexedFile.begun(old)));
        StoreWriter.open(folder, manifest).close();
        try (Store store = Store.open(folder)) {
            assertThat(store.manifest()).isEqualTo(manifest);
        }
    }

    @Test
    void aWriterThatCannotBeginLetsGoOfTheIndex() throws IOException {
        Manifest unwritable = new Manifest(null, "m", DIMENSION, "p", List.of("all"), List.of());
        assertThatThrownBy(() -> StoreWriter.open(folder, unwritable)).isInstanceOf(NullPointerException.class);
        StoreWriter.open(folder, manifest()).close();
        try (Store store = Store.open(folder)) {
            assertThat(store.size()).isZero();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX) // which shows what is mapped
    void aRefusedIndexIsLetGoOf() throws IOException {
        Manifest wrong = new Manifest("m", "m", -1, "p", List.of("all"), List.of());
        try (StoreWriter writer = StoreWriter.open(folder, wrong)) {
            writer.add(new StoredOccurrence(0, 1, 0, new Span(0, 4)), "bank", vector());
            writer.commit(wrong);
        }
        assertThatThrownBy(() -> Store.open(folder))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("dimension of the index");
        assertThat(Files.readAllLines(Path.of("/proc/self/maps"))).noneMatch(line -> line.contains(folder.toString()));
    }

    private static Manifest manifest() {
        return new Manifest("m", "m", DIMENSION, "p", List.of("all"), List.of());
    }

    private int best(float[][] vectors, float[] query) {
        int best = 0;
        for (int i = 1; i < vectors.length; i++) {
            best = Vectors.dot(vectors[i], query) > Vectors.dot(vectors[best], query) ? i : best;
        }
        return best;
    }

    private float[] near(float[] centre) {
        float[] vector = vector();
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] += centre[i];
        }
        Vectors.normalize(vector);
        return vector;
    }

    private float[] vector() {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        Vectors.normalize(vector);
        return vector;
    }
}
