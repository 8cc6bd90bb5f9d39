package dev.heed.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    @Test
    void aFolderThatIsYetToComeIsJudgedByTheOneAboveIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(CacheFolder.writable(folder)).isTrue();
        assertThat(CacheFolder.writable(folder.resolve("a/b"))).isTrue();
        assertThat(CacheFolder.writable(file)).isFalse();
        assertThat(CacheFolder.writable(file.resolve("b"))).isFalse();
    }
}
