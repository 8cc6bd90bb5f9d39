package dev.heed.vectors;

import java.util.List;

/**
 * Where vectors were read from.
 *
 * @param name the file, as it was given
 * @param format what it is
 * @param compressed whether it is a gzip file
 * @param notes what was left out or set right, a line each; logged as warnings too
 */
public record VectorSource(String name, VectorFormat format, boolean compressed, List<String> notes) {
    public VectorSource {
        notes = List.copyOf(notes);
    }
}
