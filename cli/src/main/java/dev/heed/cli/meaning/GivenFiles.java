package dev.heed.cli.meaning;

import dev.heed.cli.console.Streams;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files that a command line names, each of them once: what is read twice would count twice. */
final class GivenFiles {
    private GivenFiles() {}

    /** The names without those of files named before; one note says which are left out. */
    static List<String> once(List<String> names, Streams streams) {
        Map<Object, String> first = new HashMap<>();
        List<String> kept = new ArrayList<>();
        List<String> again = new ArrayList<>();
        for (String name : names) {
            String before = first.putIfAbsent(file(name), name);
            if (before == null) {
                kept.add(name);
            } else {
                again.add(name.equals(before) ? name : name + " (" + before + ")");
            }
        }
        if (!again.isEmpty()) {
            streams.note(String.join(", ", again) + ": given before, and read once");
        }
        return kept;
    }

    /** What two names of one file share; a name itself where there is no file. */
    private static Object file(String name) {
        try {
            return name.equals("-") ? name : Path.of(name).toRealPath();
        } catch (IOException | InvalidPathException e) {
            return name; // whoever reads it says what is wrong
        }
    }
}
