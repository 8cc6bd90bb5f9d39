package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** Who has a key. Keys are compared by their digests, in a time that tells nothing of them. Immutable. */
public final class Access {
    /** No key is needed. */
    public static final Access OPEN = new Access(List.of());

    private static final String SCHEME = "bearer ";

    private final List<byte[]> digests;

    private Access(List<byte[]> digests) {
        this.digests = digests;
    }

    /**
     * The keys of a file, one a line; blank lines and lines that begin with {@code #} are none.
     *
     * @throws IllegalArgumentException if it cannot be read or holds none
     */
    public static Access of(Path file) {
        List<byte[]> digests = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String key = line.strip();
                if (!key.isEmpty() && !key.startsWith("#")) {
                    digests.add(digest(key));
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + ": expected a file of API keys, one a line, could not read it (" + e.getMessage() + ")", e);
        }
        if (digests.isEmpty()) {
            throw new IllegalArgumentException(file + ": expected an API key a line, got none");
        }
        return new Access(digests);
    }

    /** Whether a key is needed at all. */
    public boolean closed() {
        return !digests.isEmpty();
    }

    /** @throws Refusal if the header brings no key that is known */
    void check(String authorization) {
        if (!closed()) {
            return;
        }
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (!bearer) {
            throw new Refusal(Reason.UNAUTHORIZED, "Authorization", "expected Bearer and an API key, got none");
        }
        byte[] given = digest(authorization.substring(SCHEME.length()).strip());
        boolean known = false;
        for (byte[] digest : digests) {
            known |= MessageDigest.isEqual(digest, given);
        }
        if (!known) {
            throw new Refusal(Reason.UNAUTHORIZED, "Authorization", "expected an API key of this server, got another");
        }
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is in every JDK", e);
        }
    }
}
