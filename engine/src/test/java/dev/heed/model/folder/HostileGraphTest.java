package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.heed.format.InvalidFileException;
import dev.heed.model.weights.ModelFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports that are damaged, or no BERT: one line that says so; no hang, no other exception, no wrong vectors. */
class HostileGraphTest {
    private static final Path ONNX = TinyModelsTest.resource("/dev/heed/golden/tiny/onnx");

    @Test
    void anyChangedByteGivesAModelOrOneLine() throws IOException {
        byte[] file = Files.readAllBytes(ONNX.resolve("model.onnx"));
        Random random = new Random(2026);
        assertTimeoutPreemptively(Duration.ofSeconds(120), () -> {
            int refused = 0;
            for (int i = 0; i < 3000; i++) {
                byte[] changed = file.clone();
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                refused += loads(changed) ? 0 : 1;
            }
            assertThat(refused).isBetween(100, 2900);
        });
    }

    /** Names of equal length, so that the file stays what it is but for the graph's edges. */
    @ParameterizedTest
    @CsvSource({
        "Softmax, Softmin, expected one Softmax for each of 2 layers",
        "Erf, Exp, activation",
        "Erf, Abs, activation"
    })
    void anotherOperatorIsRefused(String operator, String other, String message) throws IOException {
        refused(replaced("\"" + (char) operator.length() + operator, "\"" + (char) other.length() + other), message);
    }

    @Test
    void swappedQueryAndKeyAreRefused() throws IOException {
        byte[] swapped = replaced("layer.0.attention.self.query.bias", "layer.0.attention.self.QQQQQ.bias");
        swapped = replaced(swapped, "layer.0.attention.self.key.bias", "layer.0.attention.self.kkk.bias");
        assertThat(swapped).isNotEqualTo(Files.readAllBytes(ONNX.resolve("model.onnx")));
        refused(swapped, "encoder.layer.0.attention.self.query.bias");
    }

    private static byte[] replaced(String from, String to) throws IOException {
        return replaced(Files.readAllBytes(ONNX.resolve("model.onnx")), from, to);
    }

    private static byte[] replaced(byte[] file, String from, String to) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertThat(to).hasSameSizeAs(from);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void refused(byte[] onnx, String message) throws IOException {
        ModelFiles files = files(onnx);
        try (Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> TinyModelsTest.load(files, arena))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContaining(message);
        }
    }

    private static boolean loads(byte[] onnx) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            TinyModelsTest.load(files(onnx), arena);
            return true;
        } catch (InvalidFileException e) {
            assertThat(e.getMessage().codePoints().filter(Character::isISOControl))
                    .isEmpty();
            return false;
        }
    }

    private static ModelFiles files(byte[] onnx) throws IOException {
        return new ModelFiles.Memory(
                "tiny", Map.of("config.json", Files.readAllBytes(ONNX.resolve("config.json")), "model.onnx", onnx));
    }

    /** ModelProto { graph { node { Identity x → x } } }, by hand. */
    @Test
    void aGraphThatReadsItsOwnResultIsRefused() throws IOException {
        byte[] node = message(1, "x", 2, "x", 4, "Identity");
        byte[] graph = wrapped(1, node);
        refused(wrapped(7, graph), "expected inputs made by earlier nodes, got x");
        byte[] twice = concat(wrapped(1, message(2, "x", 4, "Constant")), wrapped(1, message(2, "x", 4, "Constant")));
        refused(wrapped(7, twice), "expected every value made once, got x again");
    }

    private static byte[] message(Object... fields) {
        byte[] message = {};
        for (int i = 0; i < fields.length; i += 2) {
            message = concat(
                    message, wrapped((Integer) fields[i], ((String) fields[i + 1]).getBytes(StandardCharsets.UTF_8)));
        }
        return message;
    }

    /** A field of length-delimited bytes; lengths below 128 and field numbers below 16 take a byte each. */
    private static byte[] wrapped(int field, byte[] content) {
        return concat(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
