package dev.heed.cli.fetch;

import dev.heed.cli.console.Streams;
import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;

/** A file from an address; what was cut off goes on where it ended. */
final class Download {
    private static final int TRIES = 3;
    private static final Duration CONNECT = Duration.ofSeconds(20);

    private final Streams streams;

    Download(Streams streams) {
        this.streams = streams;
    }

    /** @param sha256 what the file must have; null for none, which is said */
    Path fetch(URI address, Path folder, String sha256) throws IOException {
        String path = address.getPath();
        Path target = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
        if (Files.exists(target)) {
            Checked.expect(target, sha256, target);
            return target;
        }
        Files.createDirectories(folder);
        Path part = folder.resolve(target.getFileName() + ".part");
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            for (int attempt = 1; ; attempt++) {
                try {
                    receive(client, address, part);
                    break;
                } catch (IOException e) {
                    if (attempt == TRIES) {
                        throw new InvalidFileException(
                                address.getHost() + ": expected the file, got " + e.getMessage()
                                        + "; give the command again, it goes on where this ended",
                                e);
                    }
                }
            }
        }
        if (sha256 == null) {
            streams.note("SHA-256 " + Checked.sha256(part) + ", not checked: none was given");
        }
        Checked.keep(part, sha256, target);
        return target;
    }

    private void receive(HttpClient client, URI address, Path part) throws IOException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        try (InputStream body = response.body()) {
            boolean goesOn = response.statusCode() == 206;
            if (response.statusCode() == 416) {
                return; // there is no more
            }
            if (!goesOn && response.statusCode() != 200) {
                throw new InvalidFileException(address.getHost() + ": expected the file, got the status "
                        + response.statusCode() + " (" + address + ")");
            }
            long from = goesOn ? have : 0;
            try (OutputStream out = Files.newOutputStream(
                    part,
                    StandardOpenOption.CREATE,
                    goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                body.transferTo(out);
            }
            OptionalLong length = response.headers().firstValueAsLong("Content-Length");
            if (length.isPresent() && Files.size(part) != from + length.getAsLong()) {
                throw new IOException(
                        "a part only, " + Files.size(part) + " of " + (from + length.getAsLong()) + " bytes");
            }
        }
    }
}
