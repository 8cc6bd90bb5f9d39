package dev.heed.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    private static final int COUNT = 300;

    @TempDir
    private Path folder;

    /** Each finds that some of what it listed has vanished. */
    @Test
    void manyMaySweepAtOnce() throws IOException {
        for (int i = 0; i < COUNT; i++) {
            Path leftover = Files.createDirectory(folder.resolve(".left-" + i));
            Files.createFile(leftover.resolve("file"));
            Files.setLastModifiedTime(leftover, FileTime.fromMillis(1_000_000));
        }
        Files.createDirectory(folder.resolve(".left-new"));
        IntStream.range(0, 8).parallel().forEach(i -> Leftovers.sweep(folder, ".left-"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve(".left-new"));
        }
    }

    @Test
    void aFolderThatIsNotThereIsSwept() {
        Leftovers.sweep(folder.resolve("none"), ".left-");
        assertThat(folder).isEmptyDirectory();
    }
}
