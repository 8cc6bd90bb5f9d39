package dev.heed.index;

import dev.heed.format.InvalidFileException;
import dev.heed.index.source.LineTexts;
import dev.heed.index.source.SourceFile;
import dev.heed.index.store.IndexedFile;
import dev.heed.index.store.StoredOccurrence;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of an index by name and by number, and the text at its places. Immutable, thread-safe. */
final class IndexedTexts {
    private final Path folder;
    private final List<IndexedFile> files;

    /** @param folder of the index, for messages */
    IndexedTexts(Path folder, List<IndexedFile> files) {
        this.folder = folder;
        this.files = files;
    }

    /** The number of a file, by the name that it was given or another one of the same file; -1 if it isn't there. */
    int numberOf(String name) {
        Path path;
        try {
            path = Path.of(name).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            return -1;
        }
        for (int i = 0; i < files.size(); i++) {
            SourceFile source = files.get(i).source();
            if (source.name().equals(name) || source.path().equals(path)) {
                return i;
            }
        }
        return -1;
    }

    /** The text of the line at a place. */
    String line(StoredOccurrence place) throws IOException {
        LineTexts.Place wanted = placeOf(place);
        return LineTexts.read(source(place.file()), List.of(wanted)).get(wanted);
    }

    /** The places with their text; each line is read once. */
    List<Occurrence> occurrences(List<StoredOccurrence> places) throws IOException {
        Map<Integer, List<LineTexts.Place>> wanted = new TreeMap<>();
        for (StoredOccurrence place : places) {
            wanted.computeIfAbsent(place.file(), file -> new ArrayList<>()).add(placeOf(place));
        }
        Map<Integer, Map<LineTexts.Place, String>> texts = new HashMap<>();
        for (var file : wanted.entrySet()) {
            texts.put(file.getKey(), LineTexts.read(source(file.getKey()), file.getValue()));
        }
        List<Occurrence> occurrences = new ArrayList<>();
        for (StoredOccurrence place : places) {
            SourceFile source = source(place.file());
            String text = texts.get(place.file()).get(placeOf(place));
            if (place.span().end() > text.length()) {
                throw LineTexts.changed(source, place.line());
            }
            occurrences.add(Passages.occurrence(new CorpusLine(source.name(), place.line(), text), place.span()));
        }
        return occurrences;
    }

    private static LineTexts.Place placeOf(StoredOccurrence place) {
        return new LineTexts.Place(place.line(), place.offset());
    }

    private SourceFile source(int file) {
        if (file < 0 || file >= files.size()) {
            throw new InvalidFileException(
                    folder + ": damaged (an occurrence of file " + file + " of " + files.size() + "); index it anew");
        }
        return files.get(file).source();
    }
}
