package dev.heed.cli.vectors;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.StaticTable;
import dev.heed.format.InvalidFileException;
import dev.heed.vectors.VectorFiles;
import dev.heed.vectors.WordSearch;
import dev.heed.vectors.WordVectors;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What FILE names: a file of word vectors, or a model by its name or folder.
 *
 * @param name as people know it
 * @param encoder null for a file
 */
record OpenedVectors(String name, WordVectors vectors, WordSearch search, Encoder encoder) implements AutoCloseable {
    static OpenedVectors open(String file) {
        int threads = Runtime.getRuntime().availableProcessors();
        if (isFile(file)) {
            WordVectors vectors = VectorFiles.open(Path.of(file), Models.cacheFolder());
            return new OpenedVectors(file, vectors, WordSearch.of(vectors, threads), null);
        }
        Encoder encoder = Encoder.open(find(file));
        StaticTable table = encoder.staticTable();
        WordVectors vectors = WordVectors.of(table.words(), table.rows()).withUnseen(table::composed);
        return new OpenedVectors(encoder.model().name(), vectors, WordSearch.of(vectors, threads), encoder);
    }

    private static dev.heed.Model find(String name) {
        try {
            return Models.find(name);
        } catch (InvalidFileException e) {
            if (!e.getMessage().endsWith("found neither")) {
                throw e;
            }
            throw new InvalidFileException(
                    name + ": expected a file of word vectors, a model's folder or one of " + Models.packagedNames()
                            + ", found none of them",
                    e);
        }
    }

    private static boolean isFile(String name) {
        try {
            Path path = Path.of(name);
            return Files.exists(path) && !Files.isDirectory(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public void close() {
        search.close();
        vectors.close();
        if (encoder != null) {
            encoder.close();
        }
    }
}
