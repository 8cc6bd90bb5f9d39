package dev.heed.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Whatever is done to a packed file: all of its text comes out, or a failure that says where. */
class GzipStreamTest {
    private static final String TEXT = "one\ntwo\nthree\n";

    @Test
    void membersAndPaddingAreOneText() throws IOException {
        byte[] three = joined(member("one\n"), member("two\n"), member("three\n"));
        assertThat(text(three)).isEqualTo(TEXT);
        assertThat(text(Arrays.copyOf(three, three.length + 1000))).isEqualTo(TEXT);
        assertThat(text(joined(member("one\n"), new byte[512], member("two\nthree\n"))))
                .isEqualTo(TEXT);
        assertThat(text(joined(member(""), member(TEXT)))).isEqualTo(TEXT);
        assertThat(text(member("x".repeat(300_000)))).hasSize(300_000);
    }

    @Test
    void everyFieldOfAHeaderIsUnderstood() throws IOException {
        byte[] plain = member(TEXT);
        byte[] fields = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3, 2, 0, 'x', 'y', 'a', 0, 'b', 'c', 0};
        CRC32 crc = new CRC32();
        crc.update(fields);
        byte[] checksum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
        assertThat(text(joined(fields, checksum, Arrays.copyOfRange(plain, 10, plain.length))))
                .isEqualTo(TEXT);
        checksum[0]++;
        assertThatThrownBy(() -> text(joined(fields, checksum, Arrays.copyOfRange(plain, 10, plain.length))))
                .hasMessageContaining("checksum of a member's header");
    }

    @Test
    void noByteIsDamagedOrMissingInSilence() throws IOException {
        byte[] first = member("one\n");
        byte[] whole = joined(first, member("two\n"), member("three\n"));
        for (int at = 0; at < whole.length; at++) {
            for (int value : new int[] {0, 0xff, whole[at] ^ 1}) {
                byte[] damaged = whole.clone();
                damaged[at] = (byte) value;
                assertAllOrFailure(damaged);
            }
        }
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length != first.length && length != first.length + member("two\n").length) {
                assertThatThrownBy(() -> text(cut)).as("cut to %d", length).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void whatFollowsIsNamedByItsByte() throws IOException {
        byte[] first = member("one\n");
        assertThatThrownBy(() -> text(joined(first, "# a note\n".getBytes(StandardCharsets.US_ASCII))))
                .hasMessage("byte " + first.length
                        + ": expected another gzip member or the end of the file, got the byte 0x23");
        byte[] damaged = member("two\n");
        damaged[0] = 0;
        assertThatThrownBy(() -> text(joined(first, damaged)))
                .hasMessageStartingWith("byte " + (first.length + 1) + ": expected another gzip member");
        assertThatThrownBy(() -> text(new byte[0])).hasMessage("the file is empty");
        assertThatThrownBy(() -> text(new byte[] {'a', 'b'})).hasMessageContaining("byte 0: expected gzip");
    }

    private static void assertAllOrFailure(byte[] bytes) {
        String text;
        try {
            text = text(bytes);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("byte");
            return;
        }
        assertThat(text).isEqualTo(TEXT);
    }

    private static String text(byte[] packed) throws IOException {
        try (InputStream in = new GzipStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static byte[] member(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
