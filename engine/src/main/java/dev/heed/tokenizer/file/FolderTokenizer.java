package dev.heed.tokenizer.file;

import dev.heed.format.InvalidFileException;
import dev.heed.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokenizer of a model's folder, whatever files it stands in.
 *
 * <p>{@code tokenizer.json} comes first; where {@code tokenizer_config.json} explicitly says otherwise, it goes over it, as
 * in transformers, and where it is silent the file is followed, also where transformers would rebuild it by the defaults of
 * a class. Without it the tokenizer is what transformers 5 builds from {@code vocab.txt}, {@code vocab.json} with
 * {@code merges.txt}, or a SentencePiece model. {@code docs/tokenizers.md} lists every key of every file.
 */
public final class FolderTokenizer {
    private static final String JSON = "tokenizer.json";
    private static final List<String> SENTENCE_PIECE =
            List.of("sentencepiece.bpe.model", "spiece.model", "tokenizer.model", "sentencepiece.model", "spm.model");

    private final TokenizerFolder folder;
    private final TokenizerConfig config;

    private FolderTokenizer(TokenizerFolder folder) {
        this.folder = folder;
        this.config = TokenizerConfig.read(folder);
    }

    /**
     * The file that a folder's tokenizer stands in.
     *
     * @return empty if there is none
     */
    public static Optional<String> mainFile(TokenizerFolder folder) {
        if (folder.has(JSON)) {
            return Optional.of(JSON);
        }
        if (folder.has("vocab.txt")) {
            return Optional.of("vocab.txt");
        }
        if (folder.has("vocab.json") && folder.has("merges.txt")) {
            return Optional.of("vocab.json");
        }
        return SENTENCE_PIECE.stream().filter(folder::has).findFirst();
    }

    /**
     * Reads a folder's tokenizer.
     *
     * @param where the folder, for messages
     * @param file what it stands in, from {@link #mainFile} or named by a model's own description
     * @param lowercase for a {@code vocab.txt} whose folder does not say
     * @throws InvalidFileException naming what is missing, wrong or not understood
     */
    public static Tokenizer read(TokenizerFolder folder, String where, String file, boolean lowercase) {
        if (!folder.has(file)) {
            throw new InvalidFileException(where + ": expected a tokenizer (" + JSON
                    + ", vocab.txt, vocab.json with merges.txt, or a SentencePiece model such as spiece.model), found none; "
                    + "fetch the folder's other files");
        }
        FolderTokenizer reader = new FolderTokenizer(folder);
        return reader.assembly(file, lowercase).tokenizer();
    }

    private Assembly assembly(String file, boolean lowercase) {
        if (file.endsWith(".json") && !file.equals("vocab.json")) {
            return new Overrides(config).apply(json(file));
        }
        String where = folder.path(file);
        byte[] bytes = folder.read(file);
        if (file.endsWith(".txt")) {
            return new OlderFiles(config, where).wordPiece(VocabularyFile.read(bytes, where), lowercase);
        }
        return file.equals("vocab.json")
                ? new OlderFiles(config, where).bytePairs(bytes, folder.read("merges.txt"), folder.path("merges.txt"))
                : new SentencePieceParts(config, SentencePieceFile.read(bytes, where), where).assembly();
    }

    private Assembly json(String file) {
        byte[] bytes = folder.read(file);
        String where = folder.path(file);
        Optional<byte[]> kept = folder.kept(file);
        Optional<Assembly> prepared =
                kept.isPresent() ? PreparedTokenizer.read(kept.get(), bytes, where) : Optional.empty();
        if (prepared.isPresent()) {
            return prepared.get();
        }
        if (folder.keeps(file)) {
            PreparedTokenizer.prepare(bytes, where).ifPresent(form -> folder.keep(file, form));
        }
        return new TokenizerFile(where).read(bytes);
    }

    /**
     * Adds what a config states to a list of {@code added_tokens}, by content.
     *
     * @param flags whether the config's flags go over the file's; else it only names control tokens
     */
    static List<Object> joined(List<?> fromFile, List<Map<String, Object>> stated, boolean flags, NextId ids) {
        Map<Object, Map<String, Object>> byContent = new LinkedHashMap<>();
        for (Object entry : fromFile) {
            Map<String, Object> copy = new HashMap<>();
            if (entry instanceof Map<?, ?> members) {
                members.forEach((key, value) -> copy.put(String.valueOf(key), value));
            }
            byContent.put(copy.getOrDefault("content", copy), copy);
        }
        for (Map<String, Object> entry : stated) {
            Map<String, Object> known = byContent.get(entry.get("content"));
            if (known == null || flags) {
                byContent
                        .computeIfAbsent(entry.get("content"), content -> new HashMap<>())
                        .putAll(entry);
            } else if (Boolean.TRUE.equals(entry.get("special"))) {
                known.put("special", true);
            }
        }
        for (Map<String, Object> entry : byContent.values()) {
            entry.computeIfAbsent("id", key -> (long) ids.of(String.valueOf(entry.get("content"))));
        }
        return new ArrayList<>(byContent.values());
    }

    /** The id of a token that files name without one. */
    interface NextId {
        int of(String content);
    }
}
