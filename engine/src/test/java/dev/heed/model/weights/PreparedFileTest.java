package dev.heed.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedFileTest {
    private static final int SIZE = 1 << 16;

    @TempDir
    Path folder;

    @Test
    void isThereOnceWritten() throws IOException {
        PreparedFile file = new PreparedFile(folder.resolve("prepared"));
        assertThat(file.read()).isEmpty();
        file.write(new byte[] {1, 2});
        file.write(new byte[] {3});
        assertThat(file.read()).hasValue(new byte[] {3});
        assertThat(names()).containsExactly("prepared");
    }

    @Test
    void whereNothingCanBeWrittenNothingIs() throws IOException {
        new PreparedFile(folder.resolve("missing").resolve("prepared")).write(new byte[] {1});
        Files.createDirectories(folder.resolve("taken").resolve("by a folder"));
        PreparedFile taken = new PreparedFile(folder.resolve("taken"));
        taken.write(new byte[] {1});
        assertThat(taken.read()).isEmpty();
        assertThat(names()).containsExactly("taken");
    }

    @Test
    void writersAtOnceEachLeaveAWholeFile() throws IOException {
        PreparedFile file = new PreparedFile(folder.resolve("prepared"));
        IntStream.range(0, 64).parallel().forEach(n -> {
            byte[] bytes = new byte[SIZE];
            Arrays.fill(bytes, (byte) n);
            file.write(bytes);
            byte[] read = file.read().orElseThrow();
            assertThat(read).hasSize(SIZE).containsOnly(read[0]);
        });
        assertThat(names()).containsExactly("prepared");
    }

    @Test
    void whatKilledProcessesLeftIsSweptAfterADay() throws IOException {
        FileTime twoDaysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(Files.createFile(folder.resolve(".prepared-1-ab")), twoDaysAgo);
        Files.setLastModifiedTime(Files.createFile(folder.resolve(".other-1-ab")), twoDaysAgo);
        Files.createFile(folder.resolve(".prepared-2-cd"));
        new PreparedFile(folder.resolve("prepared")).write(new byte[] {1});
        assertThat(names()).containsExactlyInAnyOrder(".other-1-ab", ".prepared-2-cd", "prepared");
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList().stream();
        }
    }
}
