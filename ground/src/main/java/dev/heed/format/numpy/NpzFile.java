package dev.heed.format.numpy;

import dev.heed.format.InvalidFileException;
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
 * Arrays by name as {@code numpy.savez} writes them: a zip with an {@code .npy} each, as they are or deflated. What lies there as
 * it is stays where it is; what is deflated is inflated when it is asked for. Immutable; as thread-safe as the memory.
 */
public final class NpzFile implements TensorFile {
    private static final String ENDING = ".npy";

    private final String where;
    private final Map<String, ZipArchive.Entry> entries;

    private NpzFile(String where, Map<String, ZipArchive.Entry> entries) {
        this.where = where;
        this.entries = Collections.unmodifiableMap(entries);
    }

    /**
     * Reads the directory.
     *
     * @param file mapped
     * @param where for messages
     * @throws InvalidFileException if it is no such file, or damaged
     */
    public static NpzFile read(MemorySegment file, String where) {
        ZipArchive zip = ZipArchive.read(file, where, "numpy.savez", "save it again");
        Map<String, ZipArchive.Entry> entries = new LinkedHashMap<>();
        for (String name : zip.names()) {
            if (!name.endsWith(ENDING)) {
                throw new InvalidFileException(zip.entry(name).orElseThrow().where() + ": expected a name that ends in "
                        + ENDING + "; is it an archive of NumPy's?");
            }
            entries.put(
                    name.substring(0, name.length() - ENDING.length()),
                    zip.entry(name).orElseThrow());
        }
        return new NpzFile(where, entries);
    }

    @Override
    public String name() {
        return where;
    }

    @Override
    public Optional<StoredTensor> tensor(String name) {
        return Optional.ofNullable(entries.get(name)).map(entry -> NpyArray.read(entry.bytes(), where, name));
    }

    @Override
    public Set<String> names() {
        return entries.keySet();
    }
}
