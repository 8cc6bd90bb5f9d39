package dev.heed.vectors;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy file (NEP 1): a matrix of floats in rows.
 *
 * @param end where the numbers begin
 */
record NumpyHeader(int rows, int columns, long end) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final int VERSION_1_LENGTH = 10;
    private static final int LATER_LENGTH = 12;
    private static final int LONGEST = 1 << 16;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    /** @throws InvalidFileException if it is another array than rows of 32-bit floats, or cut */
    static NumpyHeader read(MemorySegment file, String where) {
        if (file.byteSize() < LATER_LENGTH) {
            throw new InvalidFileException(where + ": expected a NumPy header, got " + file.byteSize() + " bytes");
        }
        boolean later = file.get(ValueLayout.JAVA_BYTE, MAGIC.length) > 1;
        ByteBuffer start = file.asSlice(0, LATER_LENGTH).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long length = later ? Integer.toUnsignedLong(start.getInt(8)) : Short.toUnsignedInt(start.getShort(8));
        long end = length + (later ? LATER_LENGTH : VERSION_1_LENGTH);
        if (length > LONGEST || end > file.byteSize()) {
            throw new InvalidFileException(
                    where + ": expected a NumPy header of at most " + LONGEST + " bytes, got " + length);
        }
        String header = new String(
                file.asSlice(end - length, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
        String type = found(TYPE, header, where);
        if (!type.equals("<f4")) {
            throw new InvalidFileException(where + ": expected 32-bit floats (<f4), got " + Quoted.of(type)
                    + "; write it with astype('float32')");
        }
        if (!found(ORDER, header, where).equals("False")) {
            throw new InvalidFileException(where + ": expected a matrix in rows, got it in columns (fortran_order)");
        }
        return ofShape(found(SHAPE, header, where), file.byteSize(), end, where);
    }

    private static NumpyHeader ofShape(String shape, long size, long end, String where) {
        String[] numbers = shape.strip().split("\\s*,\\s*");
        long rows = -1;
        long columns = -1;
        if (numbers.length == 2) {
            try {
                rows = Long.parseLong(numbers[0]);
                columns = Long.parseLong(numbers[1]);
            } catch (NumberFormatException e) {
                rows = -1; // refused below
            }
        }
        if (rows < 1 || rows > Integer.MAX_VALUE || columns < 1 || columns > TextVectors.LARGEST_DIMENSION) {
            throw new InvalidFileException(
                    where + ": expected a matrix of words and numbers, got the shape " + Quoted.of("(" + shape + ")"));
        }
        long expected = end + rows * columns * Float.BYTES;
        if (size != expected) {
            throw new InvalidFileException(where + ": expected " + expected + " bytes for a matrix of " + rows + " × "
                    + columns + ", got " + size + "; the file is cut or its header wrong");
        }
        return new NumpyHeader((int) rows, (int) columns, end);
    }

    private static String found(Pattern pattern, String header, String where) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new InvalidFileException(where + ": expected a NumPy header with descr, fortran_order and shape, got "
                    + Quoted.of(header.strip()));
        }
        return matcher.group(1);
    }

    /** The header of a matrix of so many rows, its length a multiple of 64. */
    static byte[] bytes(int rows, int columns) {
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
        int length = (VERSION_1_LENGTH + text.length() + 1 + 63) / 64 * 64;
        byte[] header = new byte[length];
        java.util.Arrays.fill(header, (byte) ' ');
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        header[6] = 1;
        header[7] = 0;
        header[8] = (byte) (length - VERSION_1_LENGTH);
        header[9] = (byte) (length - VERSION_1_LENGTH >> 8);
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, header, VERSION_1_LENGTH, text.length());
        header[length - 1] = '\n';
        return header;
    }
}
