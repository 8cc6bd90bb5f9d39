package dev.heed.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A valid file is what it is, whatever bytes its numbers happen to hold. */
class RowEvidenceTest {
    @TempDir
    private Path folder;

    @Test
    void aNumberThatEndsInADigitIsNoText() throws IOException {
        byte[] file = binary(new String[] {"a", "b"}, new float[][] {{1, 2}, {3, 8}}, false);
        file[file.length - 1] = 'A';
        file[file.length - 2] = 0;
        try (WordVectors vectors = VectorFiles.open(Files.write(folder.resolve("e.bin"), file))) {
            assertThat(vectors.source().format()).isEqualTo(VectorFormat.WORD2VEC_BINARY);
            assertThat(vectors.vector(1)).containsExactly(3, 8);
        }
    }

    @Test
    void randomFilesOfBothKindsAreReadAsWritten() throws IOException {
        Random random = new Random(15);
        Path file = folder.resolve("v");
        for (int trial = 0; trial < 1500; trial++) {
            int dimension = trial % 5 == 0 ? 1 + random.nextInt(3) : 1 + random.nextInt(300);
            int count = trial % 3 == 0 ? 1 + random.nextInt(3) : 1 + random.nextInt(40);
            String[] words = new String[count];
            float[][] rows = new float[count][dimension];
            for (int i = 0; i < count; i++) {
                words[i] = (random.nextInt(4) == 0 ? "wörd" : random.nextInt(4) == 0 ? "1.5" : "word") + i;
                for (int j = 0; j < dimension; j++) {
                    rows[i][j] = number(random, trial % 4);
                }
            }
            boolean text = trial % 2 == 0;
            byte[] bytes = text ? text(words, rows) : binary(words, rows, random.nextBoolean());
            Files.write(file, bytes);
            try (WordVectors vectors = VectorFiles.open(file)) {
                assertThat(vectors.source().format())
                        .as("trial %d: %d rows of %d", trial, count, dimension)
                        .isEqualTo(text ? VectorFormat.WORD2VEC_TEXT : VectorFormat.WORD2VEC_BINARY);
                assertThat(vectors.size()).isEqualTo(count);
                assertThat(vectors.vector(count - 1)).containsExactly(rows[count - 1]);
            }
        }
    }

    /** Of the kinds that mislead: usual ones, bytes that are letters and digits, whole numbers, any bits. */
    private static float number(Random random, int kind) {
        return switch (kind) {
            case 0 -> (float) random.nextGaussian() / 10;
            case 1 -> {
                String letters = "0123456789naifNAIFtye.-+ \n@AB";
                byte[] bytes = new byte[4];
                for (int i = 0; i < 3; i++) {
                    bytes[i] = (byte) letters.charAt(random.nextInt(letters.length()));
                }
                bytes[3] = (byte) (random.nextInt(3) == 0 ? letters.charAt(random.nextInt(27)) : 0xbd);
                yield ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat();
            }
            case 2 -> random.nextInt(100);
            default -> {
                float any = Float.intBitsToFloat(random.nextInt());
                yield Float.isFinite(any) ? any : 1;
            }
        };
    }

    private static byte[] text(String[] words, float[][] rows) {
        StringBuilder text = new StringBuilder(words.length + " " + rows[0].length + "\n");
        for (int i = 0; i < words.length; i++) {
            text.append(words[i]);
            for (float value : rows[i]) {
                text.append(' ').append(value == (int) value ? Integer.toString((int) value) : Float.toString(value));
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] binary(String[] words, float[][] rows, boolean lineEnds) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((words.length + " " + rows[0].length + "\n").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < words.length; i++) {
            out.writeBytes((words[i] + " ").getBytes(StandardCharsets.UTF_8));
            ByteBuffer numbers = ByteBuffer.allocate(4 * rows[i].length).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : rows[i]) {
                numbers.putFloat(value);
            }
            out.writeBytes(numbers.array());
            if (lineEnds) {
                out.write('\n');
            }
        }
        return out.toByteArray();
    }
}
