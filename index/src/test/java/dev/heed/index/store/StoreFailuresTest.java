package dev.heed.index.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StoreFailuresTest {
    private static final Path FOLDER = Path.of("novel.heed");

    @Test
    void aFailureWithoutAFileNamesTheIndex() {
        IOException full = new IOException("No space left on device");
        assertThat(StoreFailures.of(full, FOLDER))
                .hasMessage("novel.heed: No space left on device")
                .hasCause(full);
        FileSystemException named = new FileSystemException("novel.heed/_0.fdt", null, "Not a directory");
        assertThat(StoreFailures.of(named, FOLDER)).isSameAs(named);
    }
}
