package dev.heed.model.weights;

import dev.heed.format.InvalidFileException;
import dev.heed.format.gguf.GgufFile;
import dev.heed.format.gguf.GgufSplit;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The files of one model: a folder whose files are mapped, a single such file, or, where no disk may be written, memory. Thread-safe. */
public sealed interface ModelFiles {
    /** How messages name the model: its folder, or its name. */
    String where();

    /** Whether {@link #where} is a folder. */
    boolean onDisk();

    /** Whether there is a file of that name; {@code /} separates folders. */
    boolean has(String file);

    /**
     * A file's bytes, mapped for as long as {@code arena} lives.
     *
     * @throws InvalidFileException if there is none, or it cannot be read
     */
    MemorySegment map(String file, Arena arena);

    /** A small file's bytes, copied. */
    default byte[] read(String file) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = map(file, arena);
            if (bytes.byteSize() > LARGEST_COPY) {
                throw new InvalidFileException(path(file) + ": expected at most " + LARGEST_COPY + " bytes, got "
                        + bytes.byteSize() + "; is it the right file?");
            }
            return bytes.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** How messages name one of the files. */
    default String path(String file) {
        return where() + "/" + file;
    }

    /** The most that {@link #read} copies: tokenizers of the largest vocabularies stay below. */
    long LARGEST_COPY = 256L << 20;

    /** Where what is made from one of the files may be kept; empty for a user's own folder, and for memory. */
    default Optional<PreparedFile> prepared(String file) {
        return Optional.empty();
    }

    /** Changes whenever a file does: its size, and when it was written. */
    default String stamp(String file) {
        return "";
    }

    /** The files of a folder within this one; empty for this one itself. */
    default ModelFiles within(String folder) {
        return folder.isEmpty() ? this : new Within(this, folder);
    }

    /** Files of a folder inside another. */
    record Within(ModelFiles outer, String folder) implements ModelFiles {
        @Override
        public String where() {
            return outer.path(folder);
        }

        @Override
        public boolean onDisk() {
            return outer.onDisk();
        }

        @Override
        public boolean has(String file) {
            return outer.has(folder + "/" + file);
        }

        @Override
        public MemorySegment map(String file, Arena arena) {
            return outer.map(folder + "/" + file, arena);
        }

        @Override
        public String stamp(String file) {
            return outer.stamp(folder + "/" + file);
        }
    }

    /** Files of which some say something else. */
    record Overlaid(ModelFiles under, Map<String, byte[]> files) implements ModelFiles {
        public Overlaid {
            files = Map.copyOf(files);
        }

        @Override
        public String where() {
            return under.where();
        }

        @Override
        public boolean onDisk() {
            return under.onDisk();
        }

        @Override
        public boolean has(String file) {
            return files.containsKey(file) || under.has(file);
        }

        @Override
        public MemorySegment map(String file, Arena arena) {
            byte[] bytes = files.get(file);
            return bytes == null
                    ? under.map(file, arena)
                    : MemorySegment.ofArray(bytes).asReadOnly();
        }

        @Override
        public String stamp(String file) {
            return under.stamp(file);
        }
    }

    /** A model that was unpacked into the cache: things made from its files are kept beside them. */
    record Cached(Folder unpacked) implements ModelFiles {
        @Override
        public String where() {
            return unpacked.where();
        }

        @Override
        public boolean onDisk() {
            return true;
        }

        @Override
        public boolean has(String file) {
            return unpacked.has(file);
        }

        @Override
        public MemorySegment map(String file, Arena arena) {
            return unpacked.map(file, arena);
        }

        @Override
        public String stamp(String file) {
            try {
                Path path = unpacked.folder().resolve(file);
                return file + " " + Files.size(path) + " " + Files.getLastModifiedTime(path);
            } catch (IOException e) {
                throw new InvalidFileException(path(file) + ": cannot be read (" + e.getMessage() + ")", e);
            }
        }

        @Override
        public Optional<PreparedFile> prepared(String file) {
            return Optional.of(new PreparedFile(unpacked.folder().resolve("prepared-" + file)));
        }
    }

    /** A folder on disk. */
    record Folder(Path folder) implements ModelFiles {
        @Override
        public String where() {
            return folder.toString();
        }

        @Override
        public boolean onDisk() {
            return true;
        }

