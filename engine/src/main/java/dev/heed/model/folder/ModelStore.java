package dev.heed.model.folder;

import dev.heed.cache.Leftovers;
import dev.heed.format.InvalidFileException;
import dev.heed.model.weights.ModelFiles;
import dev.heed.spi.ModelProvider;
import dev.heed.spi.ModelProvider.PackedFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Unpacks models from jars into the cache folder, once: {@code $HEED_CACHE}, else {@code $XDG_CACHE_HOME/heed}, else
 * {@code ~/.cache/heed}.
 *
 * <p>A model appears under its final name whole or not at all (atomic rename), so that processes that start together do
 * no harm. Where nothing can be written, the files are held in memory and a log line says so.
 */
public final class ModelStore {

    private static final String UNPACKING = ".unpacking-";

    private ModelStore() {}

    /** The cache folder; it need not exist. */
    public static Path cacheFolder() {
        String own = System.getenv("HEED_CACHE");
        if (own != null && !own.isBlank()) {
            return Path.of(own);
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        return xdg != null && !xdg.isBlank()
                ? Path.of(xdg, "heed")
                : Path.of(System.getProperty("user.home"), ".cache", "heed");
    }

    /**
     * The files of a provider's model, unpacked into {@code cache} if they are not there yet.
     *
     * @throws InvalidFileException if the jar holds other bytes than it says
     */
    public static ModelFiles unpacked(ModelProvider provider, Path cache) {
        Path folder = cache.resolve("models").resolve(provider.name() + "-" + fingerprint(provider.files()));
        if (complete(folder, provider.files())) {
            return new ModelFiles.Cached(new ModelFiles.Folder(folder));
        }
        try {
            unpack(provider, folder);
            return new ModelFiles.Cached(new ModelFiles.Folder(folder));
        } catch (IOException e) {
            System.getLogger(ModelStore.class.getName())
                    .log(
                            Level.WARNING,
                            "{0} cannot be unpacked into {1} ({2}): it is held in memory; set HEED_CACHE to a folder that can be"
                                    + " written",
                            provider.name(),
                            cache,
                            e.toString());
            return inMemory(provider);
        }
    }

    private static boolean complete(Path folder, List<PackedFile> files) {
        try {
            for (PackedFile file : files) {
                if (Files.size(folder.resolve(file.name())) != file.size()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void unpack(ModelProvider provider, Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        Leftovers.sweep(folder.getParent(), UNPACKING);
        Path partial = Files.createDirectory(aside(folder, UNPACKING));
        try {
            for (PackedFile file : provider.files()) {
                try (InputStream bytes = verified(provider, file)) {
                    Files.copy(bytes, partial.resolve(file.name()));
                }
            }
            publish(partial, folder, provider.files());
        } finally {
            Leftovers.delete(partial);
        }
    }

    /** Another process may have been first: then its copy, which is the same, is used. */
    private static void publish(Path partial, Path folder, List<PackedFile> files) throws IOException {
        try {
            if (Files.isDirectory(folder) && !complete(folder, files)) {
                Path damaged = aside(folder, UNPACKING);
                Files.move(folder, damaged, StandardCopyOption.ATOMIC_MOVE);
                Leftovers.delete(damaged);
            }
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!complete(folder, files)) {
                throw e;
            }
        }
    }

    /** A name beside the folder that no other process takes. */
    private static Path aside(Path folder, String prefix) {
        return folder.resolveSibling(prefix + ProcessHandle.current().pid() + "-" + System.nanoTime());
    }

    private static ModelFiles inMemory(ModelProvider provider) {
        Map<String, byte[]> files = new HashMap<>();
        for (PackedFile file : provider.files()) {
            try (InputStream bytes = verified(provider, file)) {
                files.put(file.name(), bytes.readAllBytes());
            } catch (IOException e) {
                throw new InvalidFileException(
                        provider.name() + ": " + file.name() + " cannot be read from its jar (" + e.getMessage() + ")",
                        e);
            }
        }
        return new ModelFiles.Memory(provider.name(), files);
    }

    /** A stream that fails at its end if the bytes are not those that the provider states. */
    private static InputStream verified(ModelProvider provider, PackedFile file) throws IOException {
        MessageDigest digest = sha256();
        return new DigestInputStream(provider.open(file.name()), digest) {
            private boolean checked;

            @Override
            public int read() throws IOException {
                return check(super.read());
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return check(super.read(bytes, offset, length));
            }

            private int check(int result) {
                if (result < 0 && !checked) {
                    checked = true;
                    String found = HexFormat.of().formatHex(digest.digest());
                    if (!found.equals(file.sha256())) {
                        throw new InvalidFileException(provider.name() + ": " + file.name() + ": expected SHA-256 "
                                + file.sha256() + ", got " + found + "; is the jar damaged?");
                    }
                }
                return result;
            }
        };
    }

    /** Tells one set of files from another by the beginnings of their hashes; nothing is hashed on the way in. */
    private static String fingerprint(List<PackedFile> files) {
        StringBuilder fingerprint = new StringBuilder();
        files.forEach(file -> fingerprint.append(file.sha256(), 0, 6));
        return fingerprint.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
