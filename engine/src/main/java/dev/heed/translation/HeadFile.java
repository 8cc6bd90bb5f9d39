package dev.heed.translation;

import dev.heed.ModelInfo;
import dev.heed.Models;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the chosen heads of a model are kept: {@code alignment/NAME-FINGERPRINT} in the cache, a line for each pair of
 * languages. The fingerprint is of the names and sizes of the model's files, of small ones' bytes and of large ones' ends. A
 * file that cannot be read or written is as good as none.
 */
final class HeadFile {
    /** A keeper of nothing, for models that lie in memory. */
    static final HeadFile NONE = new HeadFile(null);

    /** Changes with what the choice is made from. */
    private static final String VERSION = "1";

    private static final int LARGEST = 1 << 16;
    private static final int SMALL = 1 << 20;
    private static final int END = 1 << 16;

    private final Path file; // null for none

    private HeadFile(Path file) {
        this.file = file;
    }

    /** Kept in a file. */
    static HeadFile at(Path file) {
        return new HeadFile(file);
    }

    static HeadFile of(ModelInfo model) {
        if (model.path() == null) {
            return NONE;
        }
        try {
            String name = model.name().replaceAll("[^A-Za-z0-9._-]", "-");
            String begin = name.substring(0, Math.min(name.length(), 60));
            return new HeadFile(Models.cacheFolder()
                    .resolve("alignment")
                    .resolve(begin + "-" + fingerprint(Path.of(model.path()))));
        } catch (IOException | RuntimeException e) {
            return NONE;
        }
    }

    static String fingerprint(Path model) throws IOException {
        MessageDigest digest = sha256();
        List<Path> files;
        try (Stream<Path> all = Files.isDirectory(model) ? Files.list(model) : Stream.of(model)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path path : files) {
            long size = Files.size(path);
            digest.update((path.getFileName() + " " + size + "\n").getBytes(StandardCharsets.UTF_8));
            try (InputStream in = Files.newInputStream(path)) {
                digest.update(in.readNBytes(size <= SMALL ? SMALL : END));
                if (size > SMALL) {
                    in.skipNBytes(size - 2L * END);
                    digest.update(in.readNBytes(END));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: expected of every JDK", e);
        }
    }

    private static String begin(String pair) {
        return VERSION + "\t" + HexFormat.of().formatHex(pair.getBytes(StandardCharsets.UTF_8)) + "\t";
    }

    private List<String> lines() {
        try {
            return file != null && Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? Files.readString(file).lines().toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    Optional<AlignmentHead> read(String pair) {
        return lines().stream()
                .filter(line -> line.startsWith(begin(pair)))
                .map(line -> line.substring(begin(pair).length()).split("\t")[0])
                .flatMap(HeadFile::head)
                .findFirst();
    }

    private static Stream<AlignmentHead> head(String label) {
        try {
            return Stream.of(AlignmentHead.of(label));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    void write(String pair, HeadChoice choice) {
        if (file == null) {
            return;
        }
        String line = begin(pair) + choice.head().label() + "\tcopied " + choice.copied() + " of " + choice.known()
                + ", agreement " + choice.agreement();
        Path partial = null;
        try {
            Files.createDirectories(file.getParent());
            partial = Files.createTempFile(file.getParent(), ".head", ".part");
            Files.write(
                    partial,
                    Stream.concat(lines().stream().filter(other -> !other.startsWith(begin(pair))), Stream.of(line))
                            .toList());
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(partial);
        }
    }

    private static void delete(Path partial) {
        try {
            if (partial != null) {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            // it lies in the cache, which may be emptied
        }
    }
}
