package dev.heed.format;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        return tensor(name).orElseThrow(() -> new InvalidFileException(missing(name)));
    }

    private String missing(String name) {
        String message = name() + ": expected a tensor " + Quoted.of(name) + ", got none of that name";
        if (names().isEmpty()) {
            return message + "; the file holds no tensors";
        }
        String near = names().stream()
                .sorted(Comparator.comparingInt((String other) -> -unitsShared(name, other)))
                .limit(3)
                .map(Quoted::of)
                .collect(Collectors.joining(", "));
        return message + "; it has " + near + (names().size() > 3 ? " and " + (names().size() - 3) + " more" : "");
    }

    /** Units shared at both ends: other prefixes ({@code bert.}) and other last words ({@code gamma}) stay near. */
    private static int unitsShared(String wanted, String other) {
        int most = Math.min(wanted.length(), other.length());
        int start = 0;
        while (start < most && wanted.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < most - start
                && wanted.charAt(wanted.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return start + end;
    }
}
