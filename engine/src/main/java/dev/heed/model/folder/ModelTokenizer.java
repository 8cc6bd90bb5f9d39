package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.model.weights.ModelFiles;
import dev.heed.model.weights.PreparedFile;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.file.FolderTokenizer;
import dev.heed.tokenizer.file.GgufTokenizer;
import dev.heed.tokenizer.file.TokenizerFolder;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;

/**
 * A model's files as its tokenizer is read from them: which file it stands in and what goes over what is decided in {@link
 * FolderTokenizer}.
 */
public record ModelTokenizer(ModelFiles files) implements TokenizerFolder {
    private static final String USUAL = "tokenizer.json";

    /**
     * The tokenizer of a model whose settings name its file.
     *
     * @throws InvalidFileException naming the file or key that is missing, wrong or not understood
     */
    public static Tokenizer read(ModelFiles files, ModelSettings settings) {
        if (files instanceof ModelFiles.Whole whole) {
            try (Arena arena = Arena.ofConfined()) {
                return GgufTokenizer.read(whole.gguf(arena).metadata(), files.where());
            }
        }
        return FolderTokenizer.read(
                new ModelTokenizer(files), files.where(), settings.tokenizer(), settings.lowercase());
    }

    /**
     * The token that stands for one left out, as the folder's files name it.
     *
     * @throws InvalidFileException if they name none
     */
    public static String maskToken(ModelFiles files) {
        for (String file : List.of("tokenizer_config.json", "special_tokens_map.json")) {
            if (files.has(file)) {
                JsonObject json = JsonObject.read(files.read(file), files.path(file));
                Optional<String> token = json.value("mask_token").orElse("") instanceof String name
                        ? Optional.of(name).filter(stated -> !stated.isEmpty())
                        : json.object("mask_token").flatMap(written -> written.string("content"));
                if (token.isPresent()) {
                    return token.get();
                }
            }
        }
        throw new InvalidFileException(
                files.where() + ": expected a mask_token, with which queries are filled, in tokenizer_config.json");
    }

    /** The file that a folder's tokenizer stands in; the usual name if there is none. */
    static String file(ModelFiles files) {
        return FolderTokenizer.mainFile(new ModelTokenizer(files)).orElse(USUAL);
    }

    @Override
    public boolean has(String name) {
        return files.has(name);
    }

    @Override
    public byte[] read(String name) {
        return files.read(name);
    }

    @Override
    public String path(String name) {
        return files.path(name);
    }

    @Override
    public Optional<byte[]> kept(String name) {
        Optional<PreparedFile> place = files.prepared(name);
        return place.isPresent() ? place.get().read() : Optional.empty();
    }

    @Override
    public void keep(String name, byte[] prepared) {
        files.prepared(name).ifPresent(place -> place.write(prepared));
    }

    @Override
    public boolean keeps(String name) {
        return files.prepared(name).isPresent();
    }
}
