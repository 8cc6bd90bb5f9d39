package dev.heed.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Files and readings made by the reference libraries; see {@code tools/goldens/format_tensors.py}. */
public final class Goldens {
    private Goldens() {}

    public static byte[] hex(String name) {
        return HexFormat.of().parseHex(text(name + ".hex").replace("\n", ""));
    }

    /** Off by one from any alignment, and read-only, as nothing must depend on either. */
    public static MemorySegment unaligned(byte[] bytes) {
        byte[] shifted = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, shifted, 1, bytes.length);
        return MemorySegment.ofArray(shifted).asSlice(1).asReadOnly();
    }

    public static MemorySegment fromHex(String hex) {
        return unaligned(HexFormat.of().parseHex(hex));
    }

    /** Every tensor that the reference library read is here, with its type, shape and values to the bit; all NaN are one. */
    public static void assertReadsAs(TensorFile file, String name) {
        List<String> lines = text(name + ".txt").lines().toList();
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            String[] columns = line.split(" ", -1);
            StoredTensor tensor = file.require(columns[0]);
            assertThat(tensor.type()).as(line).hasToString(columns[1]);
            String shape = Arrays.toString(tensor.shape()).replaceAll("[\\[\\] ]", "");
            assertThat(shape.isEmpty() ? "-" : shape).as(line).isEqualTo(columns[2]);
            assertThat(values(tensor)).as(line).isEqualTo(columns[3]);
        }
    }

    private static String values(StoredTensor tensor) {
        StringBuilder values = new StringBuilder();
        if (tensor.type().isFloating()) {
            for (float value : tensor.toFloats()) {
                values.append("%08x,".formatted(Float.floatToIntBits(value)));
            }
        } else {
            for (long value : tensor.toLongs()) {
                values.append(value).append(',');
            }
        }
        return values.isEmpty() ? "" : values.substring(0, values.length() - 1);
    }

    private static String text(String resource) {
        try (var stream = Goldens.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
