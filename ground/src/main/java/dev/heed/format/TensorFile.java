package dev.heed.format;

import java.util.Optional;
import java.util.Set;

/** A file of named tensors, whatever its format. Immutable; as thread-safe as the memory it lies in. */
public interface TensorFile {
    /** The file as error messages name it. */
    String name();

    /** The tensor of exactly this name. */
    Optional<StoredTensor> tensor(String name);

    /** The names of all tensors, in the order of the file; unmodifiable. */
    Set<String> names();

    /**
     * The tensor of exactly this name.
     *
     * @throws InvalidFileException if there is none; the message names it, the file, and the names nearest to it
     */
    default StoredTensor require(String name) {
        return tensor(name)
                .orElseThrow(() -> new InvalidFileException(
                        name() + ": expected a tensor " + Quoted.of(name) + NearNames.missing(name, names())));
    }
}
