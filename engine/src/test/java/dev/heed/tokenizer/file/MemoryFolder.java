package dev.heed.tokenizer.file;

import dev.heed.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A folder of files in memory. */
public record MemoryFolder(Map<String, byte[]> files) implements TokenizerFolder {
    /** Names and texts in turns. */
    public static MemoryFolder of(String... namesAndTexts) {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return new MemoryFolder(files);
    }

    /** A bare vocab.txt, with BERT's defaults. */
    public static Tokenizer vocabulary(byte[] vocabTxt, boolean lowercase) {
        return FolderTokenizer.read(new MemoryFolder(Map.of("vocab.txt", vocabTxt)), "folder", "vocab.txt", lowercase);
    }

    /** Its tokenizer. */
    public Tokenizer tokenizer() {
        return FolderTokenizer.read(
                this, "folder", FolderTokenizer.mainFile(this).orElse("tokenizer.json"), true);
    }

    @Override
    public boolean has(String name) {
        return files.containsKey(name);
    }

    @Override
    public byte[] read(String name) {
        return files.get(name);
    }

    @Override
    public String path(String name) {
        return name;
    }

    @Override
    public Optional<byte[]> kept(String name) {
        return Optional.empty();
    }

    @Override
    public boolean keeps(String name) {
        return false;
    }

    @Override
    public void keep(String name, byte[] prepared) {
        throw new UnsupportedOperationException(name);
    }
}
