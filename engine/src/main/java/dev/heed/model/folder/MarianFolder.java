package dev.heed.model.folder;

import dev.heed.format.FlatYaml;
import dev.heed.format.InvalidFileException;
import dev.heed.model.weights.ModelFiles;
import dev.heed.model.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A folder as marian-nmt leaves it, seen as one of Hugging Face's: an {@code .npz} with its settings inside, a
 * {@code decoder.yml} if there is one, and vocabularies. These are OPUS-MT's ({@code source.spm}, {@code target.spm} and a
 * {@code vocab.yml} that numbers their pieces), or SentencePiece models whose ids are the numbers, one for both sides or one for
 * each. Which files are meant {@code decoder.yml} says; else there is one of a kind.
 */
public final class MarianFolder {
    private static final String SETTINGS = "decoder.yml";
    private static final int MOST_FILES = 1_000;
    private static final List<String> OTHERS = List.of("config.json", "modules.json", "heed-model.json");

    private final ModelFiles.Folder files;
    private final Map<String, Object> settings;
    private final List<String> names;

    private MarianFolder(Path folder, List<String> names) {
        this.files = new ModelFiles.Folder(folder);
        this.names = names;
        this.settings = files.has(SETTINGS) ? FlatYaml.read(files.read(SETTINGS), files.path(SETTINGS)) : Map.of();
    }

    /**
     * The files of such a folder.
     *
     * @return empty for another folder
     * @throws InvalidFileException if it is one, and does not say which of several files is meant
     */
    public static Optional<ModelFiles> of(Path folder) {
        List<String> names = names(folder);
        boolean other = names.stream().anyMatch(OTHERS::contains);
        return other || names.stream().noneMatch(name -> name.endsWith(".npz"))
                ? Optional.empty()
                : Optional.of(new MarianFolder(folder, names).files());
    }

    private static List<String> names(Path folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path path : all) {
                if (names.size() == MOST_FILES) {
                    return List.of(); // no model's folder
                }
                names.add(path.getFileName().toString());
            }
        } catch (IOException e) {
            return List.of(); // said when a file is asked for
        }
        names.sort(null);
        return names;
    }

    private ModelFiles files() {
        String weights = weights();
        Vocabularies vocabularies = vocabularies();
        for (String pieces : List.of(vocabularies.source(), vocabularies.target())) {
            if (!names.contains(pieces)) {
                throw new InvalidFileException(files.where() + ": expected a file " + pieces
                        + ", the pieces of the model's texts, found none; fetch the folder's other files");
            }
        }
        Map<String, String> renamed = new LinkedHashMap<>();
        renamed.put(WeightFiles.MARIAN, weights);
        renamed.put("source.spm", vocabularies.source());
        renamed.put("target.spm", vocabularies.target());
        return new ModelFiles.Made(
                files, once(() -> new MarianSettings(files, weights, settings, vocabularies).files()), renamed);
    }

    /** Models are asked about by several threads; the file is read once. */
    private static Supplier<Map<String, byte[]>> once(Supplier<Map<String, byte[]>> made) {
        return new Supplier<>() {
            private Map<String, byte[]> known;

            @Override
            public synchronized Map<String, byte[]> get() {
                if (known == null) {
                    known = made.get();
                }
                return known;
            }
        };
    }

    private String weights() {
        List<String> named = named("models");
        if (named.size() > 1) {
            throw new InvalidFileException(files.path(SETTINGS) + ": models: expected one, got " + named.size()
                    + "; what several models write together is not computed here");
        }
        return named.isEmpty() ? theOne(".npz", WeightFiles.MARIAN) : named.getFirst();
    }

    /**
     * Where pieces and their numbers stand.
     *
     * @param source the SentencePiece model of sources
     * @param target that of targets
     * @param numbers the {@code vocab.yml} of both sides, or one each; empty where pieces are numbered by their models
     */
    record Vocabularies(String source, String target, List<String> numbers) {}

    private Vocabularies vocabularies() {
        List<String> named = named("vocabs").stream().distinct().toList();
        List<String> models =
                named.stream().filter(name -> name.endsWith(".spm")).toList();
        if (!models.isEmpty() && models.size() == named.size()) {
            return new Vocabularies(models.getFirst(), models.getLast(), List.of());
        }
        if (named.isEmpty()
                && names.stream().noneMatch(name -> name.endsWith(".vocab.yml") || name.equals("vocab.yml"))) {
            boolean sides = names.contains("source.spm") && names.contains("target.spm");
            String both = sides ? null : theOne(".spm", "vocab.spm");
            return new Vocabularies(sides ? "source.spm" : both, sides ? "target.spm" : both, List.of());
        }
        List<String> numbers = named.isEmpty() ? List.of(theOne("vocab.yml", "vocab.yml")) : named;
        return new Vocabularies("source.spm", "target.spm", numbers);
    }

    private String theOne(String ending, String usual) {
        List<String> found =
                names.stream().filter(name -> name.endsWith(ending)).toList();
        if (found.contains(usual)) {
            return usual;
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new InvalidFileException(files.where() + ": expected one file *" + ending + ", or a " + SETTINGS
                + " that names one, found "
                + (found.isEmpty() ? "none" : found.stream().limit(8).collect(Collectors.joining(", "))));
    }

    /** Names of files, whatever folder they were in where the model was made. */
    private List<String> named(String key) {
        Object value = settings.get(key);
        List<?> given =
                value instanceof List<?> list ? list : value == null || "".equals(value) ? List.of() : List.of(value);
        List<String> named = new ArrayList<>();
        for (Object one : given) {
            String path = (String) one;
            String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
            if (!names.contains(name)) {
                throw new InvalidFileException(
                        files.path(SETTINGS) + ": " + key + ": expected a file of this folder, got " + path);
            }
            named.add(name);
        }
        return named;
    }
}
