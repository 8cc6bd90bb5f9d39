package dev.heed.meaning.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a measurement is run on.
 *
 * @param files at least one
 * @param model a name or a folder
 */
record Arguments(List<String> files, String model) {
    /** The last argument is the model if it is no file. */
    static Arguments of(String[] args) {
        List<String> all = Arrays.asList(args);
        boolean model = !Files.isRegularFile(Path.of(all.getLast()));
        return new Arguments(model ? all.subList(0, all.size() - 1) : all, model ? all.getLast() : "all-MiniLM-L6-v2");
    }
}
