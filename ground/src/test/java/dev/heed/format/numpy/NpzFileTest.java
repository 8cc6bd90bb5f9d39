package dev.heed.format.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.ElementType;
import dev.heed.format.InvalidFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives of arrays by the rules of NumPy's format, sound, damaged and hostile; what NumPy itself writes is under test in the engine. */
class NpzFileTest {
    private static byte[] array(String header, int version, byte[] numbers) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(12 + text.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) {
            out.putShort((short) text.length);
        } else {
            out.putInt(text.length);
        }
        out.put(text).put(numbers);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] floats(float... numbers) {
        ByteBuffer out = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            out.putFloat(number);
        }
        return out.array();
    }

    private static byte[] zip(String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    private static NpzFile read(byte[] file) {
        return NpzFile.read(MemorySegment.ofArray(file), "a.npz");
    }

    @Test
    void numbersOfEachVersionAreRead() throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }      \n";
        for (int version = 1; version <= 3; version++) {
            var tensor = read(zip("w:b.npy", array(header, version, floats(1, 2, 3, -4, 5, 6))))
                    .require("w:b");
            assertThat(tensor.shape()).containsExactly(2, 3);
            assertThat(tensor.type()).isEqualTo(ElementType.F32);
            assertThat(tensor.toFloats()).containsExactly(1, 2, 3, -4, 5, 6);
        }
        var scalar =
                read(zip("s.npy", array("{'descr': '|i1', 'fortran_order': True, 'shape': ()}", 1, new byte[] {7})));
        assertThat(scalar.require("s").toLongs()).containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'descr': '>f4', 'fortran_order': False, 'shape': (1,)} | little-endian numbers",
                "{'descr': '<U8', 'fortran_order': False, 'shape': (1,)} | little-endian numbers",
                "{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1)} | rows one after the other",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} | expected 8 bytes",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)} | a header with descr",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1, , 1)} | a shape of whole numbers",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,)} | a shape of whole numbers",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647)} | expected",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)} | a header with descr",
                "__import__('os') | a header with descr",
            })
    void otherArraysAreRefusedInOneLine(String header, String says) throws IOException {
        byte[] file = zip("w.npy", array(header, 1, floats(1)));
        assertThatThrownBy(() -> read(file).require("w"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(says)
                .satisfies(e -> assertThat(e.getMessage()).startsWith("a.npz").doesNotContain("\n"));
    }

    @Test
    void namesThatAreNoArraysAndPicklesAreRefused() throws IOException {
        byte[] other = zip("data.pkl", new byte[3]);
        assertThatThrownBy(() -> read(other)).hasMessageContaining("data.pkl").hasMessageContaining(".npy");
        byte[] noise = zip("w.npy", "hello".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> read(noise).require("w")).hasMessageContaining("an array as NumPy writes it");
        assertThatThrownBy(() -> read("no zip".repeat(9).getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("as numpy.savez writes them");
    }

    /** A directory that promises gigabytes costs nothing; bytes that are cut or turned over end in one line, soon. */
    @Test
    void damageEndsInOneLine() throws IOException {
        byte[] sound = zip(
                "w.npy", array("{'descr': '<f4', 'fortran_order': False, 'shape': (64,)}", 1, floats(new float[64])));
        byte[] large = sound.clone();
        ByteBuffer bytes = ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(large.length - 6);
        bytes.putInt(directory + 24, Integer.MAX_VALUE - 9);
        assertThatThrownBy(() -> read(large).require("w"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("no more than");
        Random random = new Random(20261201);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int round = 0; round < 2_000; round++) {
                byte[] harmed = round < sound.length ? Arrays.copyOf(sound, round) : sound.clone();
                for (int i = 0; round >= sound.length && i < 4; i++) {
                    harmed[random.nextInt(harmed.length)] = (byte) random.nextInt();
                }
                try {
                    NpzFile file = read(harmed);
                    for (String name : file.names()) {
                        file.require(name);
                    }
                } catch (InvalidFileException e) {
                    assertThat(e.getMessage()).doesNotContain("\n");
                }
            }
        });
    }
}
