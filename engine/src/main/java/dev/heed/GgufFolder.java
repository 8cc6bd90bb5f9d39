package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.format.gguf.GgufSplit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder that holds a model as GGUF, in one file or in parts, and none of the files that publish a folder. */
final class GgufFolder {
    private static final List<String> PUBLISHED = List.of("config.json", "modules.json", "heed-model.json");

    private GgufFolder() {}

    /**
     * The file to open, the first of its parts where it has several; empty for a folder of another kind.
     *
     * @throws InvalidFileException if there are several models
     */
    static Optional<Path> only(Path folder) {
        if (PUBLISHED.stream().anyMatch(file -> Files.exists(folder.resolve(file)))) {
            return Optional.empty();
        }
        List<String> models = models(folder);
        if (models.size() > 1) {
            throw new InvalidFileException("model " + folder + ": expected one model as GGUF, got " + models.size()
                    + " (" + models.get(0) + ", " + models.get(1) + (models.size() > 2 ? ", …" : "")
                    + "); name the file");
        }
        return models.stream().findFirst().map(folder::resolve);
    }

    /** Whole files, and of parts the first's name, whether it is there or not. */
    private static List<String> models(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".gguf"))
                    .map(name -> GgufSplit.firstOf(name).orElse(name))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidFileException("model " + folder + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
