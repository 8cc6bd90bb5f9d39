package dev.heed.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A model inside a jar. Heed unpacks its files once into the cache folder and maps them from there. */
public interface ModelProvider {
    /** The model's published name: {@code all-MiniLM-L6-v2}. */
    String name();

    /** Shorter names that {@code --model} takes. */
    List<String> aliases();

    /** What its authors allow, as SPDX names it: {@code Apache-2.0}. */
    String license();

    /** The files of the model's folder; one of them is {@code heed-model.json} or {@code config.json}. */
    List<PackedFile> files();

    /** Opens one of the files for reading. */
    InputStream open(String file) throws IOException;

    /**
     * A file of a model.
     *
     * @param name within the model's folder
     * @param size in bytes
     * @param sha256 in lower-case hex, checked when it is unpacked
     */
    record PackedFile(String name, long size, String sha256) {}
}
