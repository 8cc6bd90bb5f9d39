package dev.heed.format.gguf;

import dev.heed.format.GitLfsPointer;
import dev.heed.format.InvalidFileException;
import dev.heed.format.NearNames;
import dev.heed.format.Quoted;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file in the <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF</a> format, versions 2 and 3,
 * little-endian: metadata by key, then tensors by name, then their data.
 *
 * <p>What llama.cpp refuses is refused: lengths and counts beyond the file, unknown types of values, keys and tensors
 * given twice, more than four dimensions, rows that are no whole number of blocks, data that is not where the tensors
 * before it end. Nothing is allocated that the file has not shown to hold; texts and arrays of the metadata stay where
 * they are until they are asked for.
 *
 * <p>The data stays where it is. Immutable; as thread-safe as the memory.
 *
 * <pre>{@code
 * var file = GgufFile.read(mapped, "model.gguf");
 * String architecture = file.metadata().requireString("general.architecture");
 * GgufTensor table = file.require("token_embd.weight");
 * }</pre>
 */
public final class GgufFile {
    private final String where;
    private final GgufMetadata metadata;
    private final Map<String, GgufTensor> tensors;

    private GgufFile(String where, GgufMetadata metadata, Map<String, GgufTensor> tensors) {
        this.where = where;
        this.metadata = metadata;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Reads what stands before the data and checks that it describes the data.
     *
     * @param bytes the whole file, of any size and at any alignment; must stay open while it is used
     * @param where the file's name, for messages
     * @throws InvalidFileException if the file is not a well-formed GGUF file
     */
    public static GgufFile read(MemorySegment bytes, String where) {
        GitLfsPointer.refuse(bytes, where);
        GgufReader reader = new GgufReader(bytes, where);
        reader.read();
        return new GgufFile(where, new GgufMetadata(where, reader.values()), reader.tensors());
    }

    /** Several as one: the name and metadata of the first, the tensors of all, each once. */
    static GgufFile joined(List<GgufFile> parts) {
        GgufFile first = parts.getFirst();
        Map<String, GgufTensor> tensors = new LinkedHashMap<>();
        for (GgufFile part : parts) {
            part.tensors.forEach((name, tensor) -> {
                if (tensors.putIfAbsent(name, tensor) != null) {
                    throw new InvalidFileException(part.where + ": expected every tensor once in all parts, got "
                            + Quoted.of(name) + " twice");
                }
            });
        }
        return new GgufFile(first.where, first.metadata, tensors);
    }

    /** The file as error messages name it. */
    public String name() {
        return where;
    }

    /** What the file says about itself: architecture, sizes, tokenizer. */
    public GgufMetadata metadata() {
        return metadata;
    }

    /** The tensor of exactly this name. */
    public Optional<GgufTensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /**
     * The tensor of exactly this name.
     *
     * @throws InvalidFileException if there is none; the message names it, the file, and the names nearest to it
     */
    public GgufTensor require(String name) {
        return tensor(name)
                .orElseThrow(() -> new InvalidFileException(
                        where + ": expected a tensor " + Quoted.of(name) + NearNames.missing(name, tensors.keySet())));
    }

    /** The names of all tensors, in the order of the file; unmodifiable. */
    public Set<String> names() {
        return tensors.keySet();
    }
}
