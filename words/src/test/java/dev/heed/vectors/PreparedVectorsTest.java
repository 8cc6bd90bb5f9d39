package dev.heed.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedVectorsTest {
    private static final String TEXT = "4 2\nbank 1 2\nbank 3 4\nnaïve 5 6\nnew york 7 8\n";

    @TempDir
    private Path folder;

    private Path cache;

    @BeforeEach
    void emptyCache() {
        cache = folder.resolve("cache");
    }

    @Test
    void theSecondOpeningGivesTheSame() throws IOException {
        Path text = Files.writeString(folder.resolve("v.txt"), TEXT);
        assertAnswers(text);
        assertThat(kept()).hasSize(1);
        assertAnswers(text);
        assertThat(kept()).hasSize(1);
    }

    @Test
    void binaryRowsStayInTheirFile() throws IOException {
        Path binary = folder.resolve("v.bin");
        try (WordVectors vectors = WordVectors.of(
                List.of("a", "naïve", "b"), dev.heed.tensor.Matrix.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2))) {
            VectorWriter.write(vectors, VectorFormat.WORD2VEC_BINARY, Files.newOutputStream(binary));
        }
        for (int i = 0; i < 3; i++) {
            try (WordVectors vectors = VectorFiles.open(binary, cache, 0)) {
                assertThat(vectors.words()).containsExactly("a", "naïve", "b");
                assertThat(vectors.vector("naïve")).hasValue(new float[] {3, 4});
                assertThat(vectors.row("c")).isEmpty();
            }
        }
        assertThat(Files.size(kept().getFirst())).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "longer", "empty", "damaged", "foreign"})
    void whatIsNotWholeIsPassedOver(String fault) throws IOException {
        Path text = Files.writeString(folder.resolve("v.txt"), TEXT);
        assertAnswers(text);
        Path index = kept().getFirst();
        byte[] bytes = Files.readAllBytes(index);
        switch (fault) {
            case "cut" -> Files.write(index, java.util.Arrays.copyOf(bytes, bytes.length - 5));
            case "longer" -> Files.write(index, java.util.Arrays.copyOf(bytes, bytes.length + 5));
            case "empty" -> Files.write(index, new byte[0]);
            case "damaged" -> {
                bytes[130] ^= 1;
                Files.write(index, bytes);
            }
            default -> Files.writeString(index, "something else ".repeat(50));
        }
        assertAnswers(text);
        assertThat(Files.size(kept().getFirst())).isEqualTo(bytes.length);
    }

    @Test
    void aChangedFileIsReadAnew() throws IOException {
        Path text = Files.writeString(folder.resolve("v.txt"), TEXT);
        assertAnswers(text);
        Files.writeString(text, TEXT.replace("7 8", "9 8"));
        Files.setLastModifiedTime(text, FileTime.fromMillis(1_000_000));
        try (WordVectors vectors = VectorFiles.open(text, cache, 0)) {
            assertThat(vectors.vector("new york")).hasValue(new float[] {9, 8});
        }
    }

    @Test
    void nothingNeedsToBeWritable() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file where the folder should be", StandardCharsets.UTF_8);
        assertAnswers(Files.writeString(folder.resolve("v.txt"), TEXT));
    }

    private void assertAnswers(Path text) {
        try (WordVectors vectors = VectorFiles.open(text, cache, 0)) {
            assertThat(vectors.words()).containsExactly("bank", "naïve", "new york");
            assertThat(vectors.vector("new york")).hasValue(new float[] {7, 8});
            assertThat(vectors.vector(1)).containsExactly(5, 6);
            assertThat(vectors.source().format()).isEqualTo(VectorFormat.WORD2VEC_TEXT);
            assertThat(vectors.source().notes()).singleElement().asString().contains("line 3");
        }
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("vectors"))) {
            return files.toList();
        }
    }
}
