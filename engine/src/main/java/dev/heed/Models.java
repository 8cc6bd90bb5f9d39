package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.format.gguf.GgufSplit;
import dev.heed.model.folder.MarianFolder;
import dev.heed.model.folder.ModelStore;
import dev.heed.model.weights.ModelFiles;
import dev.heed.spi.ModelProvider;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where models come from: a jar on the class path or module path, or a folder on disk. */
public final class Models {
    private static final String MINILM = "all-MiniLM-L6-v2";
    private static final String STORIES = "stories260K";
    private static final String GGUF = ".gguf";

    private Models() {}

    /**
     * all-MiniLM-L6-v2, from the jar {@code dev.heed:heed-model-minilm}.
     *
     * @throws InvalidFileException if that jar is not there
     */
    public static Model minilm() {
        return packaged(MINILM)
                .orElseThrow(() -> new InvalidFileException(
                        "model " + MINILM + ": not on the class path; add the dependency dev.heed:heed-model-minilm"));
    }

    /**
     * stories260K, a small language model that writes stories, from the jar {@code dev.heed:heed-model-stories}.
     *
     * @throws InvalidFileException if that jar is not there
     */
    public static Model stories() {
        return packaged(STORIES)
                .orElseThrow(() -> new InvalidFileException("model " + STORIES
                        + ": not on the class path; add the dependency dev.heed:heed-model-stories"));
    }

    /**
     * A model's folder: what sentence-transformers or transformers saved ({@code config.json},
     * {@code model.safetensors} or ONNX, {@code tokenizer.json} or {@code vocab.txt}), marian-nmt ({@code .npz} and
     * vocabularies), or one that has nothing of that but one model as GGUF, in a file or in parts.
     *
     * @throws InvalidFileException if there is no such folder, or it has several models as GGUF and nothing else
     */
    public static Model folder(Path folder) {
        Objects.requireNonNull(folder, "folder");
        if (!Files.isDirectory(folder)) {
            throw new InvalidFileException(
                    "model " + folder + ": expected a folder, found " + (Files.exists(folder) ? "a file" : "none"));
        }
        return GgufFolder.only(folder)
                .map(Models::gguf)
                .orElseGet(() -> new Model(
                        FolderName.of(folder),
                        MarianFolder.of(folder).orElseGet(() -> new ModelFiles.Folder(folder)),
                        null));
    }

    /**
     * A language model in one GGUF file, or in parts as llama.cpp's {@code gguf-split} writes them, by the first ({@code
     * NAME-00001-of-00003.gguf}) with the others beside it.
     *
     * @throws InvalidFileException if there is no such file
     */
    public static Model gguf(Path file) {
        Objects.requireNonNull(file, "file");
        if (!Files.isRegularFile(file)) {
            throw new InvalidFileException("model " + file + ": expected a GGUF file, found "
                    + (Files.exists(file) ? "something else" : "none"));
        }
        return new Model(GgufSplit.modelName(file.getFileName().toString()), new ModelFiles.Whole(file));
    }

    /**
     * A packaged model by its name, one that was fetched into the cache, or else a folder, or a file whose name ends in {@code .gguf}.
     *
     * @throws InvalidFileException if there is none of them; the message lists the names
     */
    public static Model find(String nameOrPath) {
        Objects.requireNonNull(nameOrPath, "nameOrPath");
        return packaged(nameOrPath).or(() -> fetched(nameOrPath)).orElseGet(() -> {
            if (isFolder(nameOrPath)) {
                return folder(Path.of(nameOrPath));
            }
            if (nameOrPath.endsWith(GGUF)) {
                return gguf(Path.of(nameOrPath));
            }
            throw new InvalidFileException("model " + nameOrPath + ": expected a folder or one of " + names()
                    + ", found neither" + FetchedModel.remedy(nameOrPath));
        });
    }

    /** Names that {@link #find} takes: packaged models and fetched ones. */
    public static List<String> names() {
        return Stream.concat(
                        packagedNames().stream(),
                        FetchedModel.all().stream().filter(FetchedModel::here).map(FetchedModel::name))
                .toList();
    }

    private static Optional<Model> fetched(String name) {
        return FetchedModel.named(name)
                .filter(FetchedModel::here)
                .map(model -> new Model(
                        model.name(), new ModelFiles.Whole(model.folder().resolve(model.file())), model.license()));
    }

    /** The packaged models. Asking for them unpacks nothing; asking one for its {@link Model#info} does. */
    public static List<String> packagedNames() {
        return providers().map(ModelProvider::name).collect(Collectors.toList());
    }

    /** Shorter names of a packaged model, which {@link #find} takes too; none for other names. */
    public static List<String> aliases(String packagedName) {
        Objects.requireNonNull(packagedName, "packagedName");
        return providers()
                .filter(provider -> provider.name().equals(packagedName))
                .flatMap(provider -> provider.aliases().stream())
                .toList();
    }

    /** Names of the packaged models of a kind. */
    static List<String> ofKind(ModelKind kind) {
        return packagedNames().stream()
                .filter(name -> packaged(name).orElseThrow().info().kind() == kind)
                .toList();
    }

    /** Where packaged models are unpacked: {@code $HEED_CACHE}, {@code $XDG_CACHE_HOME/heed} or {@code ~/.cache/heed}. */
    public static Path cacheFolder() {
        return ModelStore.cacheFolder();
    }

    private static boolean isFolder(String path) {
        try {
            return Files.isDirectory(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Optional<Model> packaged(String name) {
        return providers()
                .filter(p -> p.name().equalsIgnoreCase(name) || p.aliases().contains(name))
                .findFirst()
                .map(p -> new Model(p.name(), ModelStore.unpacked(p, ModelStore.cacheFolder()), p.license()));
    }

    private static Stream<ModelProvider> providers() {
        return ServiceLoader.load(ModelProvider.class).stream().map(ServiceLoader.Provider::get);
    }
}
