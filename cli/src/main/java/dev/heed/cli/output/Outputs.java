package dev.heed.cli.output;

import dev.heed.cli.console.WrongUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a command is to write, each under the option that names it: none may be a file that the command reads, and
 * no two may be the same. Not thread-safe.
 */
public final class Outputs {
    private final Map<String, Path> files = new LinkedHashMap<>();

    /** Adds one; null is none. */
    public Outputs add(String option, Path file) {
        if (file != null) {
            files.put(option, file);
        }
        return this;
    }

    /**
     * Refuses what would overwrite an input, or one output with another.
     *
     * @param inputs as on the command line, {@code -} for standard input
     * @throws WrongUsage if one would
     */
    public void check(List<String> inputs) throws IOException {
        List<String> before = new ArrayList<>();
        for (String option : files.keySet()) {
            Path file = files.get(option);
            for (String input : inputs) {
                if (!input.equals("-") && same(Path.of(input), file)) {
                    throw new WrongUsage(option + ": expected another file than the input, got " + file);
                }
            }
            for (String other : before) {
                if (same(files.get(other), file)) {
                    throw new WrongUsage(option + ": expected another file than " + other + " has, got " + file);
                }
            }
            before.add(option);
        }
    }

    /** Devices and pipes take more than one output, and are read and written side by side. */
    private static boolean same(Path a, Path b) throws IOException {
        if (Files.exists(a) && Files.exists(b)) {
            return Files.isRegularFile(a) && Files.isSameFile(a, b);
        }
        return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
    }
}