        @Override
        public boolean has(String file) {
            return Files.isRegularFile(inside(file));
        }

        /** Names come from files too: they may not lead out of the folder. Links in it are the owner's business. */
        private Path inside(String file) {
            try {
                Path relative = Path.of(file).normalize();
                if (!relative.isAbsolute() && !relative.startsWith("..") && !file.isEmpty()) {
                    return folder.resolve(relative);
                }
            } catch (InvalidPathException e) {
                // refused below
            }
            throw new InvalidFileException(folder + ": expected the name of a file inside, got " + file);
        }

        @Override
        public MemorySegment map(String file, Arena arena) {
            Path path = inside(file);
            if (!Files.isRegularFile(path)) {
                throw new InvalidFileException(folder + ": expected a file " + file + ", found "
                        + (Files.exists(path) ? "something else" : "none; is this a model's folder?"));
            }
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            } catch (AccessDeniedException e) {
                throw new InvalidFileException(path + ": cannot be read, permission is denied", e);
            } catch (IOException e) {
                throw new InvalidFileException(path + ": cannot be read (" + e.getMessage() + ")", e);
            }
        }
    }

    /** One file that holds a whole model, or the first of its parts: GGUF. */
    record Whole(Path file) implements ModelFiles {
        /** The file's own name. */
        public String name() {
            return file.getFileName().toString();
        }

        /**
         * What the file holds, with the parts beside it that belong to it.
         *
         * @param arena keeps them mapped
         * @throws InvalidFileException if it is no GGUF file, cannot be read, or a part is missing or another's
         */
        public GgufFile gguf(Arena arena) {
            GgufFile first = GgufFile.read(map(name(), arena), where());
            return GgufSplit.read(first, name(), part -> part(part, arena));
        }

        private Optional<GgufFile> part(String part, Arena arena) {
            Path beside = file.resolveSibling(part);
            return Files.isRegularFile(beside)
                    ? Optional.of(GgufFile.read(map(part, arena), beside.toString()))
                    : Optional.empty();
        }

        @Override
        public String where() {
            return file.toString();
        }

        @Override
        public boolean onDisk() {
            return true;
        }

        @Override
        public boolean has(String other) {
            return other.equals(name());
        }

        @Override
        public MemorySegment map(String other, Arena arena) {
            return new Folder(file.toAbsolutePath().getParent()).map(other, arena);
        }

        @Override
        public String path(String other) {
            return where();
        }
    }

    /**
     * Files of others' making seen as those that are read here: some are made of them, in memory, some have another name.
     *
     * @param made names and bytes; asked for once a file is, and only then
     * @param renamed names there by names here
     */
    record Made(ModelFiles outer, Supplier<Map<String, byte[]>> made, Map<String, String> renamed)
            implements ModelFiles {
        public Made {
            renamed = Map.copyOf(renamed);
        }

        private String there(String file) {
            return renamed.getOrDefault(file, file);
        }

        @Override
        public String where() {
            return outer.where();
        }

        @Override
        public boolean onDisk() {
            return outer.onDisk();
        }

        @Override
        public boolean has(String file) {
            return outer.has(there(file)) || made.get().containsKey(file);
        }

        @Override
        public MemorySegment map(String file, Arena arena) {
            byte[] bytes = made.get().get(file);
            return bytes == null
                    ? outer.map(there(file), arena)
                    : MemorySegment.ofArray(bytes).asReadOnly();
        }

        @Override
        public String path(String file) {
            return outer.path(there(file));
        }

        @Override
        public String stamp(String file) {
            return outer.has(there(file)) ? outer.stamp(there(file)) : "";
        }
    }

    /** Files held in memory. */
    record Memory(String where, Map<String, byte[]> files) implements ModelFiles {
        public Memory {
            files = Map.copyOf(files);
        }

        @Override
        public boolean onDisk() {
            return false;
        }

        @Override
        public boolean has(String file) {
            return files.containsKey(file);
        }

        @Override
        public MemorySegment map(String file, Arena arena) {
            byte[] bytes = files.get(file);
            if (bytes == null) {
                throw new InvalidFileException(where + ": expected a file " + file + ", found none");
            }
            return MemorySegment.ofArray(bytes).asReadOnly();
        }
    }
}
