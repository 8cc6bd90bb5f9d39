package dev.heed.tokenizer.file;

import dev.heed.format.InvalidFileException;
import dev.heed.tokenizer.Tokenizer;
import java.util.Optional;

/** Reads tokenizers from the bytes of single files. */
public final class TokenizerFiles {
    private TokenizerFiles() {}

    /**
     * Reads a {@code tokenizer.json}.
     *
     * @param json the file's bytes, UTF-8
     * @param where the file's name, for messages
     * @throws InvalidFileException if the bytes are no such file, or ask for something that is not understood
     */
    public static Tokenizer fromJson(byte[] json, String where) {
        return new TokenizerFile(where).read(json).tokenizer();
    }

    /**
     * A {@code tokenizer.json} in a form that a cold JVM reads several times faster; see {@link #fromPrepared}.
     *
     * @return empty for a file that has no such form
     * @throws InvalidFileException as {@link #fromJson} does
     */
    public static Optional<byte[]> prepare(byte[] json, String where) {
        return PreparedTokenizer.prepare(json, where);
    }

    /**
     * The tokenizer of a {@code tokenizer.json}, the same as {@link #fromJson} gives.
     *
     * @param prepared by {@link #prepare}, or any other bytes
     * @param json the file's bytes, against which the others are checked
     * @return empty if {@code prepared} is damaged, of another version, or of another file
     */
    public static Optional<Tokenizer> fromPrepared(byte[] prepared, byte[] json, String where) {
        return PreparedTokenizer.read(prepared, json, where).map(Assembly::tokenizer);
    }
}
