package dev.heed.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of one word, {@code ab}, whose subwords {@code <a}, {@code ab} and {@code b>} go to bucket 0 of 1. */
class FastTextHostileTest {
    private static final int CENTROIDS = 256;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rowsThatOnlyRepeatedSubwordsAskForAreMissed(boolean quantized) throws IOException {
        Path file = write(quantized, 2, 0, 1, 0, 1);
        assertThatThrownBy(() -> VectorFiles.open(file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("expected a matrix of 3 rows for words and subwords, got 2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRepeatedSubwordWithAllItsRowsDoesNoHarm(boolean quantized) throws IOException {
        try (WordVectors vectors = VectorFiles.open(write(quantized, 3, 0, 1, 0, 1))) {
            assertThat(vectors.vector("ab")).hasValue(new float[] {(1 + 3 * 3) / 4f});
        }
    }

    @Test
    void aPlainMatrixNeedsNoRowsForSubwordsThatWereDropped() throws IOException {
        try (WordVectors vectors = VectorFiles.open(write(false, 1))) {
            assertThat(vectors.vector("ab")).hasValue(new float[] {1});
        }
    }

    /** @param pruned bucket and row by turns; row r of the matrix is (r + 1) */
    private Path write(boolean quantized, int rows, int... pruned) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x2F4F16BA).putInt(12).putInt(1);
        for (int i = 0; i < 6; i++) {
            out.putInt(1);
        }
        out.putInt(2).putInt(1).putInt(2).putInt(2).putInt(100).putDouble(1e-4);
        out.putInt(1).putInt(1).putInt(0).putLong(1).putLong(pruned.length / 2);
        out.put(new byte[] {'a', 'b', 0}).putLong(1).put((byte) 0);
        Arrays.stream(pruned).forEach(out::putInt);
        out.put((byte) (quantized ? 1 : 0));
        if (quantized) {
            out.put((byte) 0).putLong(rows).putLong(1).putInt(rows);
            for (int row = 0; row < rows; row++) {
                out.put((byte) row);
            }
            out.putInt(1).putInt(1).putInt(1).putInt(1);
        } else {
            out.putLong(rows).putLong(1);
        }
        for (int row = 0; row < (quantized ? CENTROIDS : rows); row++) {
            out.putFloat(row + 1);
        }
        return Files.write(folder.resolve("m.bin"), Arrays.copyOf(out.array(), out.position()));
    }
}
