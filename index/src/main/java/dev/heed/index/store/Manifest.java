package dev.heed.index.store;

import dev.heed.format.InvalidFileException;
import dev.heed.index.source.Position;
import dev.heed.index.source.SourceFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What an index is and how far it has come; written with every commit, so that it always speaks of what is there.
 *
 * @param model the model's name
 * @param modelSource what finds the model: a packaged name, or a folder's absolute path
 * @param dimension length of the stored vectors
 * @param probe a fingerprint of the vectors: another model, or another way to make them, has another one
 * @param words which occurrences are indexed, in the words of {@code WordChoice}
 * @param files in the order of their numbers
 */
public record Manifest(
        String model, String modelSource, int dimension, String probe, List<String> words, List<IndexedFile> files) {
    private static final String FORMAT = "2";
    private static final int MOST_FILES = 10_000_000;
    private static final int MOST_NUMBERS = 1 << 20;

    public Manifest {
        words = List.copyOf(words);
        files = List.copyOf(files);
    }

    /** The same with other files. */
    public Manifest with(List<IndexedFile> changed) {
        return new Manifest(model, modelSource, dimension, probe, words, changed);
    }

    /** Occurrences of all files. */
    public long occurrences() {
        return files.stream().mapToLong(IndexedFile::occurrences).sum();
    }

    Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>();
        map.put("format", FORMAT);
        map.put("model", model);
        map.put("modelSource", modelSource);
        map.put("dimension", Integer.toString(dimension));
        map.put("probe", probe);
        map.put("words", Integer.toString(words.size()));
        for (int i = 0; i < words.size(); i++) {
            map.put("word." + i, words.get(i));
        }
        map.put("files", Integer.toString(files.size()));
        for (int i = 0; i < files.size(); i++) {
            put(files.get(i), "file." + i + ".", map);
        }
        return map;
    }

    private static void put(IndexedFile file, String prefix, Map<String, String> map) {
        SourceFile source = file.source();
        map.put(prefix + "name", source.name());
        map.put(prefix + "path", source.path().toString());
        map.put(prefix + "size", Long.toString(source.size()));
        map.put(prefix + "modified", Long.toString(source.modifiedMillis()));
        map.put(prefix + "digest", source.digest());
        map.put(prefix + "ended", Boolean.toString(source.ended()));
        map.put(prefix + "line", Long.toString(file.position().line()));
        map.put(prefix + "offset", Long.toString(file.position().offset()));
        map.put(prefix + "unit", Integer.toString(file.position().unit()));
        map.put(prefix + "damaged", Long.toString(file.position().damagedLines()));
        map.put(prefix + "done", Boolean.toString(file.done()));
        map.put(prefix + "occurrences", Long.toString(file.occurrences()));
        map.put(prefix + "unread", Long.toString(file.unread()));
        map.put(prefix + "unknown", Long.toString(file.unknown()));
    }

    static Manifest of(Map<String, String> map, Path folder) {
        if (!Objects.equals(map.get("format"), FORMAT)) {
            throw new InvalidFileException(folder + ": expected an index of heed index, format " + FORMAT + ", got "
                    + (map.containsKey("format") ? "format " + map.get("format") : "a Lucene index of something else"));
        }
        Reading reading = new Reading(map, folder);
        int dimension = (int) reading.number("dimension", MOST_NUMBERS);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < reading.number("words", MOST_NUMBERS); i++) {
            words.add(reading.text("word." + i));
        }
        List<IndexedFile> files = new ArrayList<>();
        for (int i = 0; i < reading.number("files", MOST_FILES); i++) {
            files.add(reading.file("file." + i + "."));
        }
        return new Manifest(
                reading.text("model"), reading.text("modelSource"), dimension, reading.text("probe"), words, files);
    }

    /** What stands in a commit is checked before it is believed. */
    private record Reading(Map<String, String> map, Path folder) {
        String text(String key) {
            String text = map.get(key);
            if (text == null) {
                throw damaged(key, "a value", "none");
            }
            return text;
        }

        long number(String key, long most) {
            return number(key, 0, most);
        }

        long number(String key, long least, long most) {
            String text = text(key);
            try {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw damaged(key, "a number from " + least + " to " + most, text);
        }

        boolean flag(String key) {
            return text(key).equals("true");
        }

        IndexedFile file(String prefix) {
            Path path;
            try {
                path = Path.of(text(prefix + "path"));
            } catch (InvalidPathException e) {
                throw damaged(prefix + "path", "a file's name", text(prefix + "path"));
            }
            SourceFile source = new SourceFile(
                    text(prefix + "name"),
                    path,
                    number(prefix + "size", Long.MAX_VALUE),
                    number(prefix + "modified", Long.MIN_VALUE, Long.MAX_VALUE),
                    text(prefix + "digest"),
                    flag(prefix + "ended"));
            Position position = new Position(
                    number(prefix + "line", Long.MAX_VALUE),
                    number(prefix + "offset", Long.MAX_VALUE),
                    (int) number(prefix + "unit", Integer.MAX_VALUE),
                    number(prefix + "damaged", Long.MAX_VALUE));
            return new IndexedFile(
                    source,
                    position,
                    flag(prefix + "done"),
                    number(prefix + "occurrences", Long.MAX_VALUE),
                    number(prefix + "unread", Long.MAX_VALUE),
                    map.containsKey(prefix + "unknown") ? number(prefix + "unknown", Long.MAX_VALUE) : 0);
        }

        private InvalidFileException damaged(String key, String expected, String got) {
            return new InvalidFileException(
                    folder + ": " + key + " of the index: expected " + expected + ", got " + got + "; index it anew");
        }
    }
}
