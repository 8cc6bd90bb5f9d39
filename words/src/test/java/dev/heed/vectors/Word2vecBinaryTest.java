package dev.heed.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.parallel.Workers;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file read in stretches is the file read from front to back, whatever its numbers look like. */
class Word2vecBinaryTest {
    private static final int ROWS = 400;

    private static byte[] file(int dimension, boolean lineEnds, Random random, List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((ROWS + " " + dimension + "\n").getBytes(StandardCharsets.UTF_8));
        for (int row = 0; row < ROWS; row++) {
            String word = "x".repeat(random.nextInt(40)) + (row % 3 == 0 ? "é" : "") + row;
            words.add(word);
            out.writeBytes((word + " ").getBytes(StandardCharsets.UTF_8));
            ByteBuffer numbers = ByteBuffer.allocate(4 * dimension).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < dimension; i++) {
                // what looks like spaces, line ends and letters, beside real numbers
                numbers.putInt(
                        switch (random.nextInt(4)) {
                            case 0 -> 0x20202020;
                            case 1 -> 0x410a200a;
                            case 2 -> 0x3e616161;
                            default -> Float.floatToIntBits((float) random.nextGaussian());
                        });
            }
            out.writeBytes(numbers.array());
            if (lineEnds) {
                out.write('\n');
            }
        }
        return out.toByteArray();
    }

    private static Word2vecBinary.Parsed read(byte[] bytes, long stretchBytes) {
        MemorySegment file = MemorySegment.ofArray(bytes);
        try (Workers workers = Workers.of(3)) {
            return Word2vecBinary.read(file, TextHeader.of(bytes), "v.bin", workers, stretchBytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "1, false", "2, false", "5, true", "5, false", "50, true", "50, false"})
    void stretchesFitTogether(int dimension, boolean lineEnds) {
        List<String> words = new ArrayList<>();
        byte[] bytes = file(dimension, lineEnds, new Random(dimension), words);
        WordTable whole = read(bytes, bytes.length).words();
        for (long stretch : new long[] {1, 7, 100, 1013, 5000}) {
            WordTable table = read(bytes, stretch).words();
            assertThat(table.size()).isEqualTo(ROWS);
            for (int row = 0; row < ROWS; row++) {
                assertThat(table.word(row)).isEqualTo(words.get(row));
                assertThat(table.end(row)).isEqualTo(whole.end(row));
                assertThat(table.row(words.get(row))).isEqualTo(row);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "60", "100000"})
    void whatIsWrongIsSaidTheSameWay(long stretch) {
        byte[] bytes = file(5, false, new Random(3), new ArrayList<>());
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 30);
        assertThatThrownBy(() -> read(cut, stretch))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("v.bin: row 400 of 400: expected a word and a space, got ");
        byte[] short3 = "1 2\na xyz".getBytes(StandardCharsets.UTF_8);
        byte[] two = "2 1\nb abcdwörd xyz".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read(two, stretch))
                .hasMessageStartingWith(
                        "v.bin: row 2 of 2: expected 4 bytes behind the word \"wörd\" and its space, got 3 to");
        assertThatThrownBy(() -> read(short3, stretch)).hasMessageContaining("room for 0");
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 5);
        assertThatThrownBy(() -> read(longer, stretch))
                .hasMessageContaining("expected the end of the file behind its 400 words, got 5 bytes more");
    }

    @ParameterizedTest
    @CsvSource({"1", "20", "1000"})
    void faultsAreOfTheRowsTheyBelongTo(long stretch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("60 1\n".getBytes(StandardCharsets.UTF_8));
        for (int row = 0; row < 60; row++) {
            out.writeBytes(("w" + (row == 40 ? 39 : row) + " ").getBytes(StandardCharsets.UTF_8));
            float number = row % 20 == 15 ? Float.NaN : row;
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(number)
                    .array());
        }
        Word2vecBinary.Parsed parsed = read(out.toByteArray(), stretch);
        assertThat(parsed.words().size()).isEqualTo(56);
        assertThat(parsed.notes())
                .containsExactly(
                        "v.bin: row 41: \"w39\" stands there before; the first row counts",
                        "v.bin: row 16: \"w15\" has a vector with NaN or infinity; it is left out"
                                + " (3 rows are not finite)");
    }
}
