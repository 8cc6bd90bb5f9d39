package dev.heed.cli.meaning;

import java.nio.file.Path;
import java.util.List;

/** What a page that leaves this machine says of where its lines come from: names of files, without their folders. */
final class SourceOfLines {
    private static final int MOST_NAMED = 3;

    private SourceOfLines() {}

    static String named(List<String> files) {
        if (files.isEmpty()) {
            return "standard input";
        }
        List<String> names = files.stream()
                .limit(MOST_NAMED)
                .map(file -> file.equals("-")
                        ? "standard input"
                        : Path.of(file).getFileName().toString())
                .toList();
        int more = files.size() - names.size();
        return String.join(", ", names) + (more == 0 ? "" : " and " + more + " more");
    }
}
