package dev.heed.index.source;

import dev.heed.format.InvalidFileException;
import dev.heed.lines.InvalidUtf8;
import dev.heed.lines.LineReader;
import dev.heed.lines.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lines of a file read again from their places: at once from a plain file, in one pass through a packed one. */
public final class LineTexts {
    private LineTexts() {}

    /**
     * Where a line stands.
     *
     * @param line from 1
     * @param offset of its first byte, in the unpacked text
     */
    public record Place(long line, long offset) {}

    /**
     * The lines at some places.
     *
     * @throws InvalidFileException if there is no such line: the file is another one now
     */
    public static Map<Place, String> read(SourceFile file, List<Place> places) throws IOException {
        TreeMap<Long, Place> ordered = new TreeMap<>();
        places.forEach(place -> ordered.put(place.offset(), place));
        Map<Place, String> texts = new HashMap<>();
        try {
            if (TextFile.isPacked(file.path())) {
                try (InputStream in = file.open()) {
                    LineReader reader = new LineReader(in, file.name(), InvalidUtf8.REPLACED);
                    for (Place place : ordered.values()) {
                        reader.skipTo(place.line() - 1, place.offset());
                        texts.put(place, checked(reader.next(), file, place));
                    }
                }
            } else {
                for (Place place : ordered.values()) {
                    try (InputStream in = file.open(place.offset())) {
                        LineReader reader =
                                new LineReader(in, file.name(), InvalidUtf8.REPLACED, place.line() - 1, place.offset());
                        texts.put(place, checked(reader.next(), file, place));
                    }
                }
            }
        } catch (IOException e) {
            throw new InvalidFileException(file.name() + ": cannot be read (" + e.getMessage() + ")", e);
        }
        return texts;
    }

    private static String checked(String text, SourceFile file, Place place) {
        if (text == null) {
            throw changed(file, place.line());
        }
        return text;
    }

    /** What is said of a file in which a place of the index isn't found. */
    public static InvalidFileException changed(SourceFile file, long line) {
        return new InvalidFileException(
                file.name() + ": changed since it was indexed (line " + line + "); run heed index on it again");
    }
}
