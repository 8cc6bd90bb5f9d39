package dev.heed.format.numpy;

import dev.heed.format.ElementType;
import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.format.StoredTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One array in NumPy's <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">.npy format</a>,
 * versions 1 to 3: a magic word, a header that spells a Python dictionary, the numbers.
 */
final class NpyArray {
    private static final int MAGIC_BYTES = 6;
    private static final int MOST_HEADER = 1 << 16;
    private static final int MOST_DIMENSIONS = 32;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final Pattern HEADER =
            Pattern.compile("\\{\\s*'descr'\\s*:\\s*'([^']{1,16})'\\s*,\\s*'fortran_order'\\s*:"
                    + "\\s*(True|False)\\s*,\\s*'shape'\\s*:\\s*\\(([0-9, ]*)\\)\\s*,?\\s*\\}\\s*");
    /** By the kind and the bytes of an element. */
    private static final Map<String, ElementType> TYPES = Map.ofEntries(
            Map.entry("f8", ElementType.F64),
            Map.entry("f4", ElementType.F32),
            Map.entry("f2", ElementType.F16),
            Map.entry("i8", ElementType.I64),
            Map.entry("i4", ElementType.I32),
            Map.entry("i2", ElementType.I16),
            Map.entry("i1", ElementType.I8),
            Map.entry("u8", ElementType.U64),
            Map.entry("u4", ElementType.U32),
            Map.entry("u2", ElementType.U16),
            Map.entry("u1", ElementType.U8),
            Map.entry("b1", ElementType.BOOL));

    private NpyArray() {}

    /**
     * Reads one.
     *
     * @param bytes of the file
     * @param where the file that it lies in, for messages
     * @param name its name there
     * @throws InvalidFileException if it is none, its rows are not whole or stand in Fortran's order, or its numbers are of
     *     another kind
     */
    static StoredTensor read(MemorySegment bytes, String where, String name) {
        if (bytes.byteSize() < MAGIC_BYTES + 4
                || bytes.get(ValueLayout.JAVA_BYTE, 0) != (byte) 0x93
                || !"NUMPY".equals(text(bytes.asSlice(1, 5)))) {
            throw refused(where, name, "an array as NumPy writes it", "something else");
        }
        int version = bytes.get(ValueLayout.JAVA_BYTE, MAGIC_BYTES);
        if (version < 1 || version > 3 || version > 1 && bytes.byteSize() < MAGIC_BYTES + 6) {
            throw refused(where, name, "version 1, 2 or 3 of NumPy's format", String.valueOf(version));
        }
        long length = version == 1
                ? bytes.get(SHORT, MAGIC_BYTES + 2) & 0xffff
                : bytes.get(INT, MAGIC_BYTES + 2) & 0xffffffffL;
        long start = MAGIC_BYTES + 2 + (version == 1 ? 2 : 4);
        if (length > MOST_HEADER || start + length > bytes.byteSize()) {
            throw refused(where, name, "a header within " + bytes.byteSize() + " bytes", length + " bytes");
        }
        String header = text(bytes.asSlice(start, length));
        Matcher said = HEADER.matcher(header);
        if (!said.matches()) {
            throw refused(where, name, "a header with descr, fortran_order and shape", Quoted.of(cut(header)));
        }
        int[] shape = shape(said.group(3), where, name);
        if (said.group(2).equals("True") && shape.length > 1) {
            throw refused(
                    where, name, "rows one after the other", "Fortran's order; save it with numpy.ascontiguousarray");
        }
        return StoredTensor.of(where, name, type(said.group(1), where, name), shape, bytes.asSlice(start + length));
    }

    private static ElementType type(String descr, String where, String name) {
        ElementType type = descr.length() == 3 ? TYPES.get(descr.substring(1)) : null;
        boolean small = type != null && type.bytes() == 1;
        if (type == null || !(descr.charAt(0) == '<' || small && "|=>".indexOf(descr.charAt(0)) >= 0)) {
            throw refused(where, name, "little-endian numbers, such as <f4", Quoted.of(descr));
        }
        return type;
    }

    private static int[] shape(String written, String where, String name) {
        String[] sizes = written.isBlank() ? new String[0] : written.split(",");
        if (sizes.length > MOST_DIMENSIONS) {
            throw refused(where, name, "at most " + MOST_DIMENSIONS + " dimensions", String.valueOf(sizes.length));
        }
        int[] shape = new int[sizes.length];
        for (int i = 0; i < shape.length; i++) {
            try {
                shape[i] = Integer.parseInt(sizes[i].strip());
            } catch (NumberFormatException e) {
                throw refused(where, name, "a shape of whole numbers", Quoted.of(cut(written)));
            }
        }
        return shape;
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static String text(MemorySegment bytes) {
        return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private static InvalidFileException refused(String where, String name, String expected, String got) {
        return new InvalidFileException(
                where + ": array " + Quoted.of(name) + ": expected " + expected + ", got " + got);
    }
}
