package dev.heed.cli.meaning;

import dev.heed.cli.console.Streams;
import dev.heed.cli.index.QuietLucene;
import dev.heed.index.OccurrenceIndex;
import dev.heed.index.source.Change;
import dev.heed.index.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An index that stands where files could: {@code heed concordance TEXT DIR}. */
final class IndexFolder {
    private IndexFolder() {}

    /** The folder, if the arguments are one. */
    static Optional<Path> of(List<String> arguments) {
        try {
            return arguments.size() == 1 && Files.isDirectory(Path.of(arguments.getFirst()))
                    ? Optional.of(Path.of(arguments.getFirst()))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Opens it, and says which of its files are not what they were. */
    static OccurrenceIndex open(Path folder, Streams streams) throws IOException {
        QuietLucene.please();
        OccurrenceIndex index = OccurrenceIndex.open(folder);
        for (Map.Entry<SourceFile, Change> change : index.changes().entrySet()) {
            streams.note(change.getKey().name() + ": " + said(change.getValue()) + folder);
        }
        index.files().stream()
                .filter(file -> !file.done())
                .forEach(file -> streams.note(file.source().name() + ": indexed up to line "
                        + file.position().line() + " only; heed index --output " + folder + " goes on"));
        return index;
    }

    /**
     * Refuses a word that no answer can come from.
     *
     * @return how often it stands there
     */
    static int checkedCount(OccurrenceIndex index, Path folder, String word, Set<String> forms) throws IOException {
        int count = index.count(forms);
        if (count == 0) {
            boolean possible = forms.stream().anyMatch(index::mayHold);
            throw new IllegalArgumentException("word " + word + ": "
                    + (possible
                            ? "found nowhere in " + folder
                                    + (forms.size() > 1 ? "" : "; --forms finds its inflections too")
                            : "not indexed in " + folder + ", which holds " + index.words()
                                    + "; search the files themselves, or make an index with --word " + quoted(word)));
        }
        return count;
    }

    private static String quoted(String word) {
        return word.indexOf(' ') < 0 ? word : '"' + word + '"';
    }

    private static String said(Change change) {
        return switch (change) {
            case GROWN -> "has grown since it was indexed; to add its new lines: heed index --output ";
            case MISSING -> "is missing, and left out; to look for it again: heed index --output ";
            default -> "changed since it was indexed, and is left out; to index it again: heed index --output ";
        };
    }
}
