package dev.heed.format.torch;

import dev.heed.format.ElementType;
import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.format.StoredTensor;
import dev.heed.format.TensorFile;
import dev.heed.format.zip.ZipArchive;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A checkpoint that {@code torch.save} wrote: a zip of raw numbers and of a pickle that says which tensors they are. The
 * pickle is a program; only the few of its operations that name tensors are understood, nothing in it is ever run, and
 * anything else is refused. Tensors stay where they lie. Immutable; as thread-safe as the memory.
 */
public final class TorchFile implements TensorFile {
    private static final String PICKLE = "/data.pkl";

    private final String name;
    private final Map<String, StoredTensor> tensors;

    private TorchFile(String name, Map<String, StoredTensor> tensors) {
        this.name = name;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Reads a checkpoint.
     *
     * @param file mapped
     * @param name for messages
     * @throws InvalidFileException if it is none, is damaged, or holds something else than tensors by name
     */
    public static TorchFile read(MemorySegment file, String name) {
        ZipArchive zip = ZipArchive.read(file, name, "torch.save since 1.6", "save it as safetensors");
        String pickle = zip.names().stream()
                .filter(entry -> entry.endsWith(PICKLE))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidFileException(name + ": expected a PyTorch checkpoint with a data.pkl, found none"));
        String folder = pickle.substring(0, pickle.length() - PICKLE.length());
        MemorySegment order =
                zip.entry(folder + "/byteorder").map(TorchFile::stored).orElse(null);
        if (order != null && !"little".equals(new String(bytes(order), java.nio.charset.StandardCharsets.US_ASCII))) {
            throw new InvalidFileException(name + ": expected little-endian numbers, got others");
        }
        Object root = new TensorPickle(stored(zip.entry(pickle).orElseThrow()), name).read();
        if (!(root instanceof Map<?, ?> named)) {
            throw new InvalidFileException(name + ": expected tensors by name, got something else");
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        named.forEach((key, value) -> {
            if (key instanceof String tensor && value instanceof TensorPickle.Described described) {
                tensors.put(tensor, stored(described, tensor, zip, folder, name));
            } else if (!(key instanceof String)) {
                throw new InvalidFileException(name + ": expected names of tensors, got something else");
            }
        });
        return new TorchFile(name, tensors);
    }

    private static MemorySegment stored(ZipArchive.Entry entry) {
        if (!entry.stored()) {
            throw new InvalidFileException(
                    entry.where() + ": expected it as it is, got it compressed; torch.save does not do that");
        }
        return entry.packed();
    }

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }

    private static StoredTensor stored(
            TensorPickle.Described described, String tensor, ZipArchive zip, String folder, String where) {
        MemorySegment storage = zip.entry(
                        folder + "/data/" + described.storage().key())
                .map(TorchFile::stored)
                .orElseThrow(() -> new InvalidFileException(
                        where + ": tensor " + Quoted.of(tensor) + ": expected its numbers in the file, found none"));
        ElementType type = described.storage().type();
        long start = multiplied(described.offset(), type.bits() / 8L, where);
        long length = type.bits() / 8L;
        for (int size : described.shape()) {
            length = multiplied(length, size, where);
        }
        if (start < 0 || length < 0 || length > storage.byteSize() || start > storage.byteSize() - length) {
            throw new InvalidFileException(where + ": tensor " + Quoted.of(tensor) + ": expected " + length
                    + " bytes from " + start + " on, got " + storage.byteSize());
        }
        return StoredTensor.of(where, tensor, type, described.shape(), storage.asSlice(start, length));
    }

    private static long multiplied(long a, long b, String where) {
        try {
            return Math.multiplyExact(a, b);
        } catch (ArithmeticException e) {
            throw new InvalidFileException(where + ": expected tensors that fit in a file, got larger ones", e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<StoredTensor> tensor(String tensor) {
        return Optional.ofNullable(tensors.get(tensor));
    }

    @Override
    public Set<String> names() {
        return tensors.keySet();
    }
}
