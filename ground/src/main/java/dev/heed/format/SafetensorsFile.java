package dev.heed.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file in the <a href="https://github.com/huggingface/safetensors#format">safetensors</a> format: the length of a
 * JSON header (8 bytes), the header, the data.
 *
 * <p>What the reference implementation (0.8) refuses is refused: a header longer than the file or than 100 MB, data
 * that overlaps, has holes or goes on beyond the last tensor, a shape whose size is not that of its data, types without
 * a name in the format. So is a name given twice, which the format forbids and the reference may overlook. Types that
 * Heed can't compute with (F8, F4, C64) are refused when their tensor is read, not before.
 *
 * <p>The data stays where it is. Immutable; as thread-safe as the memory.
 */
public final class SafetensorsFile implements TensorFile {
    private static final int LENGTH_BYTES = Long.BYTES;
    private static final int MOST_HEADER_BYTES = 100_000_000;

    private final String where;
    private final Map<String, StoredTensor> tensors;
    private final Map<String, String> metadata;

    private SafetensorsFile(String where, Map<String, StoredTensor> tensors, Map<String, String> metadata) {
        this.where = where;
        this.tensors = Collections.unmodifiableMap(tensors);
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * Reads the header and checks that it describes the data exactly.
     *
     * @param bytes the whole file, of any size and at any alignment; must stay open while tensors are read
     * @param where the file's name, for messages
     * @throws InvalidFileException if the file is not a well-formed safetensors file
     */
    public static SafetensorsFile read(MemorySegment bytes, String where) {
        GitLfsPointer.refuse(bytes, where);
        byte[] json = header(bytes, where);
        SafetensorsHeader header = SafetensorsHeader.read(json, where);
        MemorySegment data = bytes.asSlice(LENGTH_BYTES + json.length);
        checkLayout(header.tensors(), data.byteSize(), where);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (var tensor : header.tensors().entrySet()) {
            SafetensorsHeader.Entry entry = tensor.getValue();
            MemorySegment slice = data.asSlice(entry.begin(), entry.end() - entry.begin());
            tensors.put(tensor.getKey(), new StoredTensor(where, tensor.getKey(), entry.type(), entry.dims(), slice));
        }
        return new SafetensorsFile(where, tensors, header.metadata());
    }

    @Override
    public String name() {
        return where;
    }

    @Override
    public Optional<StoredTensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    @Override
    public Set<String> names() {
        return tensors.keySet();
    }

    /** The strings under {@code __metadata__}, such as {@code format}; unmodifiable. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The header's bytes, not allocated before its length is known to be true. */
    private static byte[] header(MemorySegment bytes, String where) {
        if (bytes.byteSize() < LENGTH_BYTES) {
            throw new InvalidFileException(where + ": expected a safetensors file of at least " + LENGTH_BYTES
                    + " bytes, got " + bytes.byteSize() + "; the file is " + (bytes.byteSize() == 0 ? "empty" : "cut"));
        }
        long length = bytes.asSlice(0, LENGTH_BYTES)
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        long most = bytes.byteSize() - LENGTH_BYTES;
        if (length < 0 || length > most) {
            throw new InvalidFileException(where + ": expected a header within the " + most
                    + " bytes that follow its length, got a header length of " + Long.toUnsignedString(length)
                    + "; the file is cut or not safetensors");
        }
        if (length > MOST_HEADER_BYTES) {
            throw new InvalidFileException(
                    where + ": expected a header of at most " + MOST_HEADER_BYTES + " bytes, got " + length);
        }
        byte[] header = bytes.asSlice(LENGTH_BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        checkStart(header, where);
        return header;
    }

    /** White space before the brace is against the format's text but accepted by the reference; a mark is neither. */
    private static void checkStart(byte[] header, String where) {
        int start = 0;
        while (start < header.length && (header[start] == ' ' || header[start] >= '\t' && header[start] <= '\r')) {
            start++;
        }
        if (start == header.length || header[start] != '{') {
            throw new InvalidFileException(where + ": expected a header that starts with '{', got "
                    + (start == header.length ? "an empty one" : "byte 0x%02x".formatted(header[start])));
        }
    }

    /** Each tensor within the data and of the size its shape asks for; together they cover the data exactly. */
    private static void checkLayout(Map<String, SafetensorsHeader.Entry> tensors, long dataBytes, String where) {
        List<Map.Entry<String, SafetensorsHeader.Entry>> ordered = new ArrayList<>(tensors.entrySet());
        for (var tensor : ordered) {
            checkSize(tensor.getValue(), dataBytes, new TensorPlace(where, tensor.getKey()));
        }
        ordered.sort((one, other) -> inOrderOfData(one.getValue(), other.getValue()));
        long covered = 0;
        String before = null;
        for (var tensor : ordered) {
            long begin = tensor.getValue().begin();
            if (begin != covered) {
                throw new TensorPlace(where, tensor.getKey())
                        .refused("expected data from byte " + covered + " on, got " + begin + "; the data "
                                + (begin < covered ? "overlaps that of " + Quoted.of(before) : "has a hole"));
            }
            covered = tensor.getValue().end();
            before = tensor.getKey();
        }
        if (covered != dataBytes) {
            throw new InvalidFileException(where + ": expected " + covered + " bytes of data as its tensors have, got "
                    + dataBytes + "; bytes follow the last tensor");
        }
    }

    private static int inOrderOfData(SafetensorsHeader.Entry one, SafetensorsHeader.Entry other) {
        int byBegin = Long.compare(one.begin(), other.begin());
        return byBegin != 0 ? byBegin : Long.compare(one.end(), other.end());
    }

    private static void checkSize(SafetensorsHeader.Entry entry, long dataBytes, TensorPlace place) {
        if (entry.begin() > entry.end()) {
            throw place.refused("expected an end not before its begin, got " + offsets(entry));
        }
        if (entry.end() > dataBytes) {
            throw place.refused("expected data within the " + dataBytes + " bytes after the header, got "
                    + offsets(entry) + "; the file is cut or its header wrong");
        }
        long bytes = TensorSize.bytes(entry.type(), entry.dims());
        int bits = entry.type().bits();
        boolean endsInsideByte = bits % 8 != 0 && TensorSize.elements(entry.dims()) * bits % 8 != 0;
        if (bytes != entry.end() - entry.begin() || endsInsideByte) {
            throw place.refused("expected " + TensorSize.shown(bytes) + " bytes for " + entry.type()
                    + Arrays.toString(entry.dims()) + ", got " + (entry.end() - entry.begin()) + " with "
                    + offsets(entry));
        }
    }

    private static String offsets(SafetensorsHeader.Entry entry) {
        return "data_offsets [" + entry.begin() + ", " + entry.end() + "]";
    }
}
