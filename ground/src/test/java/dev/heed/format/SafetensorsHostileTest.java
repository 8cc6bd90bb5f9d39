package dev.heed.format;

import static dev.heed.format.SafetensorsBytes.entry;
import static dev.heed.format.SafetensorsBytes.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All of these are refused by the reference implementation too, but for one name with the same entry twice. */
class SafetensorsHostileTest {
    private static void assertRefused(MemorySegment bytes, String... parts) {
        assertThatThrownBy(() -> SafetensorsFile.read(bytes, "t.safetensors"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("t.safetensors: ")
                .hasMessageNotContainingAny("\n", "\r")
                .satisfies(refusal -> assertThat(List.of(parts))
                        .allSatisfy(part -> assertThat(refusal.getMessage()).contains(part)));
    }

    private static String tensor(String shape, String offsets) {
        return "{\"w\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }

    @Test
    void aNameTwice() {
        assertRefused(
                Goldens.fromHex(
                        "70000000000000007b2277223a7b226474797065223a22463332222c227368617065223a5b325d2c22646174615f6f6666"
                                + "73657473223a5b302c385d7d2c2277223a7b226474797065223a22463332222c227368617065223a5b325d2c22646174"
                                + "615f6f666673657473223a5b382c31365d7d7d202020200000803f000000400000404000008040"),
                "\"w\" named twice");
        String same = entry("w", "F32", "[2]", 0, 8);
        assertRefused(file("{" + same + "," + same + "}", 8), "\"w\" named twice");
        assertRefused(file("{" + same + "," + same.replace("\"w\"", "\"\\u0077\"") + "}", 8), "\"w\" named twice");
        assertRefused(file("{\"__metadata__\":{},\"__metadata__\":{}}", 0), "__metadata__", "twice");
    }

    @Test
    void aHeaderLongerThanTheFile() {
        assertRefused(
                Goldens.fromHex("409ddf07000000007b2261223a317d202020202020202020"),
                "header length of 132095296",
                "16 bytes");
        byte[] header = "{}".getBytes(StandardCharsets.UTF_8);
        for (long length : new long[] {3, 100_000_001L, Long.MAX_VALUE, Long.MAX_VALUE - 7, Long.MIN_VALUE, -1, -8}) {
            assertRefused(file(length, header, 0), "header length of " + Long.toUnsignedString(length));
        }
    }

    @Test
    void aHeaderBeyondTheLimit() {
        assertRefused(MemorySegment.ofArray(withLength(100_000_001)), "at most 100000000 bytes", "100000001");
    }

    private static byte[] withLength(int length) {
        byte[] bytes = new byte[8 + length];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) (length >>> (8 * i));
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00000000000000", "0000000000000000", "02000000000000002020"})
    void tooLittleToBeAFile(String hex) {
        assertRefused(MemorySegment.ofArray(HexFormat.of().parseHex(hex)));
    }

    @Test
    void everyPrefixOfAFile() {
        byte[] whole = Goldens.hex("safetensors-types");
        for (int length = 0; length < whole.length; length++) {
            assertRefused(MemorySegment.ofArray(Arrays.copyOf(whole, length)));
        }
    }

    @Test
    void bytesBeyondTheLastTensor() {
        byte[] whole = Goldens.hex("safetensors-types");
        assertRefused(MemorySegment.ofArray(Arrays.copyOf(whole, whole.length + 1)), "bytes follow the last tensor");
        assertRefused(file("{}", 8), "expected 0 bytes of data", "got 8");
    }

    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of(
                        "[" + entry("a", "F32", "[2]", 0, 8) + "," + entry("b", "F32", "[2]", 0, 8), 8, "overlaps"),
                Arguments.of(
                        "[" + entry("a", "F32", "[2]", 0, 8) + "," + entry("b", "F32", "[0]", 4, 4), 8, "overlaps"),
                Arguments.of(
                        "[" + entry("a", "F32", "[2]", 0, 8) + "," + entry("b", "F32", "[2]", 4, 12), 12, "overlaps"),
                Arguments.of("[" + entry("a", "F32", "[1]", 0, 4) + "," + entry("b", "F32", "[1]", 8, 12), 12, "hole"),
                Arguments.of("[" + entry("b", "F32", "[1]", 4, 8), 8, "hole"));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void dataThatDoesNotTile(String entries, int dataBytes, String reason) {
        assertRefused(file("{" + entries.substring(1) + "}", dataBytes), "\"b\"", reason);
    }

    static Stream<Arguments> tensors() {
        return Stream.of(
                Arguments.of("[2]", "[8,0]", "end not before its begin"),
                Arguments.of("[4]", "[0,16]", "within the 8 bytes"),
                Arguments.of("[2]", "[9223372036854775800,9223372036854775807]", "within the 8 bytes"),
                Arguments.of("[3]", "[0,8]", "expected 12 bytes for F32[3], got 8"),
                Arguments.of("[]", "[0,8]", "expected 4 bytes for F32[], got 8"),
                Arguments.of("[0]", "[0,8]", "expected 0 bytes"),
                Arguments.of("[-2]", "[0,8]", "from 0 to 2^63 - 1 for shape, got the number -2"),
                Arguments.of("[-0]", "[0,8]", "got the number -0"),
                Arguments.of("[2.0]", "[0,8]", "got the number 2.0"),
                Arguments.of("[2e0]", "[0,8]", "got the number 2e0"),
                Arguments.of("[\"2\"]", "[0,8]", "got the string \"2\""),
                Arguments.of("[null]", "[0,8]", "got null"),
                Arguments.of("[[2]]", "[0,8]", "got an array"),
                Arguments.of("2", "[0,8]", "expected an array for shape"),
                Arguments.of("[4294967296,4294967296]", "[0,8]", "more than 2^63"),
                Arguments.of("[4294967296,4294967296,0]", "[0,0]", "more than 2^63"),
                Arguments.of("[4611686018427387904]", "[0,8]", "more than 2^63"),
                Arguments.of("[2305843009213693954]", "[0,8]", "more than 2^63"),
                Arguments.of("[18446744073709551616]", "[0,8]", "got the number 18446744073709551616"),
                Arguments.of("[" + "1,".repeat(2000) + "2]", "[0,8]", "at most 1024"),
                Arguments.of("[2]", "[0]", "two data_offsets, got [0]"),
                Arguments.of("[2]", "[0,8,9]", "two data_offsets, got [0, 8, 9]"),
                Arguments.of("[2]", "[0,8.0]", "got the number 8.0"),
                Arguments.of("[2]", "[-8,0]", "got the number -8"),
                Arguments.of("[2]", "{\"begin\":0}", "expected an array for data_offsets"));
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void shapesAndOffsets(String shape, String offsets, String reason) {
        assertRefused(file(tensor(shape, offsets), 8), "tensor \"w\"", reason);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("{\"w\":{\"shape\":[2],\"data_offsets\":[0,8]}}", "expected a dtype, got none"),
                Arguments.of("{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", "expected a shape, got none"),
                Arguments.of("{\"w\":{\"dtype\":\"F32\",\"shape\":[2]}}", "expected a data_offsets, got none"),
                Arguments.of(
                        "{\"w\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "once"),
                Arguments.of("{\"w\":{\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]}}", "F16, F32"),
                Arguments.of(
                        "{\"w\":{\"dtype\":\"f32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "got the string \"f32\""),
                Arguments.of("{\"w\":{\"dtype\":\"STRING\",\"shape\":[0],\"data_offsets\":[0,0]}}", "dtype"),
                Arguments.of("{\"w\":{\"dtype\":1,\"shape\":[2],\"data_offsets\":[0,8]}}", "got the number 1"),
                Arguments.of("{\"w\":null}", "expected an object, got null"),
                Arguments.of("{\"w\":[\"F32\",[2],[0,8]]}", "expected an object, got an array"),
                Arguments.of("{\"w\":NaN}", "expected JSON"),
                Arguments.of(tensor("[2,]", "[0,8]"), "expected JSON"),
                Arguments.of(tensor("[02]", "[0,8]"), "expected JSON"),
                Arguments.of("{" + entry("w", "F32", "[2]", 0, 8) + ",}", "expected JSON"),
                Arguments.of(tensor("[2]", "[0,8]") + "{}", "more after its end"),
                Arguments.of(tensor("[2]", "[0,8]") + "\0", "expected JSON"),
                Arguments.of("{" + entry("w", "F32", "[2]", 0, 8), "expected JSON"),
                Arguments.of("{\"a\u0001\":{}}", "expected JSON"),
                Arguments.of("{'w':{}}", "expected JSON"),
                Arguments.of("{/**/}", "expected JSON"),
                Arguments.of("{\"\\ud800\":{}}", "surrogate"),
                Arguments.of("{\"\\udc00\":{}}", "surrogate"),
                Arguments.of("[]", "starts with '{'"),
                Arguments.of("\uFEFF{}", "starts with '{', got byte 0xef"),
                Arguments.of("<html>", "starts with '{'"),
                Arguments.of("{\"__metadata__\":{\"a\":1}}", "strings in __metadata__"),
                Arguments.of("{\"__metadata__\":[]}", "__metadata__"),
                Arguments.of("{\"__metadata__\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "strings"),
                Arguments.of("{\"w\":{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}", "depth"),
                Arguments.of("{\"w\":{\"x\":" + "{\"x\":".repeat(100_000), "depth"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void headersThatAreNone(String header, String reason) {
        assertRefused(file(header, 8), reason);
    }

    @Test
    void namesThatAreNotUtf8() {
        for (String hex : new String[] {"ff", "c080", "eda080", "e282", "f4908080"}) {
            byte[] name = HexFormat.of().parseHex(hex);
            byte[] header = ("{" + entry("?", "F32", "[2]", 0, 8) + "}").getBytes(StandardCharsets.ISO_8859_1);
            byte[] spoilt = new byte[header.length - 1 + name.length];
            System.arraycopy(header, 0, spoilt, 0, 2);
            System.arraycopy(name, 0, spoilt, 2, name.length);
            System.arraycopy(header, 3, spoilt, 2 + name.length, header.length - 3);
            assertRefused(file(spoilt, 8), "expected UTF-8", "byte 2");
        }
    }

    @Test
    void namesThatWouldBreakTheLineOfTheMessage() {
        assertRefused(file("{" + entry("a\\nb\\u2028", "F32", "[3]", 0, 8) + "}", 8), "\"a\\u000ab\\u2028\"");
        assertRefused(file("{" + entry("n".repeat(5000), "F32", "[3]", 0, 8) + "}", 8), "nnn…\"");
    }

    @Test
    void aPointerOfGitLfs() {
        byte[] pointer =
                "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n".getBytes(StandardCharsets.UTF_8);
        assertRefused(MemorySegment.ofArray(pointer), "git lfs pull");
    }
}
