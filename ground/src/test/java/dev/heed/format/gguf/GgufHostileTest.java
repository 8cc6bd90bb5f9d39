package dev.heed.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.heed.format.InvalidFileException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that lie about themselves end in one line, at once, whatever they announce. */
class GgufHostileTest {
    private static void assertRefused(byte[] bytes, String... parts) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(1),
                () -> assertThatThrownBy(() -> GgufFile.read(MemorySegment.ofArray(bytes), "m.gguf"))
                        .isInstanceOf(InvalidFileException.class)
                        .hasMessageStartingWith("m.gguf: ")
                        .hasMessageNotContainingAny("\n", "\r")
                        .satisfies(refusal -> assertThat(List.of(parts))
                                .allSatisfy(
                                        part -> assertThat(refusal.getMessage()).contains(part))));
    }

    private static void assertRefused(GgufBuilder file, String... parts) {
        assertRefused(file.bytes(), parts);
    }

    @Test
    void noGguf() {
        assertRefused(new byte[0], "at least 24 bytes");
        assertRefused("GGUF".getBytes(StandardCharsets.US_ASCII), "at least 24 bytes");
        assertRefused(new byte[100], "begins with \"GGUF\"");
        assertRefused(
                "version https://git-lfs.github.com/spec/v1\noid sha256:0".getBytes(StandardCharsets.US_ASCII),
                "git lfs pull");
        assertRefused(new GgufBuilder().version(1), "version 1");
        assertRefused(new GgufBuilder().version(4), "version 4");
        assertRefused(new GgufBuilder().version(Integer.reverseBytes(3)), "big-endian");
    }

    @Test
    void countsBeyondTheFile() {
        for (long count : new long[] {1L << 60, -1, Long.MAX_VALUE, Long.MIN_VALUE, 100}) {
            assertRefused(new GgufBuilder().valueCount(count), "keys", Long.toUnsignedString(count));
            assertRefused(new GgufBuilder().tensorCount(count), "tensors", Long.toUnsignedString(count));
        }
        assertRefused(
                new GgufBuilder()
                        .uint8("a", 1)
                        .uint8("b", 1)
                        .valueCount(3)
                        .uint64("c", 0)
                        .valueCount(4),
                "got");
    }

    @Test
    void lengthsPastTheEnd() {
        for (long length : new long[] {1L << 60, -1, Long.MAX_VALUE, 1000}) {
            byte[] bytes = new GgufBuilder().string("key", "value").bytes();
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(24, length);
            assertRefused(bytes, "a key");
            bytes = new GgufBuilder().string("key", "value").bytes();
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(24 + 8 + 3 + 4, length);
            assertRefused(bytes, "\"key\"");
            assertRefused(new GgufBuilder().array("key", 8, length, new byte[40]), "\"key\"");
            assertRefused(new GgufBuilder().array("key", 6, length, new byte[40]), "\"key\"");
        }
    }

    @Test
    void unknownTypesOfValues() {
        assertRefused(new GgufBuilder().raw("key", 13, new byte[8]), "\"key\"", "13");
        assertRefused(new GgufBuilder().raw("key", -1, new byte[8]), "\"key\"", "4294967295");
        assertRefused(new GgufBuilder().array("key", 13, 1, new byte[8]), "\"key\"", "13");
        assertRefused(new GgufBuilder().array("key", 9, 1, new byte[80]), "\"key\"", "arrays of arrays");
        assertRefused(new GgufBuilder().raw("key", 7, new byte[] {2}), "\"key\"", "0 or 1");
    }

    @Test
    void keysAndNames() {
        assertRefused(new GgufBuilder().uint32("key", 1).uint32("key", 1), "\"key\" twice");
        assertRefused(new GgufBuilder().uint32("", 1), "a key");
        assertRefused(new GgufBuilder().floats("w", new float[] {1}, 1).floats("w", new float[] {1}, 1), "\"w\" twice");
        assertRefused(new GgufBuilder().entry("", 0, 0, 1), "name");
        byte[] bytes = new GgufBuilder().uint32("key", 1).bytes();
        bytes[32] = (byte) 0xFF;
        assertRefused(bytes, "UTF-8");
    }

    @Test
    void dimensions() {
        byte[] much = new byte[4096];
        assertRefused(new GgufBuilder().tensor("w", 0, much, 1, 1, 1, 1, 1, 1, 1, 1, 1), "\"w\"", "9");
        assertRefused(new GgufBuilder().tensor("w", 0, much, (1L << 42) + 1, 1 << 22), "\"w\"");
        assertRefused(new GgufBuilder().tensor("w", 0, much, 1L << 32, 1L << 32), "\"w\"", "2^63");
        assertRefused(new GgufBuilder().tensor("w", 0, much, 1L << 62), "\"w\"", "2^63");
        assertRefused(new GgufBuilder().tensor("w", 0, much, -1), "\"w\"", "18446744073709551615");
        assertRefused(new GgufBuilder().tensor("w", 0, much, 1025), "\"w\"", "the file is cut");
        assertRefused(new GgufBuilder().tensor("w", 12, much, 128), "\"w\"", "multiple of 256");
        assertRefused(new GgufBuilder().tensor("w", 4, much, 32), "\"w\"", "type 4");
        assertRefused(new GgufBuilder().tensor("w", 1000, much, 32), "\"w\"", "type 1000");
    }

    @Test
    void placesOfData() {
        byte[] data = new byte[256];
        assertRefused(new GgufBuilder().tensor("a", 0, data, 64).entry("b", 0, 0, 32), "\"b\"", "from byte 256");
        assertRefused(new GgufBuilder().tensor("a", 0, data, 64).entry("b", 0, 128, 32), "\"b\"", "from byte 256");
        assertRefused(new GgufBuilder().tensor("a", 0, data, 64).entry("b", 0, 256, 32), "\"b\"", "cut");
        assertRefused(new GgufBuilder().tensor("a", 0, data, 64).entry("b", 0, 1L << 62, 32), "\"b\"");
        assertRefused(new GgufBuilder().tensor("a", 0, data, 64).entry("b", 0, -32, 32), "\"b\"");
    }

    @Test
    void alignments() {
        for (int alignment : new int[] {0, 3, 1 << 30, 1 << 31}) {
            assertRefused(
                    new GgufBuilder().uint32("general.alignment", alignment).floats("w", new float[] {1}, 1),
                    "general.alignment",
                    Integer.toUnsignedString(alignment));
        }
        assertRefused(new GgufBuilder().uint64("general.alignment", 32), "general.alignment", "UINT64");
        assertRefused(new GgufBuilder().uint32("general.alignment", 1 << 20).floats("w", new float[] {1}, 1), "\"w\"");
    }

    private static byte[] small() {
        return new GgufBuilder()
                .string("general.architecture", "llama")
                .uint32("general.alignment", 32)
                .strings("tokens", "a", "b")
                .float32s("scores", 1, 2)
                .bool("flag", true)
                .tensor("q", 8, new byte[68], 32, 2)
                .floats("f", new float[] {1, 2}, 2, 1)
                .bytes();
    }

    @Test
    void everyMutationOfAByteIsReadOrRefused() {
        byte[] good = small();
        assertThat(GgufFile.read(MemorySegment.ofArray(good), "m.gguf").names()).containsExactly("q", "f");
        int refused = 0;
        for (int at = 0; at < good.length; at++) {
            for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF, good[at] + 1, good[at] - 1, good[at] ^ 0x10}) {
                byte[] bytes = good.clone();
                bytes[at] = (byte) value;
                refused += readOrRefused(bytes) ? 0 : 1;
            }
        }
        assertThat(refused).isGreaterThan(good.length);
    }

    @Test
    void everyCutIsRefused() {
        byte[] good = small();
        int end = good.length - 24; // behind the data of the last tensor
        for (int length = 0; length < end; length++) {
            assertThat(readOrRefused(Arrays.copyOf(good, length))).isFalse();
        }
        assertThat(readOrRefused(Arrays.copyOf(good, end))).isTrue();
    }

    /** Anything but a refusal goes through; what was read can be asked for. */
    private static boolean readOrRefused(byte[] bytes) {
        GgufFile file;
        try {
            file = GgufFile.read(MemorySegment.ofArray(bytes), "m.gguf");
        } catch (InvalidFileException e) {
            return false;
        }
        for (String name : file.names()) {
            file.require(name).shape();
        }
        for (String key : file.metadata().keys()) {
            ask(() -> file.metadata().string(key));
            ask(() -> file.metadata().integer(key));
            ask(() -> file.metadata().strings(key));
            ask(() -> file.metadata().floats(key));
        }
        return true;
    }

    private static void ask(Runnable question) {
        try {
            question.run();
        } catch (InvalidFileException e) {
            assert e.getMessage().startsWith("m.gguf: ");
        }
    }
}
