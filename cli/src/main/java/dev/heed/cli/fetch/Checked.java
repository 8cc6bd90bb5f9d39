package dev.heed.cli.fetch;

import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Files that are kept only if they are what they should be. */
final class Checked {
    private Checked() {}

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every Java has it
        }
    }

    /** @throws InvalidFileException if a file's SHA-256 is another than expected; null for any */
    static void expect(Path file, String expected, Path named) throws IOException {
        String found = expected == null ? null : sha256(file);
        if (expected != null && !found.equals(expected.toLowerCase(Locale.ROOT))) {
            throw new InvalidFileException(named.getFileName() + ": expected the SHA-256 " + expected + ", got " + found
                    + "; the file was damaged on its way, or is another");
        }
    }

    /** Moves a file to its place if its SHA-256 is the one expected; else it is deleted. */
    static void keep(Path arrived, String expected, Path target) throws IOException {
        try {
            expect(arrived, expected, target);
        } catch (InvalidFileException e) {
            Files.delete(arrived);
            throw e;
        }
        Files.createDirectories(target.getParent());
        try {
            Files.move(arrived, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(arrived, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
