package dev.heed.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TextFileTest {
    @Test
    void whatIsNoGzipIsClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        FilterInputStream bytes = new FilterInputStream(new ByteArrayInputStream(new byte[] {1, 2, 3})) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        assertThatThrownBy(() -> TextFile.unpacked("a.gz", bytes))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("a.gz: expected gzip, as its name says");
        assertThat(closed).isTrue();
    }
}
