package dev.heed.tokenizer.file;

import java.util.Optional;

/** The files that a model's tokenizer may stand in: a folder, or a jar. */
public interface TokenizerFolder {
    /** Whether there is a file of that name. */
    boolean has(String name);

    /** Its bytes. */
    byte[] read(String name);

    /** How it is called in messages. */
    String path(String name);

    /** What was kept of a file in the form of {@link TokenizerFiles#prepare}, if that is still there. */
    Optional<byte[]> kept(String name);

    /** Whether it has a place to keep a file's other form in. */
    boolean keeps(String name);

    /** Keeps a file in that form. */
    void keep(String name, byte[] prepared);
}
